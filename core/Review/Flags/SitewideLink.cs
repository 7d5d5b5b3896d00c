using System.IO.Hashing;
using System.Runtime.InteropServices;
using LinkWatch.Links;

namespace LinkWatch.Review.Flags;

/// <summary>
/// The same anchor outside the content of at least <see cref="MinPages"/> pages of a domain. Keeps a hash and a count for each anchor of a
/// domain: 16 bytes.
/// </summary>
internal sealed class SitewideLink : IFlagRule
{
    public const int MinPages = 5;

    /// <summary>Beyond so many, what was not met before is left out: what stands on many pages was met.</summary>
    private const int MaxKept = 2_000_000;

    private readonly Dictionary<ulong, int> pages = [];

    public FlagKind Kind => FlagKind.Sitewide;

    public void Learn(ReviewedLink link)
    {
        if (KeyOf(link) is not { } key) return;
        if (pages.Count == MaxKept && !pages.ContainsKey(key)) return;
        CollectionsMarshal.GetValueRefOrAddDefault(pages, key, out _)++;
    }

    public string? EvidenceOf(ReviewedLink link) =>
        KeyOf(link) is { } key && pages.GetValueOrDefault(key) is >= MinPages and var count
            ? $"the anchor “{link.Followed!.Anchor}” stands outside the content of {count} pages of {link.Domain}"
            : null;

    private static ulong? KeyOf(ReviewedLink link)
    {
        if (link.Followed is not { Placement: Placement.Footer or Placement.Aside or Placement.Header or Placement.Navigation } seen)
            return null;
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes<char>($"{link.Domain}\n{seen.Anchor}"));
    }
}
