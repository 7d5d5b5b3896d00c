namespace LinkWatch.Spikes;

/// <summary>
/// Says what drives a spike, from the links of its day, and of new links what they look like. docs/spikes.md has the rules.
/// </summary>
public static class SpikeExplainer
{
    private const double MaxReasons = 0.5;
    private const double OneTldShare = 0.6;

    /// <summary>Fewer have something in common by accident.</summary>
    private const int Enough = 5;

    private const int ManyDomains = 8;
    private const double DiverseDomains = 0.25;
    private const double MostlyContent = 0.7;

    /// <summary>Where most links are from anyway.</summary>
    private static readonly string[] CommonTlds = ["com", "org", "net"];

    /// <param name="shares">Of the new links of the day, counted with the brand of the site that they point to.</param>
    public static SpikeExplanation OfNewLinks(SpikeShares shares)
    {
        List<SpikeReason> against = [.. Against(shares, shares.Site)];
        List<SpikeReason> forIt = [.. For(shares)];
        var call = against.Count > 0 ? SpikeCall.Suspicious : forIt.Count == 3 ? SpikeCall.ProbablyGoodNews : SpikeCall.Unclear;
        SpikeShare?[] all =
        [
            shares.Domain, shares.Anchor, shares.Tld, shares.SiteWide, shares.Comment, shares.Brand, shares.Content, shares.Withheld
        ];
        return new SpikeExplanation(call, [.. against, .. forIt], [.. all.OfType<SpikeShare>()]);
    }

    /// <summary>Of lost or nofollowed links: whose doing it is.</summary>
    public static IReadOnlyList<SpikeShare> OfWorsened(SpikeShares shares)
    {
        SpikeShare?[] all = [shares.Domain, shares.Host, shares.SiteWide];
        return [.. all.OfType<SpikeShare>()];
    }

    private static IEnumerable<SpikeReason> Against(SpikeShares shares, Brand brand)
    {
        if (Is(shares.Domain, MaxReasons) is { } domain)
            yield return new(SpikeIndicator.OneDomain, $"{domain.InNumbers} of the links are on {domain.Value}");
        if (Is(shares.Anchor, MaxReasons) is { } anchor && !brand.IsNamedIn(anchor.Value))
            yield return new(
                SpikeIndicator.OneAnchor, $"{anchor.InNumbers} of the anchors are “{anchor.Value}”, which does not name the site");
        if (Is(shares.Tld, OneTldShare) is { } tld && !IsCommon(tld.Value, brand))
            yield return new(SpikeIndicator.OneTld, $"{tld.InNumbers} of the referring domains are under .{tld.Value}");
        if (Is(shares.SiteWide, MaxReasons) is { } siteWide)
            yield return new(SpikeIndicator.OutsideContent, $"{siteWide.InNumbers} of the links are in footers, sidebars or navigation");
        if (Is(shares.Comment, MaxReasons) is { } comment)
            yield return new(SpikeIndicator.InComments, $"{comment.InNumbers} of the links are in comments");
    }

    private static IEnumerable<SpikeReason> For(SpikeShares shares)
    {
        if (shares.Domains >= ManyDomains && shares.Domain!.Fraction <= DiverseDomains)
            yield return new(
                SpikeIndicator.ManyDomains,
                $"{shares.Domains} referring domains, none with more than {shares.Domain.InNumbers} of the links");
        if (Is(shares.Brand, MaxReasons) is { } named)
            yield return new(SpikeIndicator.BrandAnchors, $"{named.InNumbers} of the anchors name the site or are its address");
        if (Is(shares.Content, MostlyContent) is { } content)
            yield return new(SpikeIndicator.InContent, $"{content.InNumbers} of the links are in the content of their page");
    }

    private static SpikeShare? Is(SpikeShare? share, double min) =>
        share is not null && share.Count >= Enough && share.Fraction >= min ? share : null;

    private static bool IsCommon(string tld, Brand brand) =>
        CommonTlds.Contains(tld, StringComparer.Ordinal)
            || brand.Domains.Any(domain => domain.EndsWith("." + tld, StringComparison.Ordinal));
}
