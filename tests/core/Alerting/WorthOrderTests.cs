using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class WorthOrderTests
{
    private static readonly HistoryRow Usual = SampleDigest.Row("b", "https://b.example/", "https://shop.example/", SampleDigest.Lost);

    [Theory]
    [InlineData(90, 0, 80, 0)]
    [InlineData(80, 55, 70, 0)]
    [InlineData(0, 60, 50, 0)]
    [InlineData(0, 0, null, null)]
    public void The_link_that_was_or_is_worth_more_comes_first(int? before, int? after, int? othersBefore, int? othersAfter) => Comes(
        Usual with { Worth = new(before, after), Cost = null },
        before: Usual with { Worth = othersBefore is null ? null : new(othersBefore, othersAfter), Cost = "900 EUR" });

    [Theory]
    [InlineData("300 EUR", "80")]
    [InlineData("$1,200.50 a year", "999,99 €")]
    [InlineData("1", "free")]
    [InlineData("1", null)]
    [InlineData("12,5", "12.4")]
    [InlineData("1.200 EUR", "300 EUR")]
    [InlineData("1’200.50 CHF", "1200.4 CHF")]
    [InlineData("130EUR", "120 2026")]
    [InlineData("120 2026", "119")]
    public void The_dearer_link_comes_first(string dear, string? cheap) =>
        Comes(Usual with { Cost = dear }, before: Usual with { Cost = cheap });

    [Fact]
    public void The_last_link_of_a_domain_comes_before_one_of_many() =>
        Comes(Usual with { LinkId = "last" }, before: Usual with { LinkId = "many" }, lastOfDomain: "last");

    [Fact]
    public void What_is_alike_comes_by_address() => Comes(
        SampleDigest.Row("a", "https://a.example/", "https://shop.example/", SampleDigest.Lost),
        before: SampleDigest.Row("c", "https://c.example/", "https://shop.example/", SampleDigest.Lost));

    [Fact]
    public void A_mail_lists_a_section_in_this_order_and_says_what_each_link_was_worth()
    {
        var text = Text(WorthOf("1", 41, 0), WorthOf("2", 87, 0), WorthOf("3", 87, 0) with { Cost = "5" });

        var seen = text.Split('\n').Where(line => line.StartsWith("  Worth: ", StringComparison.Ordinal) || line == "  Cost: 5");
        Assert.Equal(["  Worth: 87 of 100", "  Cost: 5", "  Worth: 87 of 100", "  Worth: 41 of 100"], seen);
    }

    [Fact]
    public void The_first_line_says_what_was_lost_and_gained()
    {
        var back = WorthOf("3", 0, 60) with { Change = Usual.Change with { Kind = ChangeKind.Back, Old = Status.Lost, New = Status.Live } };
        var withheld = WorthOf("4", 80, 55) with { Change = Usual.Change with { New = Status.Nofollow, Reasons = [Reason.RelNofollow] } };

        var text = Text(WorthOf("1", 41, 0), WorthOf("2", 87, 0), back, withheld);

        Assert.EndsWith(
            " Worth lost: 153 points (3 links, 87 the most); gained: 60 points.", text.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("  Worth: 80 of 100, now 55\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Worth", Text(Usual).Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_changed_all_at_once_counts_with_the_rest()
    {
        var outage = new IncidentNewsRow("digest-1", IsBack: false, new IncidentRow
        {
            Incident = Incident.OfHost("blog.example", IncidentCause.Lost, SampleDigest.Now),
            Members = 40,
            Reasons = [Reason.PageGone],
            Worth = new(Lost: new(40, 2000, 90), Gained: new(1, 30, 30)),
        });

        var mail = DigestMail.Compose(
            TestPipeline.Site, new Digest { Changes = [WorthOf("1", 41, 0)], Incidents = [outage] }, SampleDigest.Now);

        Assert.EndsWith(
            " Worth lost: 2,041 points (41 links, 90 the most); gained: 30 points.", mail.Text.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("Worth lost: 2,041 points (41 links, 90 the most); gained: 30 points.", mail.Html, StringComparison.Ordinal);
    }

    private static string Text(params IEnumerable<HistoryRow> rows) =>
        DigestMail.Compose(TestPipeline.Site, new Digest { Changes = [.. rows] }, SampleDigest.Now).Text;

    private static HistoryRow WorthOf(string linkId, int before, int after) =>
        Usual with { LinkId = linkId, Worth = new WorthChange(before, after) };

    /// <summary>Whichever came first, and although its address is the later one.</summary>
    private static void Comes(HistoryRow first, HistoryRow before, string lastOfDomain = "")
    {
        var order = WorthOrder.Of(new HashSet<string>(StringComparer.Ordinal) { lastOfDomain });

        Assert.True(order.Compare(new ListedChange(first, 2), new ListedChange(before, 1)) < 0);
        Assert.True(order.Compare(new ListedChange(before, 1), new ListedChange(first, 2)) > 0);
    }
}
