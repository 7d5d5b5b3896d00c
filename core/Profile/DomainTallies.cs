using System.Runtime.InteropServices;

namespace LinkWatch.Profile;

/// <summary>
/// The links of each referring domain, and which facets they have: a name, a count and a bit for each facet. Up to
/// <see cref="MaxDomains"/> domains are counted one by one; of all others, only the number of links.
/// </summary>
internal sealed class DomainTallies(int maxDomains)
{
    public const int MaxDomains = 1_000_000;

    private readonly Dictionary<string, (int Links, ulong Facets)> domains = new(StringComparer.Ordinal);

    public int Count => domains.Count;

    public bool IsFull => domains.Count == maxDomains;

    public int LinksOfOthers { get; private set; }

    public bool Has(string domain) => domains.ContainsKey(domain);

    /// <summary>Which of the facets no link of the domain had before.</summary>
    public ulong Add(string domain, ulong facets)
    {
        if (IsFull && !Has(domain))
        {
            LinksOfOthers++;
            return 0;
        }

        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(domains, domain, out _);
        var added = facets & ~tally.Facets;
        tally = (tally.Links + 1, tally.Facets | facets);
        return added;
    }

    public IEnumerable<(string Domain, int Links)> Largest(int count) => domains
        .OrderByDescending(domain => domain.Value.Links).ThenBy(domain => domain.Key, StringComparer.Ordinal).Take(count)
        .Select(domain => (domain.Key, domain.Value.Links));

    /// <summary>The reciprocal of Simpson's index, also known as Hill's number of order 2.</summary>
    public double? Effective()
    {
        var links = domains.Values.Sum(domain => (double)domain.Links);
        return links == 0 ? null : links * links / domains.Values.Sum(domain => (double)domain.Links * domain.Links);
    }

    public double? Mean() => domains.Count == 0 ? null : domains.Values.Average(domain => domain.Links);

    public double? Median() => Medians.Of(domains.Values.CountBy(domain => domain.Links));
}

internal static class Medians
{
    /// <param name="counts">How often each value occurs.</param>
    public static double? Of(IEnumerable<KeyValuePair<int, int>> counts)
    {
        var ordered = counts.OrderBy(count => count.Key).ToList();
        var all = ordered.Sum(count => (long)count.Value);
        if (all == 0) return null;
        return (At((all - 1) / 2) + At(all / 2)) / 2.0;

        int At(long place) => ordered.First(count => (place -= count.Value) < 0).Key;
    }
}
