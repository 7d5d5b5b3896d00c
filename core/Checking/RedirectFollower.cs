using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Judging.Signatures;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>The way from an address to the page where its redirects and refreshes end. Robots.txt is asked at every station.</summary>
internal sealed class RedirectFollower(IFetcher fetcher, IRobotsSource robots, BodyReaders readers)
{
    public async Task<FetchedPage> FollowAsync(VisitContext visit, CancellationToken cancellationToken)
    {
        var (at, trail) = (visit.Request.Url, new List<Hop>());
        var standing = await AskRobotsAsync(at, before: null, visit, cancellationToken);
        while (true)
        {
            if (standing.Refusal is not null) return new(visit.EmptyAnswer(standing) with { Final = at, Trail = trail });
            var before = visit.Cookies.Version;
            var page = await FetchAsync(at, trail, standing, visit, cancellationToken);
            if (RefreshRules.Of(page.Answer, visit.Request.Targets) is not { } refresh) return page;

            (trail, var isCircle) = RefreshRules.Follow(visit.Request.Url, page.Answer, refresh, visit.Cookies.Version != before);
            if (isCircle)
            {
                var loop = new FetchFailure(Reason.RedirectLoop, $"the page refreshes in a circle: {refresh.Tag}");
                page.Answer = page.Answer with { Trail = trail, Failure = loop };
                return page;
            }

            (at, standing) = (refresh.Url, await AskRobotsAsync(refresh.Url, page.Answer.Robots, visit, cancellationToken));
            page.Dispose();
        }
    }

    private async Task<FetchedPage> FetchAsync(
        WebUrl at, List<Hop> trail, RobotsStanding standing, VisitContext visit, CancellationToken cancellationToken)
    {
        // Validators belong to a page that was reached without refreshes: see PageReusePolicy.
        var validators = trail.Count == 0 ? visit.Reusable?.Validators : null;
        var fetched = await fetcher.FetchAsync(at, validators, visit.Cookies, visit.TimeLeft, cancellationToken);
        if (fetched.HttpStatus == 304 && !PageReusePolicy.Stands(visit.Reusable, fetched) && validators is not null)
        {
            fetched.Dispose();
            validators = null;
            fetched = await fetcher.FetchAsync(at, null, visit.Cookies, visit.TimeLeft, cancellationToken);
        }

        try
        {
            if (UrlIdentity.Normalize(fetched.Final) != UrlIdentity.Normalize(at) && fetched.Failure is null)
                standing = await AskRobotsAsync(fetched.Final, standing, visit, cancellationToken);
            var reading = new FetchedPageReader(readers, visit, trail, standing, sentValidators: validators is not null);
            return await reading.ReadAsync(fetched, cancellationToken);
        }
        catch
        {
            fetched.Dispose();
            throw;
        }
    }

    /// <summary>Who may not read one station of the way does not get to its end.</summary>
    private async Task<RobotsStanding> AskRobotsAsync(
        WebUrl page, RobotsStanding? before, VisitContext visit, CancellationToken cancellationToken)
    {
        var known = before is null ? visit.Request.Known?.Robots : null;
        var here = await robots.AskAsync(page, known, visit.WantsFreshRobots, visit.TimeLeft, cancellationToken);
        visit.Robots ??= here;
        return before?.GooglebotRule is { } rule ? here with { GooglebotRule = rule } : here;
    }
}

/// <summary>Whether a page sends its visitors on by a refresh, in a tag or a header.</summary>
public static class RefreshRules
{
    /// <summary>
    /// A page that holds a tracked link, or is visited for its own sake, and lets it stand for longer than this is the page itself,
    /// whatever comes after: news pages reload to a front page after minutes, and nobody would call that a redirect.
    /// </summary>
    private const double MaxRefreshDelaySeconds = 10;

    /// <summary>Refreshes followed; the fetcher bounds the redirects between them.</summary>
    private const int MaxRefreshes = 5;

    /// <summary>The refresh to follow, or null where the page stays.</summary>
    public static MetaRefresh? Of(PageAnswer page, IReadOnlyList<LinkTarget> targets)
    {
        if (page is not { Failure: null, HttpStatus: >= 200 and <= 299 }) return null;
        if ((InHeader(page) ?? page.Reading?.Refresh) is not { Url.IsHttp: true } refresh) return null;
        // A challenge refreshes to its own solving page: it is known by its header, and nothing is gained by going there.
        if (WallHeaders.Find(page.Headers) is not null) return null;
        if (refresh.Seconds > MaxRefreshDelaySeconds && (targets.Count == 0 || HoldsAny(page, targets))) return null;
        if (UrlIdentity.Normalize(refresh.Url) != UrlIdentity.Normalize(page.Final)) return refresh;
        return refresh.Seconds < Redirection.InstantSeconds && !HoldsAny(page, targets) ? refresh : null;
    }

    /// <summary>
    /// The same of a saved page, whose refresh cannot be followed: one that holds a link is then judged as it stands,
    /// unless it sends on at once.
    /// </summary>
    public static MetaRefresh? OfSaved(PageAnswer page, IReadOnlyList<LinkTarget> targets) =>
        Of(page, targets) is { } refresh && !(refresh.Seconds >= Redirection.InstantSeconds && HoldsAny(page, targets)) ? refresh : null;

    /// <summary>The way on, and whether it is a circle or goes on for too long.</summary>
    /// <param name="start">Where it began.</param>
    /// <param name="page">The page that sends on.</param>
    /// <param name="refresh">Where to.</param>
    /// <param name="isGate">Whether the page set a cookie: asked again with it, it may well answer something else.</param>
    internal static (List<Hop> Trail, bool IsCircle) Follow(WebUrl start, PageAnswer page, MetaRefresh refresh, bool isGate)
    {
        var hop = new Hop(page.HttpStatus ?? 200, page.Final, refresh.Url)
        {
            RefreshAfter = refresh.Seconds,
            Cookies = isGate ? HopCookies.Kept : null,
        };
        List<Hop> trail = [.. page.Trail, hop];
        return (trail, IsTooLong(trail) || (!isGate && IsLoop(start, trail)));
    }

    private static bool IsTooLong(List<Hop> trail) => trail.Count(hop => hop.RefreshAfter is not null) > MaxRefreshes;

    private static bool IsLoop(WebUrl start, List<Hop> trail)
    {
        var next = UrlIdentity.Normalize(trail[^1].To);
        return next == UrlIdentity.Normalize(start) || trail.Exists(hop => UrlIdentity.Normalize(hop.From) == next);
    }

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
