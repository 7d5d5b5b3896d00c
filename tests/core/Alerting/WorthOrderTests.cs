using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class WorthOrderTests
{
    private static readonly HistoryRow Usual = SampleDigest.Row("b", "https://b.example/", "https://shop.example/", SampleDigest.Lost);

    [Fact]
    public void A_followed_link_comes_before_one_that_was_nofollow_already() =>
        Comes(Usual, before: Usual with { Change = Usual.Change with { Old = Status.Nofollow } });

    [Theory]
    [InlineData(Placement.Content, Placement.Comment)]
    [InlineData(Placement.Content, Placement.Navigation)]
    [InlineData(Placement.Navigation, Placement.Footer)]
    [InlineData(Placement.Footer, Placement.Hidden)]
    public void The_pages_own_text_comes_before_what_surrounds_it(Placement first, Placement second) =>
        Comes(In(first), before: In(second));

    [Theory]
    [InlineData("300 EUR", "80")]
    [InlineData("$1,200.50 a year", "999,99 €")]
    [InlineData("1", "free")]
    [InlineData("1", null)]
    [InlineData("12,5", "12.4")]
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
    public void Of_a_link_that_is_back_its_new_state_counts()
    {
        var back = Usual with { Change = Usual.Change with { Kind = ChangeKind.Back, Old = Status.Lost, New = Status.Live } };

        Comes(back, before: back with { Change = back.Change with { New = Status.Nofollow } });
    }

    [Fact]
    public void A_mail_lists_a_section_in_this_order()
    {
        var text = DigestMail.Compose(
            TestPipeline.Site,
            new Digest
            {
                Changes = [In(Placement.Footer) with { LinkId = "1" }, Usual with { LinkId = "2" }, Usual with { LinkId = "3", Cost = "5" }]
            },
            SampleDigest.Now).Text;

        var seen = text.Split('\n').Where(line => line.StartsWith("  Before: ", StringComparison.Ordinal) || line == "  Cost: 5");
        Assert.Equal(["content", "5", "content", "footer"], seen.Select(line => line.Split(' ')[^1]));
    }

    private static HistoryRow In(Placement placement) =>
        Usual with { Change = Usual.Change with { OldDetail = Usual.Change.OldDetail! with { Placement = placement } } };

    /// <summary>Whichever came first, and although its address is the later one.</summary>
    private static void Comes(HistoryRow first, HistoryRow before, string lastOfDomain = "")
    {
        var order = WorthOrder.Of(new HashSet<string>(StringComparer.Ordinal) { lastOfDomain });

        Assert.True(order.Compare(new ListedChange(first, 2), new ListedChange(before, 1)) < 0);
        Assert.True(order.Compare(new ListedChange(before, 1), new ListedChange(first, 2)) > 0);
    }
}
