using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Spikes;

public sealed class SpikeExplainerTests
{
    private static readonly Brand SiteBrand = new(["bluekettle.example"], PublicSuffix.BuiltIn);

    [Fact]
    public void Many_domains_that_name_the_site_in_their_content_are_probably_good_news()
    {
        var reported = Explain(Enumerable.Range(0, 20).Select(
            i => Link($"https://paper{i}.{(i % 3 == 0 ? "com" : i % 3 == 1 ? "de" : "fr")}/story", "Blue Kettle", Placement.Content)));

        Assert.Equal(SpikeCall.ProbablyGoodNews, reported.Call);
        Assert.Equal(
            [SpikeIndicator.ManyDomains, SpikeIndicator.BrandAnchors, SpikeIndicator.InContent],
            reported.Reasons.Select(reason => reason.Sign));
    }

    [Fact]
    public void One_foreign_anchor_on_many_domains_is_suspicious()
    {
        var reported = Explain(
            Enumerable.Range(0, 20).Select(i => Link($"https://blog{i}.com/", i < 15 ? "Cheap  Loans" : $"word {i}", Placement.Content)));

        Assert.Equal(SpikeCall.Suspicious, reported.Call);
        Assert.Equal("75 % (15 of 20) of the anchors are “cheap loans”, which does not name the site", Assert.Single(
            reported.Reasons, reason => reason.Sign == SpikeIndicator.OneAnchor).Text);
    }

    [Fact]
    public void One_domain_with_most_of_the_links_is_suspicious_whatever_its_host() =>
        Assert.Equal(
            "80 % (8 of 10) of the links are on farm.com",
            Only(
                SpikeIndicator.OneDomain,
                Enumerable.Range(0, 10).Select(i => Link(i < 8 ? $"https://www{i}.farm.com/{i}" : $"https://other{i}.com/"))));

    [Fact]
    public void Most_domains_under_one_uncommon_ending_are_suspicious()
    {
        Assert.Equal("70 % (7 of 10) of the referring domains are under .top", Only(
            SpikeIndicator.OneTld, Enumerable.Range(0, 10).Select(i => Link($"https://site{i}.{(i < 7 ? "top" : "com")}/"))));
        Assert.DoesNotContain(Explain(Enumerable.Range(0, 10).Select(i => Link($"https://site{i}.com/"))).Reasons, reason =>
            reason.Sign == SpikeIndicator.OneTld);
        Assert.DoesNotContain(Explain(Enumerable.Range(0, 10).Select(i => Link($"https://site{i}.example/"))).Reasons, reason =>
            reason.Sign == SpikeIndicator.OneTld);
    }

    [Theory]
    [InlineData(Placement.Footer, SpikeIndicator.OutsideContent)]
    [InlineData(Placement.Aside, SpikeIndicator.OutsideContent)]
    [InlineData(Placement.Comment, SpikeIndicator.InComments)]
    public void Links_beside_the_content_are_suspicious(Placement placement, SpikeIndicator sign) =>
        Only(sign, Enumerable.Range(0, 10).Select(i => Link($"https://site{i}.com/", placement: placement)));

    [Fact]
    public void A_suspicious_sign_outweighs_good_ones()
    {
        var reported = Explain(Enumerable.Range(0, 20).Select(i => Link($"https://site{i}.top/", "Blue Kettle", Placement.Content)));

        Assert.Equal(SpikeCall.Suspicious, reported.Call);
        Assert.Equal(SpikeIndicator.OneTld, reported.Reasons[0].Sign);
    }

    [Fact]
    public void Of_a_few_links_or_of_links_of_which_nothing_is_known_nothing_is_said()
    {
        Assert.Equal(
            SpikeCall.Unclear, Explain(Enumerable.Range(0, 4).Select(i => Link($"https://www{i}.farm.top/", "x", Placement.Footer))).Call);
        var unknown = Explain(Enumerable.Range(0, 30).Select(i => Link($"https://site{i}.com/")));
        Assert.Equal(SpikeCall.Unclear, unknown.Call);
        Assert.DoesNotContain(unknown.Shares, share => share.Driver is SpikeDriver.Anchor or SpikeDriver.SiteWide);
        Assert.Equal(SpikeCall.Unclear, Explain([]).Call);
    }

    [Fact]
    public void Lost_links_are_reported_with_whose_they_were()
    {
        var shares = SpikeExplainer.OfWorsened(Shares(
            Enumerable.Range(0, 12).Select(i => Link(i < 9 ? $"https://news.paper.com/{i}" : $"https://site{i}.com/"))));

        Assert.Equal("domain paper.com: 75 % (9 of 12)", shares[0].ToString());
        Assert.Equal("host news.paper.com: 75 % (9 of 12)", shares[1].ToString());
    }

    [Fact]
    public void The_commonest_anchor_of_more_links_than_can_be_counted_one_by_one_is_found()
    {
        var reported = Explain(Enumerable.Range(0, 100_000).Select(
            i => Link($"https://site{i}.com/", i % 5 < 3 ? "cheap loans" : $"word {i}", Placement.Content)));

        var anchor = Assert.Single(reported.Shares, share => share.Driver == SpikeDriver.Anchor);
        Assert.Equal(("cheap loans", 100_000), (anchor.Value, anchor.Of));
        Assert.InRange(anchor.Count, 60_000 - (100_000 / 10_000), 60_000);
        Assert.Equal(SpikeIndicator.OneAnchor, reported.Reasons[0].Sign);
    }

    private static SpikeLink Link(string source, string? anchor = null, Placement? placement = null) =>
        new() { Source = WebUrl.Parse(source), Anchor = anchor, Placement = placement };

    private static SpikeExplanation Explain(IEnumerable<SpikeLink> links) =>
        SpikeExplainer.OfNewLinks(Shares(links));

    private static SpikeShares Shares(IEnumerable<SpikeLink> links)
    {
        var shares = new SpikeShares(PublicSuffix.BuiltIn, SiteBrand);
        foreach (var link in links) shares.Add(link);
        return shares;
    }

    private static string Only(SpikeIndicator sign, IEnumerable<SpikeLink> links)
    {
        var reported = Explain(links);
        Assert.Equal(SpikeCall.Suspicious, reported.Call);
        var reason = Assert.Single(reported.Reasons, reason => reason.Sign < SpikeIndicator.ManyDomains);
        Assert.Equal(sign, reason.Sign);
        return reason.Text;
    }
}
