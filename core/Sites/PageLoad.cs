using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>
/// How much is watched on one page. A page and all its links are one row, which a store takes up to some 960 KiB of, packed.
/// </summary>
/// <param name="Links">How many links.</param>
/// <param name="Characters">The length of their targets, together.</param>
public readonly record struct PageLoad(int Links, int Characters)
{
    /// <summary>
    /// A link of common length takes some 260 bytes of the row, packed, and a thousand leave room for four times as much: long anchors,
    /// evidence of several lines. No page that people read links to one site so often.
    /// </summary>
    public const int MaxLinks = 1000;

    /// <summary>Addresses that hardly pack (three quarters) then take at most 384 KiB, however long each is (8,192 characters).</summary>
    public const int MaxCharacters = 512 * 1024;

    /// <summary>One line to the owner: why a link was left out.</summary>
    public static string Problem { get; } =
        FormattableString.Invariant(
            $"its page has {MaxLinks:n0} links already, or {MaxCharacters / 1024} Ki characters of targets, ")
        + "the most that are watched on one page: leave some out, or watch the whole domain as one link";

    public bool IsTooMuch => Links > MaxLinks || Characters > MaxCharacters;

    public PageLoad With(LinkTarget target) => new(Links + 1, Characters + target.Url.Href.Length);

    /// <summary>Whether the page takes those of <paramref name="links"/> that it does not hold.</summary>
    public static bool Fits(PageRow page, IReadOnlyList<TrackedLink> links)
    {
        var more = links.ExceptBy(page.Links.Select(link => link.LinkId), link => link.LinkId).ToList();
        return more.Count == 0 || !more.Aggregate(Of(page), (load, link) => load.With(link.Target)).IsTooMuch;
    }

    public static PageLoad Of(PageRow page) => new(page.Links.Count, page.Links.Sum(link => link.Target.Url.Href.Length));
}
