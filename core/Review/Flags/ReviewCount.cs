using System.IO.Hashing;
using System.Runtime.InteropServices;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Review.Flags;

/// <summary>
/// Counts flagged links by flag and domain, as they come by a second time. Of each flag it keeps up to <see cref="MaxKept"/> domains, and
/// of the others 8 bytes each.
/// </summary>
public sealed class ReviewCount(LinkFlags flags)
{
    /// <summary>Domains of each flag that a row lists: those with the most links.</summary>
    public const int MaxListed = 100;

    private const int MaxKept = 20_000;
    private const int MaxSource = 300;

    private readonly SortedDictionary<FlagKind, Tally> tallies = [];

    public void Add(LinkRow row)
    {
        foreach (var flag in flags.Of(row))
        {
            if (!tallies.TryGetValue(flag.Kind, out var tally)) tallies.Add(flag.Kind, tally = new Tally());
            tally.Add(flags.DomainOf(row), row, flag);
        }
    }

    public IReadOnlyList<FlaggedLinks> Flags() => [.. tallies.Select(tally => tally.Value.Row(tally.Key))];

    private sealed class Tally
    {
        private readonly Dictionary<string, FlaggedDomain> kept = new(StringComparer.Ordinal);
        private readonly HashSet<ulong> others = [];
        private int links;

        public void Add(string domain, LinkRow row, Flag flag)
        {
            links++;
            if (kept.TryGetValue(domain, out var known))
                kept[domain] = known with { Links = known.Links + 1 };
            else if (kept.Count < MaxKept)
                kept[domain] = new FlaggedDomain(domain, 1, row.LinkId, TextCut.To(row.Link.Source.Href, MaxSource), flag.Evidence);
            else
                others.Add(XxHash3.HashToUInt64(MemoryMarshal.AsBytes<char>(domain)));
        }

        public FlaggedLinks Row(FlagKind kind) => new(kind, links, kept.Count + others.Count,
        [
            .. kept.Values.OrderByDescending(domain => domain.Links).ThenBy(domain => domain.Domain, StringComparer.Ordinal).Take(MaxListed)
        ]);
    }
}
