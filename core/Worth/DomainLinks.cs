using System.IO.Hashing;
using System.Runtime.InteropServices;
using LinkWatch.Storage;

namespace LinkWatch.Worth;

/// <summary>Counts a site's links that are there by referring domain. Up to a bound, each domain takes some 30 bytes.</summary>
/// <param name="max">Of the domains beyond, nothing is known.</param>
internal sealed class DomainLinks(int max = Profile.DomainTallies.MaxDomains)
{
    private readonly Dictionary<ulong, int> counts = [];

    public void Add(LinkRow row)
    {
        if (!LinkAppraiser.IsThere(row)) return;
        var key = KeyOf(row);
        if (counts.Count < max || counts.ContainsKey(key)) CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
    }

    /// <summary>How many there are on the link's domain; null if they were not counted.</summary>
    public int? Of(LinkRow row) => counts.TryGetValue(KeyOf(row), out var count) ? count : null;

    private static ulong KeyOf(LinkRow row) =>
        XxHash3.HashToUInt64(MemoryMarshal.AsBytes((row.ReferringDomain ?? row.Link.Source.Host).AsSpan()));
}
