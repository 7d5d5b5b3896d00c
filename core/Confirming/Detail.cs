using System.Text.RegularExpressions;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Confirming;

/// <summary>
/// Which differences between two sights of a link matter: its anchor, its target, and how prominent its place is. Rel does not: what
/// withholds is a reason, and <c>noopener</c> and its like are nobody's news.
/// </summary>
internal static class Detail
{
    private static readonly Regex Spaces = new(@"\s+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static bool IsSame(LinkDetail a, LinkDetail b) => IsSameLink(a, b) && Rank(a.Placement) == Rank(b.Placement);

    /// <summary>Whether the owner is told of the difference: a better placement alone is kept as history.</summary>
    public static bool IsNews(LinkDetail old, LinkDetail read) => !IsSameLink(old, read) || Rank(read.Placement) > Rank(old.Placement);

    private static bool IsSameLink(LinkDetail a, LinkDetail b) => Collapse(a.Anchor) == Collapse(b.Anchor) && IsSameTarget(a.Href, b.Href);

    private static string Collapse(string anchor) => Spaces.Replace(anchor, " ").Trim();

    /// <summary>A blog that begins to name itself in its links, or stops, has not changed where they lead.</summary>
    private static bool IsSameTarget(string a, string b) =>
        a == b || (WebUrl.TryParse(a, out var x) && WebUrl.TryParse(b, out var y)
            && (UrlIdentity.IsSamePage(x, y, Referrer.Any) || UrlIdentity.IsSamePage(y, x, Referrer.Any)));

    /// <summary>The page's own text, then what surrounds it, then what a reader does not see.</summary>
    private static int Rank(Placement placement) => placement switch
    {
        Placement.Content => 0,
        Placement.Hidden or Placement.Noscript => 2,
        _ => 1,
    };
}
