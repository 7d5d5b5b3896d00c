using System.Net;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Spikes;

/// <summary>
/// Counts what the links of a spike have in common, as they come by. What is not known of a link is not counted, neither way.
/// </summary>
/// <param name="suffixes">Determines the referring domains.</param>
/// <param name="brand">The site's that the links point to; null if it does not matter.</param>
public sealed class SpikeShares(PublicSuffix suffixes, Brand? brand = null)
{
    private const int MaxExamples = 5;

    private readonly HashSet<ulong> seen = [];
    private readonly List<string> examples = [];
    private readonly TopValue domains = new();
    private readonly TopValue hosts = new();
    private readonly TopValue tlds = new();
    private readonly TopValue anchors = new();
    private int links;
    private int withheld;
    private int placed;
    private int siteWide;
    private int comments;
    private int content;
    private int anchored;
    private int branded;

    public int Domains => seen.Count;

    /// <summary>The first few of those.</summary>
    public IReadOnlyList<string> Examples => examples;

    /// <exception cref="InvalidOperationException">They were counted without it.</exception>
    public Brand Site => brand ?? throw new InvalidOperationException("these links were counted without their site's brand");

    public SpikeShare? Domain => domains.Share(SpikeDriver.Domain);

    public SpikeShare? Host => hosts.Share(SpikeDriver.Host);

    public SpikeShare? Tld => tlds.Share(SpikeDriver.Tld);

    /// <summary>Of the anchors that say something.</summary>
    public SpikeShare? Anchor => anchors.Share(SpikeDriver.Anchor);

    public SpikeShare? SiteWide => Part(SpikeDriver.SiteWide, siteWide, placed);

    public SpikeShare? Comment => Part(SpikeDriver.Comment, comments, placed);

    public SpikeShare? Content => Part(SpikeDriver.Content, content, placed);

    public SpikeShare? Withheld => Part(SpikeDriver.Withheld, withheld, links);

    public SpikeShare? Brand => Part(SpikeDriver.Brand, branded, anchored);

    public void Add(SpikeLink link)
    {
        var domain = suffixes.ReferringDomain(link.Source.Host);
        links++;
        domains.Add(domain);
        hosts.Add(link.Source.Host);
        if (seen.Add(DomainHash.Of(domain)))
        {
            if (examples.Count < MaxExamples) examples.Add(domain);
            if (!IsAddress(domain)) tlds.Add(domain[(domain.LastIndexOf('.') + 1)..]);
        }

        if (link.Rel.Any(token => token is "nofollow" or "ugc" or "sponsored")) withheld++;
        if (link.Placement is { } place) Add(place);
        if (link.Anchor is not null)
            AddAnchor(string.Join(' ', link.Anchor.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private void Add(Placement place)
    {
        placed++;
        if (place is Placement.Navigation or Placement.Header or Placement.Footer or Placement.Aside) siteWide++;
        if (place is Placement.Comment) comments++;
        if (place is Placement.Content) content++;
    }

    private void AddAnchor(string anchor)
    {
        anchored++;
        if (brand?.IsNamedIn(anchor) == true) branded++;
        if (anchor.Length > 0) anchors.Add(anchor);
    }

    private static SpikeShare? Part(SpikeDriver driver, int count, int of) => of == 0 ? null : new SpikeShare(driver, "", count, of);

    private static bool IsAddress(string host) => host.StartsWith('[') || IPAddress.TryParse(host, out _);
}

/// <summary>A link that came, was lost or turned nofollow on the day of a spike, as far as it is known.</summary>
public sealed record SpikeLink
{
    public required WebUrl Source { get; init; }

    /// <summary>The anchor text; empty if there is none, null if it is not known.</summary>
    public string? Anchor { get; init; }

    /// <summary>Null if it is not known.</summary>
    public Placement? Placement { get; init; }

    /// <summary>Lower-case rel tokens.</summary>
    public IReadOnlyList<string> Rel { get; init; } = [];
}
