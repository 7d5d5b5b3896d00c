using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Review.Flags;

/// <summary>A reason to look at a link.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Evidence">What was seen, in one line. It may quote pages of others.</param>
public sealed record Flag(FlagKind Kind, string Evidence);

/// <summary>
/// Why links of a site are worth a look. First every link is shown to <see cref="Learn"/>, then each can be asked about: what links have in
/// common is known only then. Links of friends have no flags.
/// </summary>
public sealed class LinkFlags
{
    private const int MaxEvidence = 180;

    private readonly Site site;
    private readonly PublicSuffix suffixes;
    private readonly TimeZoneInfo zone;
    private readonly IReadOnlyList<IFlagRule> rules;

    /// <param name="site">Whose links.</param>
    /// <param name="spikes">Those of the last months.</param>
    /// <param name="own">Where the site itself links to.</param>
    /// <param name="suffixes">Determines the referring domains.</param>
    public LinkFlags(Site site, IReadOnlyList<SpikeNews> spikes, OwnOutboundLinks own, PublicSuffix suffixes)
    {
        (this.site, this.suffixes, zone) = (site, suffixes, SiteZone.Of(site.TimeZone));
        rules =
        [
            new PaidFollowed(), new LinkExchange(own), new HiddenLink(), new BurstLink(spikes), new OneNetwork(spikes), new SitewideLink(),
            new SpamWords(site), new ForeignScript(site), new CrowdedPage(), new ParkedDomain(),
        ];
    }

    public void Learn(LinkRow row)
    {
        if (site.IsFriend(row.Link.Source.Host)) return;
        var link = Read(row);
        foreach (var rule in rules) rule.Learn(link);
    }

    public IReadOnlyList<Flag> Of(LinkRow row)
    {
        if (site.IsFriend(row.Link.Source.Host)) return [];
        var link = Read(row);
        return [.. rules.Select(rule => rule.EvidenceOf(link) is { } evidence
            ? new Flag(rule.Kind, TextCut.To(evidence, MaxEvidence))
            : null).OfType<Flag>()];
    }

    /// <summary>What the source's host counts as.</summary>
    public string DomainOf(LinkRow row) => row.ReferringDomain ?? suffixes.ReferringDomain(row.Link.Source.Host);

    private ReviewedLink Read(LinkRow row) =>
        new(row, DomainOf(row), row.Link.FirstSeen() ?? SiteZone.DayOf(zone, row.AddedAt));
}
