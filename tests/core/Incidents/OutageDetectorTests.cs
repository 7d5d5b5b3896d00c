using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Links;
using LinkWatch.Tests.Core.Confirming;

namespace LinkWatch.Tests.Core.Incidents;

public sealed class OutageDetectorTests
{
    private const string Host = "blog.example";
    private static readonly LinkState Live = new() { Status = Status.Live, LastPlanned = Watched.Hour(-24) };

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(5, 16, true)]
    [InlineData(5, 17, false)]
    [InlineData(6, 20, false)]
    [InlineData(7, 20, true)]
    [InlineData(4, 4, false)]
    public void An_outage_is_suspected_if_five_links_and_more_than_thirty_per_cent_of_those_read_degrade(
        int counted, int read, bool isSuspected)
    {
        var checks = Enumerable.Range(0, read).Select(i => i < counted ? Turning() : Well()).ToList();

        var trouble = OutageDetector.Apply(Host, null, checks, Watched.Start, ConfirmOptions.Default).Trouble!;

        Assert.Equal((counted, read, isSuspected), (trouble.Degraded, trouble.Read, trouble.IsSuspected));
        Assert.Equal(isSuspected ? "" : null, trouble.BoostAfter);
    }

    [Fact]
    public void A_host_that_is_well_has_no_trouble() =>
        Assert.Null(OutageDetector.Apply(Host, null, [Well(), Well()], Watched.Start, ConfirmOptions.Default).Trouble);

    [Fact]
    public void Links_that_are_pending_or_lost_say_nothing_of_the_host()
    {
        var checks = Enumerable.Range(0, 5).Select(_ => Turning())
            .Concat(Enumerable.Range(0, 20).Select(_ => Well(Live with { Status = Status.Lost })))
            .Concat(Enumerable.Range(0, 20).Select(_ => Well(LinkState.Pending))).ToList();

        Assert.True(OutageDetector.Apply(Host, null, checks, Watched.Start, ConfirmOptions.Default).Trouble!.IsSuspected);
    }

    [Fact]
    public void A_suspicion_ends_when_the_other_pages_are_well()
    {
        var trouble = OutageDetector.Apply(
            Host, null, [.. Enumerable.Range(0, 5).Select(_ => Turning())], Watched.Start, ConfirmOptions.Default).Trouble;

        trouble = OutageDetector.Apply(
            Host, trouble, [.. Enumerable.Range(0, 12).Select(_ => Well())], Watched.Hour(1), ConfirmOptions.Default).Trouble!;

        Assert.Equal((false, null, 5), (trouble.IsSuspected, trouble.BoostAfter, trouble.Pending));
    }

    [Fact]
    public void Trouble_ends_when_the_last_link_turned_back()
    {
        var trouble = OutageDetector.Apply(Host, null, [Turning()], Watched.Start, ConfirmOptions.Default).Trouble;

        Assert.Null(OutageDetector.Apply(Host, trouble, [Back(Turning().After)], Watched.Hour(1), ConfirmOptions.Default).Trouble);
    }

    [Fact]
    public void Losses_on_a_suspected_host_carry_one_incident_whoever_checks_them()
    {
        var (trouble, links) = Outage(10);

        var one = Confirm(trouble, links.Take(4));
        var other = Confirm(one.Trouble, links.Skip(4));

        var ids = one.Checks.Concat(other.Checks).Select(check => check.Change!.Incident!.Incident).ToHashSet();
        Assert.Equal([Incident.OfHost(Host, IncidentCause.Lost, Watched.Start)], ids);
        Assert.All(one.Checks.Concat(other.Checks), check =>
            Assert.Equal((10, false), (check.Change!.Incident!.Expected, check.Change.Incident.IsReturn)));
        Assert.Equal((10, 10, 0), (other.Trouble!.Joined, other.Trouble.Down, other.Trouble.Pending));
    }

    [Fact]
    public void Nine_of_ten_back_end_the_trouble_and_the_last_still_returns_to_its_incident()
    {
        var (trouble, links) = Outage(10);
        var lost = Confirm(trouble, links);
        var back = lost.Checks.Select(check => Back(check.After) with
        {
            Change = new LinkChange { Kind = ChangeKind.Back, Old = Status.Lost, New = Status.Live, IsAlert = true }
        }).ToList();

        var max = OutageDetector.Apply(Host, lost.Trouble, back[..9], Watched.Hour(48), ConfirmOptions.Default);
        Assert.Null(max.Trouble);

        var last = Assert.Single(OutageDetector.Apply(Host, null, back[9..], Watched.Hour(72), ConfirmOptions.Default).Checks);
        Assert.True(last.Change!.Incident!.IsReturn);
        Assert.Equal(lost.Checks[0].Change!.Incident!.Incident.Id, last.Change.Incident.Incident.Id);
        Assert.Null(last.After.Incident);
    }

    [Fact]
    public void A_lost_link_whose_page_could_not_be_read_for_days_has_not_returned_when_it_is_read_as_lost_again()
    {
        var (trouble, links) = Outage(10);
        var lost = Confirm(trouble, links);
        var unread = lost.Checks.Select(check => new LinkCheck(
            "shop", check.After, check.After,
            new LinkChange { Kind = ChangeKind.Unverifiable, Old = Status.Lost, New = Status.Lost, IsAlert = true }, null));
        var notices = OutageDetector.Apply(Host, lost.Trouble, [.. unread], Watched.Hour(200), ConfirmOptions.Default);

        var again = notices.Checks.Select(check => new LinkCheck("shop", check.After, check.After, null, null)).ToList();
        var read = OutageDetector.Apply(Host, notices.Trouble, again, Watched.Hour(224), ConfirmOptions.Default);

        Assert.Equal(10, read.Trouble!.Down);
        Assert.All(read.Checks, check => Assert.NotNull(check.After.Incident));
    }

    [Fact]
    public void A_shared_replacement_on_a_healthy_host_takes_its_own_and_has_the_other_pages_checked_early_once()
    {
        var replacement = Incident.OfSharedReplacement("wall!title!abc", "Parked", Watched.Start);
        var met = OutageDetector.Apply(
            Host, null, [Turning() with { SharedReplacement = replacement }, Well()], Watched.Start, ConfirmOptions.Default);
        Assert.Equal((false, ""), (met.Trouble!.IsSuspected, met.Trouble.BoostAfter));

        var pulled = met.Trouble with { BoostAfter = null };
        var lost = OutageDetector.Apply(
            Host, pulled, [Lost(met.Checks[0]) with { SharedReplacement = replacement }, Well()], Watched.Hour(72), ConfirmOptions.Default);

        Assert.Equal(replacement, lost.Checks[0].Change!.Incident!.Incident);
        Assert.Null(lost.Trouble?.BoostAfter);
    }

    [Fact]
    public void Counting_anew_finds_what_counting_along_found()
    {
        var (trouble, links) = Outage(10);
        var lost = Confirm(trouble, links.Take(6));
        var all = lost.Checks.Select(check => check.After).Concat(links.Skip(6).Select(check => check.After));

        Assert.Equal(lost.Trouble, OutageDetector.Recount(Host, lost.Trouble!, all.Select(link => ("shop", link))));
        Assert.Null(OutageDetector.Recount(Host, lost.Trouble!, []));
    }

    [Fact]
    public void What_could_not_be_read_is_not_counted_among_the_lost()
    {
        var (trouble, links) = Outage(10);
        var lost = Confirm(trouble, links.Take(4));
        var unread = links.Skip(4).Select(link => Lost(link) with
        {
            Change = new LinkChange { Kind = ChangeKind.Unverifiable, Old = Status.Live, New = Status.Live, IsAlert = true }
        });

        var reported = OutageDetector.Apply(Host, lost.Trouble, [.. unread], Watched.Hour(72), ConfirmOptions.Default);

        Assert.All(reported.Checks, check => Assert.Equal(IncidentCause.Unreadable, check.Change!.Incident!.Incident.Cause));
    }

    private static (HostTrouble Trouble, IReadOnlyList<LinkCheck> Links) Outage(int links)
    {
        var turned = OutageDetector.Apply(
            Host, null, [.. Enumerable.Range(0, links).Select(_ => Turning())], Watched.Start, ConfirmOptions.Default);
        return (turned.Trouble!, turned.Checks);
    }

    private static AssessedHost Confirm(HostTrouble? trouble, IEnumerable<LinkCheck> links) =>
        OutageDetector.Apply(Host, trouble, [.. links.Select(Lost)], Watched.Hour(24), ConfirmOptions.Default);

    private static LinkCheck Well() => Well(Live);

    private static LinkCheck Well(LinkState state) =>
        new("shop", new LinkStanding(state, null, null), new LinkStanding(
            state with { LastPlanned = Watched.Start }, null, null), null, null);

    private static LinkCheck Turning() => new(
        "shop",
        new LinkStanding(Live, null, null),
        new LinkStanding(
            Live with { LastPlanned = Watched.Start }, new PendingDegradation(IncidentCause.Lost, Watched.Start, IsConfirmed: false), null),
        null,
        null);

    private static LinkCheck Lost(LinkCheck counted) => new(
        "shop",
        counted.After,
        counted.After with
        {
            State = Live with { Status = Status.Lost, LastPlanned = Watched.Hour(24) },
            Degradation = counted.After.Degradation! with { IsConfirmed = true }
        },
        new LinkChange { Kind = ChangeKind.State, Old = Status.Live, New = Status.Lost, IsAlert = true },
        null);

    private static LinkCheck Back(LinkStanding standing) =>
        new("shop", standing, standing with { State = Live with { LastPlanned = Watched.Hour(48) }, Degradation = null }, null, null);
}
