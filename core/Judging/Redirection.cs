using System.Globalization;
using LinkWatch.Fetching;
using LinkWatch.Urls;

namespace LinkWatch.Judging;

/// <summary>What a trail of redirects and refreshes says.</summary>
internal static class Redirection
{
    /// <summary>
    /// A refresh sooner than this is read as a permanent redirect, a later one as a temporary one ("instant" and "delayed":
    /// https://developers.google.com/search/docs/crawling-indexing/301-redirects).
    /// </summary>
    public const double InstantSeconds = 1;

    /// <summary>
    /// Whether all that led away from the page is said to be for good. A hop to another spelling of the same page says nothing.
    /// </summary>
    public static bool IsPermanent(IReadOnlyList<Hop> trail)
    {
        foreach (var hop in trail)
        {
            if (!IsPermanent(hop) && !UrlIdentity.IsSamePage(hop.From, hop.To)) return false;
        }

        return true;
    }

    public static string Describe(Hop hop)
    {
        if (hop.RefreshAfter is not { } seconds) return string.Create(CultureInfo.InvariantCulture, $"{hop.Status} {hop.From} → {hop.To}");
        return string.Create(CultureInfo.InvariantCulture, $"refresh after {seconds:0.##} s {hop.From} → {hop.To}");
    }

    private static bool IsPermanent(Hop hop) => hop.RefreshAfter is { } seconds ? seconds < InstantSeconds : hop.Status is 301 or 308;
}
