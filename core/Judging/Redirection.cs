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
        foreach (var hop in Last(trail))
        {
            if (!IsPermanent(hop) && !UrlIdentity.IsSamePage(hop.From, hop.To)) return false;
        }

        return true;
    }

    /// <summary>
    /// Why a trail that set cookies is no witness against the page: it was sent on for now, as cookie gates do, or not all of its cookies
    /// were kept. A permanent move says so whatever session begins with it; null then, and if no redirect set a cookie.
    /// </summary>
    public static string? CookieGate(IReadOnlyList<Hop> trail)
    {
        if (trail.FirstOrDefault(hop => hop is { Cookies: HopCookies.Refused, RefreshAfter: null }) is { } refused)
            return $"a redirect set more cookies than are kept, and the page behind was not reached: {Describe(refused)}";
        if (trail.FirstOrDefault(hop => hop is { Cookies: not null, RefreshAfter: null }) is not { } gate) return null;
        return Last(trail).All(hop => IsPlainMove(hop) || UrlIdentity.IsSamePage(hop.From, hop.To))
            ? null
            : $"a redirect set a cookie and did not lead back to the page, though it was sent: {Describe(gate)}";
    }

    public static bool HasCookies(IReadOnlyList<Hop> trail) => trail.Any(hop => hop.Cookies is not null);

    public static string Describe(Hop hop)
    {
        if (hop.RefreshAfter is not { } seconds)
            return string.Create(CultureInfo.InvariantCulture, $"{hop.Status} {hop.From} → {hop.To}");
        return string.Create(CultureInfo.InvariantCulture, $"refresh after {seconds:0.##} s {hop.From} → {hop.To}");
    }

    private static bool IsPermanent(Hop hop) => hop.RefreshAfter is { } seconds ? seconds < InstantSeconds : IsPlainMove(hop);

    /// <summary>A gate that lets us through leads back to the page: what the page then does is its own.</summary>
    private static IEnumerable<Hop> Last(IReadOnlyList<Hop> trail) =>
        trail.Reverse().TakeWhile(hop => !UrlIdentity.IsSamePage(hop.To, trail[0].From));

    private static bool IsPlainMove(Hop hop) => hop is { RefreshAfter: null, Status: 301 or 308 };
}
