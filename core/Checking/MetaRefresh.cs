using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Judging.Signatures;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>Whether a page sends its visitors on by a refresh, in a tag or a header.</summary>
public static class RefreshRules
{
    /// <summary>
    /// A page that holds a tracked link and lets it stand for longer than this is the page itself, whatever comes after:
    /// news pages reload to a front page after minutes, and nobody would call that a redirect.
    /// </summary>
    private const double PatienceSeconds = 10;

    /// <summary>The refresh to follow, or null where the page stays.</summary>
    public static MetaRefresh? Of(PageAnswer page, IReadOnlyList<LinkTarget> targets)
    {
        if (page is not { Failure: null, HttpStatus: >= 200 and <= 299 }) return null;
        if ((InHeader(page) ?? page.Reading?.Refresh) is not { Url.IsHttp: true } refresh) return null;
        // A challenge refreshes to its own solving page: it is known by its header, and nothing is gained by going there.
        if (WallHeaders.Find(page.Headers) is not null) return null;
        if (refresh.Seconds > PatienceSeconds && HoldsAny(page, targets)) return null;
        if (UrlIdentity.Normalize(refresh.Url) != UrlIdentity.Normalize(page.Final)) return refresh;
        return refresh.Seconds < Redirection.InstantSeconds && !HoldsAny(page, targets) ? refresh : null;
    }

    /// <summary>
    /// The same of a saved page, whose refresh cannot be followed: one that holds a link is then judged as it stands,
    /// unless it sends on at once.
    /// </summary>
    public static MetaRefresh? OfSaved(PageAnswer page, IReadOnlyList<LinkTarget> targets) =>
        Of(page, targets) is { } refresh && !(refresh.Seconds >= Redirection.InstantSeconds && HoldsAny(page, targets)) ? refresh : null;

    public static Hop Hop(PageAnswer page, MetaRefresh refresh) =>
        new(page.HttpStatus ?? 200, page.Final, refresh.Url) { RefreshAfter = refresh.Seconds };

    private static bool HoldsAny(PageAnswer page, IReadOnlyList<LinkTarget> targets)
    {
        var referrer = page.Referrer;
        return page.Reading is { } reading && reading.Links.Any(link => targets.Any(target => target.Matches(link.Href, referrer)));
    }

    private static MetaRefresh? InHeader(PageAnswer page) =>
        page.Headers.Refresh is { } value
            && RefreshValue.Parse(value) is { } refresh
            && refresh.Target(page.Final, page.Final) is { } url
            ? new MetaRefresh(refresh.Seconds, url, $"Refresh: {value}") : null;
}
