using LinkWatch.Links;
using LinkWatch.Simulation;

namespace LinkWatch.Tests.Simulation;

/// <summary>The links that a mail counts under one heading.</summary>
public sealed class CountedChangesTests
{
    [Fact]
    public void A_heading_reports_as_many_links_as_it_says_the_earliest_first()
    {
        var (a, b, c) = (Lost("a", 11), Lost("b", 11.1), Lost("c", 11.2));
        var ledger = Ledger([a, b, c], Mail(12, "2 lost on blog.example"));

        Assert.Equal([false, false, true], new[] { a, b, c }.Select(ledger.IsLost));
    }

    [Fact]
    public void A_link_that_joined_after_the_report_is_lost_unless_a_later_mail_says_so()
    {
        var (a, b) = (Lost("a", 11), Lost("b", 14));

        Assert.True(Ledger([a, b], Mail(12, "2 lost on blog.example")).IsLost(b));
        Assert.False(Ledger([a, b], Mail(12, "1 lost on blog.example"), Mail(15, "1 more lost on blog.example")).IsLost(b));
        Assert.False(Ledger([a, b], Mail(12, "1 lost on blog.example"), Mail(15, "1 lost on several hosts (“Buy it”)")).IsLost(b));
        Assert.True(Ledger([a, b], Mail(12, "1 lost on blog.example"), Mail(15, "1 more lost on other.example")).IsLost(b));
    }

    [Fact]
    public void A_link_lost_again_is_news_only_after_the_end_was_reported()
    {
        var (first, again) = (Lost("a", 11), Lost("a", 20));

        Assert.False(Ledger([first, again], Mail(12, "1 lost on blog.example")).IsLost(again));
        Assert.True(Ledger([first, again], Mail(12, "1 lost on blog.example"), Mail(15, "All 1 back on blog.example")).IsLost(again));
    }

    [Fact]
    public void A_return_is_reported_by_a_later_heading_that_the_hosts_links_are_back()
    {
        var (lost, back) = (Lost("a", 11), Lost("a", 13) with { Kind = "back", New = Status.Live });

        Assert.True(Ledger([lost, back], Mail(12, "5 lost on blog.example")).IsLost(back));
        Assert.False(Ledger([lost, back], Mail(12, "5 lost on blog.example"), Mail(14, "4 of 5 back on blog.example, 1 still missing"))
            .IsLost(back));
        Assert.False(Ledger([lost, back], Mail(14, "5 lost on blog.example, and back")).IsLost(back));
    }

    private static NotificationLedger Ledger(IReadOnlyList<StoredChange> stored, params AcceptedMail[] mails) =>
        new(new RunRecord { Stored = stored, Mails = mails });

    private static AcceptedMail Mail(double day, string heading) =>
        new("shop", $"digest-{day}", Script.Day(day), $"shop.example: …\n\n{heading}\n=====\nSince …\n");

    private static StoredChange Lost(string path, double day) => new Script().Stored("state", Status.Lost, day) with
    {
        Source = $"https://blog.example/{path}",
        Incident = "outage",
    };
}
