using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Review.Flags;

/// <summary>The domains that a site's own pages link to, each with one of these pages.</summary>
public sealed class OwnOutboundLinks(Site site, PublicSuffix suffixes)
{
    /// <summary>A site has up to 2,000 targets with up to 64 hosts each, most of them the same.</summary>
    private const int MaxDomains = 20_000;

    private readonly HashSet<string> own = [.. site.Domains.Select(suffixes.ReferringDomain)];
    private readonly Dictionary<string, string> pages = new(StringComparer.Ordinal);

    public void Add(TargetRow target)
    {
        foreach (var host in target.LinksTo?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var domain = suffixes.ReferringDomain(host);
            if (pages.Count < MaxDomains && !own.Contains(domain)) pages.TryAdd(domain, target.Url.Path);
        }
    }

    /// <summary>Its path; null if none is known.</summary>
    internal string? PageThatLinksTo(string domain) => pages.GetValueOrDefault(domain);
}
