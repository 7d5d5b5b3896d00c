using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Scheduling;
using LinkWatch.Sweeping;

namespace LinkWatch.Tests.Core.Confirming;

/// <summary>Every row of docs/confirmation.md is played against the code.</summary>
public class ConfirmationTableTests
{
    private static readonly DateTimeOffset From = Watched.Hour(30 * 24);

    public static TheoryData<string, string, string> Changing => Named(row => !row.ChangesNothing);

    public static TheoryData<string, string, string> Waiting => Named(row => row.Window.Readings > 1);

    public static TheoryData<string, string, string> Still => Named(row => row.ChangesNothing);

    public static TheoryData<string, string, string> Worsening => Named(IsWorsening);

    [Theory, MemberData(nameof(Changing))]
    public void The_readings_of_the_row_over_its_window_make_its_change(string believed, string reads, string where)
    {
        var row = Find(believed, reads, where);
        var link = Prepare(row);
        var before = link.State;

        var change = Play(link, row, row.Window.Readings, row.Window.Span);

        Assert.NotNull(change);
        Assert.Equal(row.Change, change.Kind.Name());
        Assert.Equal(row.IsTold, change.IsAlert);
        Assert.Equal(row.Becomes, link.State.Status?.Name() ?? "pending");
        Assert.Equal(before.Status, change.Old);
        Assert.Equal(link.State.Status, change.New);
        Assert.Equal((From, From + row.Window.Span, row.Window.Readings), (change.Since, change.At, change.Readings));
    }

    [Theory, MemberData(nameof(Waiting))]
    public void One_reading_less_makes_no_change(string believed, string reads, string where)
    {
        var row = Find(believed, reads, where);
        AssertStill(row, row.Window.Readings - 1, row.Window.Span + TimeSpan.FromDays(1));
    }

    [Theory, MemberData(nameof(Waiting))]
    public void A_shorter_time_makes_no_change(string believed, string reads, string where)
    {
        var row = Find(believed, reads, where);
        AssertStill(row, row.Window.Readings + 3, row.Window.Span - TimeSpan.FromMinutes(1));
    }

    [Theory, MemberData(nameof(Still))]
    public void A_row_without_a_change_stays_however_often_it_is_read(string believed, string reads, string where) =>
        AssertStill(Find(believed, reads, where), 60, TimeSpan.FromDays(60));

    [Theory, MemberData(nameof(Worsening))]
    public void Conditional_readings_do_not_confirm(string believed, string reads, string where)
    {
        var row = Find(believed, reads, where);
        var link = Prepare(row);

        Assert.Null(Play(link, row, 60, TimeSpan.FromDays(60), reading => reading with { IsUnconditional = reading.PlannedAt == From }));

        Assert.Equal(1, link.State.Candidate?.Readings);
    }

    [Theory, MemberData(nameof(Worsening))]
    public void Re_checks_confirm_at_the_end_of_the_window_with_two_readings_to_spare(string believed, string reads, string where)
    {
        var row = Find(believed, reads, where);
        var link = Prepare(row);
        var (first, later) = Readings(row);

        var confirmation = link.Read(From, first);
        while (confirmation.RecheckAt is { } next) confirmation = link.Read(next, later);

        Assert.Equal(row.Becomes, confirmation.Change?.New?.Name());
        Assert.Equal((From + row.Window.Span, row.Window.Readings + 2), (confirmation.Change!.At, confirmation.Change.Readings));
    }

    [Fact]
    public void The_table_holds_every_reading_in_every_state_exactly_once()
    {
        string[] believed = ["pending", "live", "nofollow", "unindexed", "lost"];
        var expected = from b in believed from r in EveryReading() select $"{b}: {r}";
        var actual = ConfirmationTable.Whole.Select(row => $"{row.Believed}: {row.Reads}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_defaults_in_the_document_are_those_of_the_code()
    {
        var options = typeof(ConfirmOptions).GetProperties().Where(p => p.GetMethod is { IsStatic: false }).ToList();
        Assert.Equal(options.Select(p => p.Name), ConfirmationTable.Defaults.Keys);
        Assert.All(options, option => AssertWritten(ConfirmationTable.Defaults[option.Name], option.GetValue(ConfirmOptions.Default)));
    }

    [Fact]
    public void So_are_those_of_outages_the_connectivity_guard_and_the_daily_audit()
    {
        object[] around = [new CheckOptions(), new ScheduleOptions(), new SweepOptions()];
        var options = around.SelectMany(owner => owner.GetType().GetProperties()
            .Where(option => owner is SweepOptions
                || option.Name.Contains("Outage", StringComparison.Ordinal)
                || option.Name.Contains("Boost", StringComparison.Ordinal))
            .Select(option => (Name: $"{owner.GetType().Name}.{option.Name}", Value: option.GetValue(owner)))).ToList();
        Assert.Equal(options.Select(option => option.Name), ConfirmationTable.Around.Keys);
        Assert.All(options, option => AssertWritten(ConfirmationTable.Around[option.Name], option.Value));
    }

    private static void AssertWritten(string text, object? value)
    {
        object written = value switch
        {
            Window => ConfirmationTable.ParseWindow(text),
            TimeSpan => ConfirmationTable.ParseSpan(text),
            int => ConfirmationTable.ParseNumber(text),
            _ => text.Split(", ").Select(ConfirmationTable.ParseSpan).ToList(),
        };
        Assert.Equal(written, value);
    }

    private static IEnumerable<string> EveryReading()
    {
        IEnumerable<string> Variants(Reason reason) => reason switch
        {
            Reason.LinkRemoved or Reason.TargetChanged => ["", " (alike)"],
            Reason.PageRedirected => [" (permanent)", " (temporary)"],
            Reason.RobotsDisallowed => ["", " (unread)"],
            _ => [""],
        };
        return Reasons.All.SelectMany(r => Variants(r).Select(v => r.Name() + v)).Concat(["live", "live (cut)"]);
    }

    private static bool IsWorsening(ConfirmationTable.Row row) =>
        row.Change is "state" or "baseline" && row.Becomes is not "live" && row.Becomes != row.Believed;

    private static Watched Prepare(ConfirmationTable.Row row)
    {
        var link = new Watched(row.Where == "expected" ? new LinkExpectations(["nofollow"]) : null);
        if (row.Believed == "pending") return link;

        if (row.Where == "never seen")
        {
            link.ReadEach(Some.Unread, 0, 12);
        }
        else
        {
            link.Read(0, Some.Live);
            var worse = row.Believed switch { "nofollow" => Some.Nofollow, "unindexed" => Some.Unindexed, "lost" => Some.Gone, _ => null };
            if (worse is not null) link.ReadEach(worse, 24, 48);
        }

        if (row.Where == "flapping")
        {
            link.Read(24 * 24, Some.Gone);
            link.Read(25 * 24, Some.Live);
        }

        Assert.Equal(row.Believed, link.State.Status?.Name());
        return link;
    }

    private static (LinkReading First, LinkReading Later) Readings(ConfirmationTable.Row row)
    {
        var (first, later) = ConfirmationTable.Readings(row.Reads);
        var isDisputed = row.Where == "disputed";
        return (first with { IsDisputed = isDisputed }, later with { IsDisputed = isDisputed });
    }

    /// <summary>
    /// Reads evenly from the start to the end of the span and returns the change of the last reading; earlier ones must make none.
    /// </summary>
    private static LinkChange? Play(
        Watched link, ConfirmationTable.Row row, int readings, TimeSpan span, Func<LinkReading, LinkReading>? alter = null)
    {
        var (first, later) = Readings(row);
        LinkChange? last = null;
        for (var i = 0; i < readings; i++)
        {
            Assert.Null(last);
            var at = From + (readings == 1 ? TimeSpan.Zero : span * i / (readings - 1));
            var reading = (i == 0 ? first : later) with { PlannedAt = at };
            last = link.Read(at, alter is null ? reading : alter(reading)).Change;
            if (last is { Kind: ChangeKind.Baseline, New: null }) last = null;
        }

        return last;
    }

    private static void AssertStill(ConfirmationTable.Row row, int readings, TimeSpan span)
    {
        var link = Prepare(row);
        Assert.Null(Play(link, row, readings, span));
        Assert.Equal(row.Believed, link.State.Status?.Name() ?? "pending");
    }

    private static ConfirmationTable.Row Find(string believed, string reads, string where) =>
        ConfirmationTable.All.Single(row => (row.Believed, row.Reads, row.Where) == (believed, reads, where));

    private static TheoryData<string, string, string> Named(Func<ConfirmationTable.Row, bool> which)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var row in ConfirmationTable.All.Where(which)) data.Add(row.Believed, row.Reads, row.Where);
        return data;
    }
}
