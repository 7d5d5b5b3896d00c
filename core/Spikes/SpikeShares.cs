using System.Net;
using System.Net.Sockets;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Spikes;

/// <summary>Counts what the links of a spike have in common. What is not known of a link is not counted, neither way.</summary>
public sealed class SpikeShares
{
    private readonly List<(SpikeLink Link, string Domain)> links;
    private readonly List<(SpikeLink Link, string Domain)> domains;

    public SpikeShares(IEnumerable<SpikeLink> links, PublicSuffix suffixes)
    {
        this.links = [.. links.Select(link => (link, suffixes.ReferringDomain(link.Source.Host)))];
        domains = [.. this.links.GroupBy(link => link.Domain, StringComparer.Ordinal)
            .Select(group => group.FirstOrDefault(link => link.Link.Address is not null, group.First()))];
    }

    public int Domains => domains.Count;

    public SpikeShare? Domain => Top(SpikeDriver.Domain, links.Select(link => link.Domain));

    public SpikeShare? Host => Top(SpikeDriver.Host, links.Select(link => link.Link.Source.Host));

    public SpikeShare? Tld => Top(
        SpikeDriver.Tld, domains.Where(link => !IsAddress(link.Domain)).Select(link => link.Domain[(link.Domain.LastIndexOf('.') + 1)..]));

    public SpikeShare? Network => Top(SpikeDriver.Network, domains.Select(link => link.Link.Address).OfType<IPAddress>().Select(NetworkOf));

    /// <summary>Of the anchors that say something.</summary>
    public SpikeShare? Anchor => Top(SpikeDriver.Anchor, Anchors.Where(anchor => anchor.Length > 0));

    public SpikeShare? SiteWide => Part(SpikeDriver.SiteWide, Placements, place =>
        place is Placement.Navigation or Placement.Header or Placement.Footer or Placement.Aside);

    public SpikeShare? Comment => Part(SpikeDriver.Comment, Placements, place => place is Placement.Comment);

    public SpikeShare? Content => Part(SpikeDriver.Content, Placements, place => place is Placement.Content);

    public SpikeShare? Withheld => Part(SpikeDriver.Withheld, links.Select(link => link.Link.Rel), rel =>
        rel.Any(token => token is "nofollow" or "ugc" or "sponsored"));

    private IEnumerable<string> Anchors =>
        links.Select(link => link.Link.Anchor)
            .OfType<string>()
            .Select(anchor => string.Join(' ', anchor.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private IEnumerable<Placement> Placements => links.Select(link => link.Link.Placement).OfType<Placement>();

    public SpikeShare? Of(Brand brand) => Part(SpikeDriver.Brand, Anchors, brand.IsNamedIn);

    private static SpikeShare? Top(SpikeDriver driver, IEnumerable<string> values)
    {
        var groups = values.GroupBy(value => value, StringComparer.Ordinal).Select(group => (group.Key, Count: group.Count())).ToList();
        if (groups.Count == 0) return null;
        var top = groups.OrderByDescending(group => group.Count).ThenBy(group => group.Key, StringComparer.Ordinal).First();
        return new SpikeShare(driver, top.Key, top.Count, groups.Sum(group => group.Count));
    }

    private static SpikeShare? Part<T>(SpikeDriver driver, IEnumerable<T> values, Func<T, bool> isPart)
    {
        var all = values.ToList();
        return all.Count == 0 ? null : new SpikeShare(driver, "", all.Count(isPart), all.Count);
    }

    private static bool IsAddress(string host) => host.StartsWith('[') || IPAddress.TryParse(host, out _);

    private static string NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 24 : 48;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return $"{new IPAddress(bytes)}/{bits}";
    }
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

    /// <summary>What the source's host resolved to; null if it is not known.</summary>
    public IPAddress? Address { get; init; }
}
