using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Review.Flags;
using LinkWatch.Spikes;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Profile;
using LinkWatch.Tests.Support;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Review.Flags;

public sealed class LinkFlagsTests
{
    private const string OneNetwork = "5 of the 9 domains that arrived on 2026-03-01 are in one network, 203.0.113.0/24, and ";

    private static readonly Site Shop = new() { Id = "shop", Domains = ["shop.example"] };

    [Theory]
    [InlineData(Acquired.Paid, Status.Live, "you noted it as paid (90 EUR), and it has no rel")]
    [InlineData(Acquired.Paid, Status.Nofollow, null)]
    [InlineData(Acquired.Paid, Status.Lost, null)]
    [InlineData(Acquired.Natural, Status.Live, null)]
    public void A_paid_link_is_flagged_while_search_engines_follow_it(Acquired acquired, Status status, string? evidence)
    {
        var row = Live("blog.example", "Shop") with { Status = status };
        row = row with { Link = row.Link with { Acquired = acquired, Cost = "90 EUR" } };

        Assert.Equal(evidence, EvidenceOf(FlagKind.PaidFollowed, row));
    }

    [Theory]
    [InlineData(null, 90, "you noted it as paid (90 EUR; and a dinner), and it has no rel")]
    [InlineData(Acquired.Manual, 90, "you noted it as paid (90 EUR; and a dinner), and it has no rel")]
    [InlineData(Acquired.Natural, 90, null)]
    [InlineData(null, 0, null)]
    public void A_link_with_a_price_is_paid_unless_its_owner_says_otherwise(Acquired? acquired, int price, string? evidence)
    {
        var row = Live("blog.example", "Shop");
        row = row with { Link = row.Link with { Acquired = acquired, Price = new Money(price, "EUR"), Cost = "and a dinner" } };

        Assert.Equal(evidence, EvidenceOf(FlagKind.PaidFollowed, row));
    }

    [Fact]
    public void Whoever_pays_by_the_month_without_a_price_is_flagged_too()
    {
        var row = Live("blog.example", "Shop");

        Assert.Equal(
            "you noted it as paid, and it has no rel",
            EvidenceOf(FlagKind.PaidFollowed, row with { Link = row.Link with { PaidUntil = new DateOnly(2026, 12, 31) } }));
    }

    [Theory]
    [InlineData(5, Placement.Footer, 5)]
    [InlineData(5, Placement.Aside, 5)]
    [InlineData(4, Placement.Footer, 0)]
    [InlineData(9, Placement.Content, 0)]
    public void The_same_anchor_outside_the_content_of_five_pages_of_a_domain_is_sitewide(int pages, Placement placement, int flagged)
    {
        var rows = Enumerable.Range(0, pages).Select(page => Live($"p{page}.blog.co.uk", "tea", placement))
            .Append(Live("p9.blog.co.uk", "another anchor", placement)).ToList();

        var found = Flagged(Shop, rows).Where(hit => hit.Flag.Kind == FlagKind.Sitewide).ToList();

        Assert.Equal(flagged, found.Count);
        Assert.All(found, hit => Assert.Equal(
            $"the anchor “tea” stands outside the content of {pages} pages of blog.co.uk", hit.Flag.Evidence));
    }

    [Theory]
    [InlineData(200, 2, 32, "one of 200 links to other hosts, on a page that shares 2 of 32 telling words with yours")]
    [InlineData(1300, 0, 25, "one of 1,300 links to other hosts, on a page that shares 0 of 25 telling words with yours")]
    [InlineData(199, 0, 32, null)]
    [InlineData(900, 5, 32, null)]
    [InlineData(900, null, 0, null)]
    public void A_link_among_hundreds_is_flagged_if_its_page_is_about_something_else(int links, int? common, int total, string? evidence)
    {
        var relevance = common is { } words ? new TopicMatch(words, total, "") : null;
        var row = Live("blog.example", "tea") with
        {
            Worth = new LinkWorth(50, new WorthFacts { OutboundLinks = links, Relevance = relevance }),
        };

        Assert.Equal(evidence, EvidenceOf(FlagKind.CrowdedPage, row));
        Assert.Null(EvidenceOf(FlagKind.CrowdedPage, row with { Status = Status.Nofollow }));
    }

    [Fact]
    public void A_hidden_link_is_flagged() =>
        Assert.Equal("the page hides it from visitors", EvidenceOf(FlagKind.Hidden, Live("a.example", "tea", Placement.Hidden)));

    [Theory]
    [InlineData("best online Casino bonus", "blog.example", "casino")]
    [InlineData("kup VIAGRA", "blog.example", "viagra")]
    [InlineData("Glücksspiele und Glücksspiel", "blog.example", "glücksspiel")]
    [InlineData("онлайн казино", "blog.ru", "казино")]
    [InlineData("在线赌博网站", "blog.cn", "赌博")]
    [InlineData("Shop", "poker-tips.example", "poker")]
    [InlineData("the specialist for tea on any occasion", "blog.example", null)]
    [InlineData("Escort service history", "ford-escort.example", null)]
    public void A_word_of_a_spam_trade_counts_as_a_whole_in_the_anchor_or_the_host(string anchor, string host, string? word)
    {
        var evidence = EvidenceOf(FlagKind.SpamWords, Live(host, anchor));

        Assert.Equal(word is not null, evidence is not null);
        if (word is not null) Assert.EndsWith($"has the word “{word}”", evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_of_the_trade_is_linked_with_its_words()
    {
        var casino = Shop with { Domains = ["royal-casino.example"] };

        Assert.DoesNotContain(
            Flagged(casino, [Live("blog.example", "poker at the casino")]), hit => hit.Flag.Kind == FlagKind.SpamWords);
        Assert.Contains(Flagged(casino, [Live("blog.example", "cheap viagra")]), hit => hit.Flag.Kind == FlagKind.SpamWords);
    }

    [Theory]
    [InlineData("горный чай", "blog.example", true)]
    [InlineData("горный чай", "blog.ru", false)]
    [InlineData("山茶はこちら", "blog.jp", false)]
    [InlineData("山茶はこちら", "blog.example", true)]
    [InlineData("mountain tea (чай)", "blog.example", false)]
    [InlineData("Τσάι", "blog.gr", false)]
    [InlineData("2026", "blog.example", false)]
    [InlineData("ｔｅａ", "blog.example", false)]
    public void An_anchor_in_a_script_of_neither_side_is_flagged(string anchor, string host, bool isFlagged)
    {
        var rows = Enumerable.Range(0, 9).Select(page => Live($"b{page}.example", "tea")).Append(Live(host, anchor)).ToList();

        Assert.Equal(isFlagged, Flagged(Shop, rows).Any(hit => hit.Flag.Kind == FlagKind.ForeignScript));
    }

    [Theory]
    [InlineData("shop.ru", null)]
    [InlineData("xn--e1aybc.example", null)]
    [InlineData("shop.example", "чай")]
    public void A_script_of_the_sites_own_is_never_foreign(string domain, string? word)
    {
        var site = Shop with { Domains = [domain], MoneyWords = word is null ? null : [word] };
        var rows = Enumerable.Range(0, 9).Select(page => Live($"b{page}.example", "tea")).Append(Live("a.example", "чай")).ToList();

        Assert.DoesNotContain(Flagged(site, rows), hit => hit.Flag.Kind == FlagKind.ForeignScript);
    }

    [Fact]
    public void Links_of_a_suspicious_day_are_flagged_with_what_the_day_had()
    {
        var day = new DateOnly(2026, 3, 1);
        var spike = new SpikeNews(
            SpikeKind.NewDomains, day, 41, 2.5, SpikeCall.Suspicious, ["95 % (39 of 41) of the referring domains are under .top"]);
        var of = Live("a.top", "tea") with { AddedAt = At(day), ImportKey = "import" };
        var after = Live("b.top", "tea") with { AddedAt = At(day.AddDays(1)), ImportKey = "import" };

        Assert.Equal(
            "it arrived on 2026-03-01 with 41 new referring domains, where about 2.5 were expected: 95 % (39 of 41) of the referring "
                + "domains are under .top",
            EvidenceOf(FlagKind.Burst, of, spike));
        Assert.Null(EvidenceOf(FlagKind.Burst, after, spike));
        Assert.Null(EvidenceOf(FlagKind.Burst, of with { ImportKey = null }, spike));
        Assert.Null(EvidenceOf(FlagKind.Burst, of, spike with { Call = SpikeCall.ProbablyGoodNews }));
    }

    [Theory]
    [InlineData(5, 0, "203.0.113.0/24", OneNetwork + "0 of the 30 others")]
    [InlineData(5, 4, "203.0.113.0/24", OneNetwork + "4 of the 30 others")]
    [InlineData(5, 5, "203.0.113.0/24", null)]
    [InlineData(4, 0, "203.0.113.0/24", null)]
    [InlineData(9, 0, null, null)]
    public void Domains_of_a_suspicious_day_in_one_network_are_flagged_unless_it_is_common_among_others(
        int here, int elsewhere, string? network, string? evidence)
    {
        var day = new DateOnly(2026, 3, 1);
        var spike = new SpikeNews(SpikeKind.NewDomains, day, 9, 0.5, SpikeCall.Suspicious, []);
        var arrived = Enumerable.Range(0, 9).Select(i =>
            Live($"new{i}.example", "tea") with
            {
                AddedAt = At(day),
                ImportKey = "import",
                Network = i < here ? network : $"198.51.{i}.0/24",
            });
        var others = Enumerable.Range(0, 30).Select(i =>
            Live($"old{i}.example", "tea") with { AddedAt = At(day.AddDays(-30)), Network = i < elsewhere ? network : $"192.0.{i}.0/24" });
        List<LinkRow> rows = [.. arrived, .. others, .. arrived.Select(row => row with { LinkId = row.LinkId + "again" })];

        var flagged = Flagged(Shop, rows, spike).Where(hit => hit.Flag.Kind == FlagKind.OneNetwork).ToList();

        Assert.Equal(evidence is null ? 0 : 2 * here, flagged.Count);
        Assert.All(flagged, hit => Assert.Equal((evidence, network), (hit.Flag.Evidence, hit.Row.Network)));
        Assert.DoesNotContain(
            Flagged(Shop, [.. rows.Select(row => row with { ImportKey = null })], spike), hit => hit.Flag.Kind == FlagKind.OneNetwork);
        Assert.DoesNotContain(
            Flagged(Shop, rows, spike with { Call = SpikeCall.ProbablyGoodNews }), hit => hit.Flag.Kind == FlagKind.OneNetwork);
    }

    [Theory]
    [InlineData("blog.partner.example", Status.Live, "your page /tea links to partner.example, too")]
    [InlineData("blog.partner.example", Status.Nofollow, null)]
    [InlineData("other.example", Status.Live, null)]
    [InlineData("blog.shop.example", Status.Live, null)]
    public void A_link_from_a_domain_that_a_page_of_the_site_links_to_is_an_exchange(string host, Status status, string? evidence)
    {
        var own = new OwnOutboundLinks(Shop, PublicSuffix.BuiltIn);
        foreach (var (path, linksTo) in new[] { ("/", null), ("/about", ""), ("/tea", "news.example www.partner.example www.shop.example") })
            own.Add(new TargetRow { TargetId = path, Url = WebUrl.Parse("https://shop.example" + path), LinksTo = linksTo });
        var flags = new LinkFlags(Shop, [], own, PublicSuffix.BuiltIn);
        var row = Live(host, "Shop") with { Status = status };
        flags.Learn(row);

        Assert.Equal(evidence, flags.Of(row).SingleOrDefault(flag => flag.Kind == FlagKind.LinkExchange)?.Evidence);
    }

    [Fact]
    public void A_link_lost_to_a_parked_domain_is_flagged_and_one_lost_to_another_page_is_not()
    {
        const string Parked = "status 200, but no site is behind the domain (for sale): its title says \"domain for sale\"";
        var row = Live("blog.example", "tea") with { Status = Status.Lost, Reasons = [Reason.PageReplaced], Evidence = [Parked] };

        Assert.Equal(Parked, EvidenceOf(FlagKind.ParkedDomain, row));
        Assert.Null(EvidenceOf(FlagKind.ParkedDomain, row with { Evidence = ["status 200, but it is a \"not found\" page"] }));
        Assert.Null(EvidenceOf(FlagKind.ParkedDomain, row with { Reasons = [Reason.LinkRemoved] }));
    }

    [Fact]
    public void A_friends_links_have_no_flags()
    {
        var row = Live("blog.partner.example", "online casino", Placement.Hidden);

        Assert.NotEmpty(Flagged(Shop, [row]));
        Assert.Empty(Flagged(Shop with { Friends = ["partner.example"] }, [row]));
    }

    [Fact]
    public void None_of_the_labelled_anchors_of_ordinary_links_is_flagged() =>
        Assert.Empty(LabelledAnchor.All.GroupBy(anchor => anchor.Site.Domains[0]).SelectMany(site => Flagged(
            site.First().Site, [.. site.Select(anchor => Live("blog.example", anchor.Anchor))])));

    [Fact]
    public void The_document_lists_every_flag_and_every_word()
    {
        var document = Repository.Read("docs/review.md");

        Assert.All(Enum.GetValues<FlagKind>(), flag => Assert.Contains($"`{flag.Name()}`", document, StringComparison.Ordinal));
        Assert.All(
            SpamVocabulary.Trades,
            trade => Assert.Contains($"| {trade.Trade} | {trade.Words} |", document, StringComparison.Ordinal));
        Assert.All(
            Enum.GetValues<FlagKind>().SelectMany(FlagPolicy.Of),
            policy => Assert.Contains($"[{policy.Heading}]({policy.Address})", document, StringComparison.Ordinal));
    }

    private static string? EvidenceOf(FlagKind kind, LinkRow row, params SpikeNews[] spikes) =>
        Flagged(Shop, [row], spikes).SingleOrDefault(hit => hit.Flag.Kind == kind).Flag?.Evidence;

    private static List<(LinkRow Row, Flag Flag)> Flagged(Site site, IReadOnlyList<LinkRow> rows, params SpikeNews[] spikes)
    {
        var flags = new LinkFlags(site, spikes, new OwnOutboundLinks(site, PublicSuffix.BuiltIn), PublicSuffix.BuiltIn);
        foreach (var row in rows) flags.Learn(row);
        return [.. rows.SelectMany(row => flags.Of(row), (row, flag) => (row, flag))];
    }

    private static LinkRow Live(string host, string anchor, Placement placement = Placement.Content) =>
        SomeLinks.Row(host, Status.Live, new LinkDetail("https://shop.example/", anchor, placement, []), 30);

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
}
