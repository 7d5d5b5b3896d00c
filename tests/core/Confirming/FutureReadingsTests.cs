using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

public sealed class FutureReadingsTests
{
    private static readonly DateTimeOffset Now = Watched.Hour(1000);
    private static readonly DateTimeOffset Ahead = Now + TimeSpan.FromDays(400);
    private static readonly DateTimeOffset Verified = Now - TimeSpan.FromDays(2);

    private static readonly LinkState Live = new()
    {
        Status = Status.Live,
        Since = Watched.Start,
        LastPlanned = Watched.Hour(990),
        LastVerified = Watched.Hour(990),
        BestSeen = Status.Live,
    };

    [Theory]
    [InlineData(-600)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(14)]
    [InlineData(15)]
    public void A_state_of_readings_until_now_or_the_allowed_skew_stays_the_same_object(int minutes)
    {
        var at = Now + TimeSpan.FromMinutes(minutes);
        var state = Live with { LastPlanned = at, LastVerified = at, Candidate = CandidateOf(Status.Lost, at) };

        Assert.Same(state, FutureReadings.Forget(state, Verified, Now));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(60)]
    [InlineData(24 * 60)]
    [InlineData(400 * 24 * 60)]
    public void A_reading_after_now_counts_that_would_have_been_taken_for_a_replay(int minutes)
    {
        var at = Now + TimeSpan.FromMinutes(minutes);
        var link = FutureReadings.Forget(Live with { LastPlanned = at, LastVerified = at }, Verified, Now);

        var lost = Confirm.Apply(link, Some.Gone with { PlannedAt = Now }, LinkExpectations.None, ConfirmOptions.Default);

        Assert.Equal((Status.Live, Verified), (link.Status, link.LastVerified!.Value));
        Assert.Equal((Now, 1), (lost.State.Candidate!.First, lost.State.Candidate.Readings));
        Assert.Null(lost.Change);
    }

    [Fact]
    public void A_pending_change_with_a_reading_in_the_future_is_dropped_and_one_without_stays()
    {
        var state = Live with
        {
            LastPlanned = Ahead,
            Candidate = CandidateOf(Status.Lost, Ahead),
            SetAside =
            [
                CandidateOf(Status.Nofollow, Now - TimeSpan.FromHours(5)),
                CandidateOf(Status.Unindexed, Watched.Start) with { Last = Ahead },
            ],
        };

        var left = FutureReadings.Forget(state, Verified, Now);

        Assert.Equal(Status.Nofollow, left.Candidate!.Status);
        Assert.Empty(left.SetAside);
    }

    [Fact]
    public void A_run_of_unknown_readings_begins_anew_unless_the_owner_was_notified_of_it()
    {
        var run = new UnknownRun(Ahead, 3, [Reason.Dns], UnresolvedSince: Ahead);

        Assert.Null(FutureReadings.Forget(Live with { LastPlanned = Ahead, Unknown = run }, Verified, Now).Unknown);
        var notified = FutureReadings.Forget(
            Live with { LastPlanned = Ahead, Unknown = run with { NotifiedUnverifiableAt = Ahead } }, Verified, Now);
        Assert.Equal((Now, Now, Now), (notified.Unknown!.First, notified.Unknown.NotifiedUnverifiableAt, notified.Unknown.UnresolvedSince));
        var seen = Confirm.Apply(notified, Some.Live with { PlannedAt = Now }, LinkExpectations.None, ConfirmOptions.Default);
        Assert.Equal(ChangeKind.Verified, seen.Change!.Kind);
    }

    [Fact]
    public void Variants_are_dropped_and_a_flap_is_remembered_from_now_on()
    {
        var left = FutureReadings.Forget(
            Live with
            {
                LastPlanned = Ahead,
                Since = Ahead,
                Flap = new Flap(Ahead),
                OtherDetail = new Variant<LinkDetail>(Some.Detail, Ahead, 1),
                OtherReasons = new Variant<IReadOnlyList<Reason>>([], Ahead, 1),
            },
            Verified,
            Now);

        Assert.Equal((Now, Now), (left.Since!.Value, left.Flap!.SeenAgainAt));
        Assert.Null(left.OtherDetail);
        Assert.Null(left.OtherReasons);
    }

    [Fact]
    public void A_link_that_was_read_stays_one_that_was_read()
    {
        var left = FutureReadings.Forget(LinkState.Pending with { LastPlanned = Ahead }, Verified, Now);

        var read = Confirm.Apply(left, Some.Unknown() with { PlannedAt = Now }, LinkExpectations.None, ConfirmOptions.Default);

        Assert.Null(read.Change);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(30, false)]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void What_began_by_a_slow_clock_is_dropped_and_nothing_else(int minutes, bool stays)
    {
        var (slow, right) = (Now, Now + TimeSpan.FromHours(1));
        var at = slow + TimeSpan.FromMinutes(minutes);
        var state = Live with
        {
            Candidate = CandidateOf(Status.Lost, at),
            SetAside = [CandidateOf(Status.Nofollow, Watched.Start)],
            Unknown = new UnknownRun(at, 2, [Reason.Dns]),
        };

        var left = FutureReadings.ForgetBegun(state, slow, right);

        Assert.Equal(stays ? Status.Lost : Status.Nofollow, left.Candidate!.Status);
        Assert.Equal(stays, ReferenceEquals(left, state));
        Assert.Equal(stays, left.Unknown is not null);
    }

    private static Candidate CandidateOf(Status status, DateTimeOffset at) => new(status, [], at, at, 1, true, true, false);
}
