using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

public class UnverifiableTests
{
    private const double Day = 24;

    [Fact]
    public void Three_unknowns_over_three_days_are_reported_once_and_why()
    {
        var link = Live();
        ReadDaily(link, 1, 20, Some.Unknown(Reason.Blocked) with { Evidence = ["403 Forbidden"] });

        var change = Assert.Single(link.Changes, c => c.Kind == ChangeKind.Unverifiable);
        Assert.Equal((Status.Live, Status.Live, true), (change.Old, change.New, change.IsAlert));
        Assert.Equal([Reason.Blocked], change.Reasons);
        Assert.Equal((Watched.Hour(Day), Watched.Hour(4 * Day), 4), (change.Since, change.At, change.Readings));
        Assert.Equal(["403 Forbidden"], change.Evidence);
        Assert.False(change.IsUnresolvable);
        Assert.Equal(Status.Live, link.State.Status);
        Assert.Equal(Watched.Hour(4 * Day), link.State.Unknown?.NotifiedUnverifiableAt);
        Assert.Equal(Watched.Start, link.State.LastVerified);
    }

    [Fact]
    public void A_known_reading_ends_the_run_and_a_new_run_is_reported_again()
    {
        var link = Live();
        ReadDaily(link, 1, 3, Some.Unknown());
        link.Read(3.5 * Day, Some.Gone);
        Assert.Null(link.State.Unknown);

        ReadDaily(link, 4, 10, Some.Unknown());

        Assert.Equal(Watched.Hour(4 * Day), Assert.Single(link.Changes, c => c.Kind == ChangeKind.Unverifiable).Since);
    }

    [Fact]
    public void Many_unknowns_within_hours_are_not_reported()
    {
        var link = Live();
        for (var hour = 1; hour < 72; hour++) link.Read(hour, Some.Unknown());

        Assert.DoesNotContain(link.Changes, c => c.Kind == ChangeKind.Unverifiable);
    }

    [Fact]
    public void A_domain_that_has_not_resolved_for_thirty_days_is_reported_once_more_as_such()
    {
        var link = Live();
        ReadDaily(link, 1, 90, Some.Unknown(Reason.Dns));

        var reported = link.Changes.Where(c => c.Kind == ChangeKind.Unverifiable).ToList();
        Assert.Equal([false, true], reported.Select(c => c.IsUnresolvable));
        Assert.Equal((Watched.Hour(Day), Watched.Hour(31 * Day)), (reported[1].Since, reported[1].At));
    }

    [Fact]
    public void A_domain_that_resolved_in_between_starts_its_thirty_days_anew()
    {
        var link = Live();
        ReadDaily(link, 1, 20, Some.Unknown(Reason.Dns));
        link.Read(21 * Day, Some.Unknown(Reason.Timeout));
        ReadDaily(link, 22, 60, Some.Unknown(Reason.Dns));

        var reported = Assert.Single(link.Changes, c => c.IsUnresolvable);
        Assert.Equal((Watched.Hour(22 * Day), Watched.Hour(52 * Day)), (reported.Since, reported.At));
    }

    [Fact]
    public void If_both_notices_are_due_at_once_only_the_second_is_sent()
    {
        var link = Live();
        link.ReadEach(Some.Unknown(Reason.Dns), 1 * Day, 2 * Day, 40 * Day, 41 * Day);

        Assert.True(Assert.Single(link.Changes, c => c.Kind == ChangeKind.Unverifiable).IsUnresolvable);
    }

    [Fact]
    public void A_pending_link_is_tried_again_soon_and_then_at_its_cadence()
    {
        var link = new Watched();

        Assert.Equal(Watched.Hour(1), link.Read(0, Some.Unknown()).RecheckAt);
        Assert.Equal(Watched.Hour(7), link.Read(1, Some.Unknown()).RecheckAt);
        Assert.Null(link.Read(7, Some.Unknown()).RecheckAt);
    }

    [Fact]
    public void A_believed_link_is_tried_again_soon_only_while_it_has_a_candidate()
    {
        var link = Live();
        Assert.Null(link.Read(1 * Day, Some.Unknown()).RecheckAt);

        link.Read(2 * Day, Some.Gone);

        Assert.Equal(Watched.Hour(61), link.Read(60, Some.Unknown()).RecheckAt);
    }

    private static Watched Live()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        return link;
    }

    private static void ReadDaily(Watched link, int from, int to, LinkReading reading)
    {
        for (var day = from; day <= to; day++) link.Read(day * Day, reading);
    }
}
