using LinkWatch.Contracts;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Contracts;

public sealed class ContractNoticeTests
{
    private static readonly DateOnly Last = new(2026, 12, 31);

    private static readonly Backlink Link = new()
    {
        Source = WebUrl.Parse("https://blog.example/review"),
        Target = new LinkTarget(WebUrl.Parse("https://shop.example/")),
        PaidUntil = Last,
    };

    [Fact]
    public void Owners_are_told_seven_and_two_days_before_the_end_and_after_it_once_each()
    {
        Assert.Equal(
            [(-7, ContractNewsKind.Ending), (-2, ContractNewsKind.Ending), (1, ContractNewsKind.Ended)],
            Told(Enumerable.Range(-30, 60)));
    }

    [Fact]
    public void A_day_that_was_missed_is_made_up_for_and_two_warnings_at_once_are_one()
    {
        Assert.Equal([(-5, ContractNewsKind.Ending), (0, ContractNewsKind.Ending)], Told([-9, -5, 0]));
        Assert.Equal([(-1, ContractNewsKind.Ending), (6, ContractNewsKind.Ended)], Told([-9, -1, 6]));
        Assert.Empty(Told([-9, 20]));
    }

    [Fact]
    public void The_same_day_twice_tells_nothing_twice() =>
        Assert.Equal([(-7, ContractNewsKind.Ending)], Told([-7, -7, -6, -6]));

    [Fact]
    public void A_contract_that_is_renewed_begins_anew()
    {
        var told = After(null, Link, -7);
        var renewed = Link with { PaidUntil = Last.AddDays(30) };

        Assert.Empty(
            ContractNotice.Of(told, renewed, Of(renewed, Status.Live, Last.AddDays(-6)), Last.AddDays(-6), Last.AddDays(-90)).News);
        Assert.Equal(
            [ContractNewsKind.Ending],
            ContractNotice.Of(told, renewed, Of(renewed, Status.Live, Last.AddDays(23)), Last.AddDays(23), Last.AddDays(-90)).News);
    }

    [Fact]
    public void What_had_ended_before_the_link_was_added_is_no_news() => Assert.Empty(
        ContractNotice.Of(null, Link, Of(Link, Status.Live, Last.AddDays(3)), Last.AddDays(3), Last.AddDays(2)).News);

    [Fact]
    public void What_is_not_delivered_is_told_once_and_again_if_more_is_or_it_happens_again()
    {
        ContractNotice? told = null;
        var news = new List<bool>();
        foreach (var status in new[] { Status.Live, Status.Lost, Status.Lost, Status.Live, Status.Lost, Status.Nofollow })
        {
            (told, var kinds) = ContractNotice.Of(told, Link, Of(Link, status, Last.AddDays(-60)), Last.AddDays(-60), Last.AddDays(-90));
            news.Add(kinds.Contains(ContractNewsKind.NotDelivered));
        }

        Assert.Equal([false, true, false, false, true, true], news);
    }

    [Fact]
    public void A_contract_without_news_leaves_nothing_to_keep() =>
        Assert.Null(ContractNotice.Of(null, Link, Of(Link, Status.Live, Last.AddDays(-60)), Last.AddDays(-60), Last.AddDays(-90)).After);

    [Fact]
    public void What_a_clock_that_was_ahead_told_is_told_again_in_its_time()
    {
        Assert.Equal(
            [(3, ContractNewsKind.Ended), (-7, ContractNewsKind.Ending), (-2, ContractNewsKind.Ending), (1, ContractNewsKind.Ended)],
            Told([3, .. Enumerable.Range(-60, 70)]));
        Assert.Equal([(-2, ContractNewsKind.Ending), (-7, ContractNewsKind.Ending)], Told([-2, -40, -7]));
    }

    [Fact]
    public void A_time_zone_that_moves_the_day_tells_nothing_twice() =>
        Assert.Equal(
            [(-7, ContractNewsKind.Ending), (-2, ContractNewsKind.Ending), (1, ContractNewsKind.Ended)],
            Told([-7, -8, -7, -2, -3, -2, 1, 0, 1]));

    private static List<(int Day, ContractNewsKind Kind)> Told(IEnumerable<int> days)
    {
        ContractNotice? told = null;
        var news = new List<(int, ContractNewsKind)>();
        foreach (var day in days)
        {
            var today = Last.AddDays(day);
            (told, var kinds) = ContractNotice.Of(told, Link, Of(Link, Status.Live, today), today, Last.AddDays(-90));
            news.AddRange(kinds.Select(kind => (day, kind)));
        }

        return news;
    }

    private static ContractNotice? After(ContractNotice? before, Backlink link, int day) => ContractNotice.Of(
        before, link, Of(link, Status.Live, Last.AddDays(day)), Last.AddDays(day), Last.AddDays(-90)).After;

    private static Contract Of(Backlink link, Status status, DateOnly today) =>
        ContractTests.Of(link, status, status == Status.Nofollow ? [Reason.RelNofollow] : [], today.AddDays(-1), today);
}
