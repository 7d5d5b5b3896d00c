using FsCheck;
using FsCheck.Fluent;
using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

/// <summary>What holds of any sequence of readings.</summary>
public class ConfirmProperties
{
    private static readonly Gen<LinkReading> Kinds = Gen.Frequency(
        (6, Gen.Constant(Some.Live)),
        (2, Gen.Constant(Some.Live with { IsComplete = false })),
        (3, Gen.Constant(Some.Nofollow)),
        (1, Gen.Constant(Some.Worse(Reason.RelUgc, Reason.MetaNofollow))),
        (3, Gen.Constant(Some.Unindexed)),
        (1, Gen.Constant(Some.Worse(Reason.HeaderNoindex, Reason.RelNofollow))),
        (2, Gen.Constant(Some.Unread)),
        (6, Gen.Constant(Some.Removed)),
        (1, Gen.Constant(Some.Removed with { IsPageAlike = false })),
        (1, Gen.Constant(Some.Removed with { IsDisputed = true })),
        (1, Gen.Constant(Some.Worse(Reason.LinkRemoved, Reason.TargetChanged, Reason.MetaNoindex))),
        (6, Gen.Constant(Some.Gone)),
        (2, Gen.Constant(Some.Worse(Reason.PageReplaced))),
        (1, Gen.Constant(Some.Worse(Reason.PageRedirected))),
        (1, Gen.Constant(Some.Worse(Reason.PageRedirected) with { IsPermanentRedirect = true })),
        (2, Gen.Constant(Some.Unknown())),
        (3, Gen.Constant(Some.Unknown(Reason.Dns))));

    /// <summary>Runs of the same reading, as a page gives them, minutes to days apart.</summary>
    private static readonly Gen<List<LinkReading>> Histories =
        from runs in (from kind in Kinds
                      from length in Gen.Choose(1, 6)
                      from gaps in Gen.Elements(0.2, 1, 3, 6, 12, 24, 24, 24, 100).ListOf(length)
                      from conditional in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true))).ListOf(length)
                      select gaps.Zip(conditional, (gap, c) => (Gap: gap, Reading: kind with { IsUnconditional = !c }))).ListOf()
        select Schedule(runs.SelectMany(run => run));

    [Fact]
    public void A_replay_changes_nothing() => Holds(history =>
    {
        var link = new Watched();
        foreach (var reading in history)
        {
            var once = link.Read(reading.PlannedAt, reading).State;
            var twice = link.Read(reading.PlannedAt, reading);
            Assert.Same(once, twice.State);
            Assert.Null(twice.Change);
        }
    });

    [Fact]
    public void Late_readings_change_nothing() => Holds(history =>
    {
        var inOrder = Play(history);
        var late = new Watched();
        foreach (var (reading, index) in history.Select((r, i) => (r, i)))
        {
            late.Read(reading.PlannedAt, reading);
            late.Read(history[index / 2].PlannedAt, history[index / 2] with { Status = Status.Live });
        }

        Assert.Equal(Json.Write(inOrder.State), Json.Write(late.State));
        Assert.Equal(Json.Write(inOrder.Changes), Json.Write(late.Changes));
    });

    [Fact]
    public void A_few_unknown_readings_make_no_difference_to_what_is_believed() => Holds(history =>
    {
        var patient = ConfirmOptions.Default with { Blindness = TimeSpan.MaxValue };
        var all = Play(history, patient);
        var telling = Play(history.Where(r => r.Status is not Status.Unknown), patient);

        Assert.Equal(Json.Write(Believed(telling.State)), Json.Write(Believed(all.State)));
        Assert.Equal(Json.Write(Settled(telling)), Json.Write(Settled(all)));
    });

    [Fact]
    public void A_complete_live_reading_always_ends_in_live_without_a_candidate() => Holds(history =>
    {
        var link = Play(history);
        link.Read((link.State.LastPlanned ?? Watched.Start) + TimeSpan.FromMinutes(1), Some.Live);

        Assert.Equal(Status.Live, link.State.Status);
        Assert.Null(link.State.Candidate);
        Assert.Empty(link.State.SetAside);
    });

    [Fact]
    public void Bad_news_rests_on_enough_readings_over_enough_time_and_on_nothing_else() => Holds(history =>
    {
        var link = new Watched();
        var since = 0;
        for (var i = 0; i < history.Count; i++)
        {
            var change = link.Read(history[i].PlannedAt, history[i]).Change;
            if (change is not { New: { } status, Kind: not ChangeKind.Unverifiable }) continue;
            if (status != change.Old && change.Kind is not ChangeKind.Back && status is not Status.Live)
            {
                AssertFounded(status, history[since..(i + 1)]);
            }

            if (status != change.Old) since = i + 1;
        }
    });

    [Fact]
    public void Only_what_is_worse_than_LinkWatch_saw_itself_is_reported() => Holds(history =>
    {
        var link = new Watched();
        var best = Status.Unknown;
        foreach (var reading in history)
        {
            var change = link.Read(reading.PlannedAt, reading).Change;
            if (reading.IsSeen && reading.Status < best) best = reading.Status;
            if (change is { IsAlert: true, Kind: ChangeKind.State }) Assert.True(best < change.New);
            if (change is { Kind: ChangeKind.Baseline }) Assert.False(change.IsAlert);
        }
    });

    [Fact]
    public void States_and_changes_survive_their_rows() => Holds(history =>
    {
        var link = new Watched();
        var stored = Json.Write(LinkState.Pending);
        foreach (var reading in history)
        {
            var kept = link.Read(reading.PlannedAt, reading);
            var read = Confirm.Apply(Json.Read<LinkState>(stored), reading, LinkExpectations.None, ConfirmOptions.Default);
            Assert.Equal(Json.Write(kept), Json.Write(read));
            Assert.Equal(Json.Write(read), Json.Write(Json.Read<Confirmation>(Json.Write(read))));
            stored = Json.Write(read.State);
        }
    }, histories: 100);

    [Fact]
    public void A_re_check_lies_ahead_and_is_asked_for_only_while_something_is_open() => Holds(history =>
    {
        var link = new Watched();
        foreach (var reading in history)
        {
            if (link.Read(reading.PlannedAt, reading) is not { RecheckAt: { } at } confirmation) continue;
            Assert.InRange(at, reading.PlannedAt + TimeSpan.FromHours(1), reading.PlannedAt + TimeSpan.FromDays(7));
            Assert.True(confirmation.State.Status is null || confirmation.State.Candidate is not null);
        }
    });

    /// <summary>
    /// Written from the documentation, apart from the code: the readings of this status after the last that contradicts it, and after the
    /// last two days of <c>unknown</c> readings.
    /// </summary>
    private static void AssertFounded(Status status, List<LinkReading> since)
    {
        var contradicted = since.FindLastIndex(r => r.Status < status && (status is not Status.Lost || r.IsSeen));
        var same = since.Skip(Math.Max(contradicted + 1, AfterBlindness(since))).Where(r => r.Status == status).ToList();
        var counted = same.Where((r, i) => i == 0 || r.IsUnconditional).ToList();
        var (readings, hours) = counted.SelectMany(r => r.Reasons).Distinct().Select(reason => reason switch
        {
            Reason.LinkRemoved => counted.All(r => r.IsPageAlike) ? (4, 6) : (3, 72),
            Reason.PageGone => (2, 24),
            Reason.PageReplaced => (3, 72),
            Reason.PageRedirected => counted.Any(r => r.Reasons.Contains(reason) && !r.IsPermanentRedirect) ? (3, 168) : (2, 24),
            Reason.TargetChanged => (0, 0),
            _ => (2, 12),
        }).Aggregate((a, b) => (Math.Max(a.Item1, b.Item1), Math.Max(a.Item2, b.Item2)));

        Assert.InRange(counted.Count, readings + (counted.Any(r => r.IsDisputed) ? 1 : 0), int.MaxValue);
        Assert.InRange((counted[^1].PlannedAt - counted[0].PlannedAt).TotalHours, hours, double.MaxValue);
    }

    private static int AfterBlindness(List<LinkReading> since)
    {
        var after = 0;
        DateTimeOffset? blind = null;
        for (var i = 0; i < since.Count; i++)
        {
            var isBlind = since[i].Status is Status.Unknown;
            if (!isBlind && since[i].PlannedAt - blind >= TimeSpan.FromDays(2)) after = i;
            blind = isBlind ? blind ?? since[i].PlannedAt : null;
        }

        return after;
    }

    private static Watched Play(IEnumerable<LinkReading> history, ConfirmOptions? options = null)
    {
        var link = new Watched(options: options);
        foreach (var reading in history) link.Read(reading.PlannedAt, reading);
        return link;
    }

    private static LinkState Believed(LinkState state) => state with { LastPlanned = null, Unknown = null };

    private static IEnumerable<LinkChange> Settled(Watched link) =>
        link.Changes.Where(c => c is { New: not null, Kind: not (ChangeKind.Unverifiable or ChangeKind.Verified) });

    private static List<LinkReading> Schedule(IEnumerable<(double Gap, LinkReading Reading)> steps)
    {
        var at = Watched.Start;
        return steps.Select(step => step.Reading with { PlannedAt = at += TimeSpan.FromHours(step.Gap) }).ToList();
    }

    /// <summary>The seed is fixed: a run that fails fails again.</summary>
    private static void Holds(Action<List<LinkReading>> property, int histories = 1000) =>
        Prop.ForAll(Histories.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(histories).WithReplay(20260105, 7));
}
