using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>The way from an address to the page where its redirects and refreshes end. Robots.txt is asked at every station.</summary>
internal sealed class RedirectFollower(IFetcher fetcher, IRobotsSource robots, BodyReaders readers)
{
    /// <summary>Refreshes followed; the fetcher bounds the redirects between them.</summary>
    private const int MaxRefreshes = 5;

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

            var isGate = visit.Cookies.Version != before;
            var hop = RefreshRules.Hop(page.Answer, refresh) with { Cookies = isGate ? HopCookies.Kept : null };
            trail = [.. page.Answer.Trail, hop];
            // Asked again with a new cookie, a page may well answer something else.
            if (IsTooLong(trail) || (!isGate && IsLoop(visit.Request.Url, trail)))
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

    private static bool IsTooLong(List<Hop> trail) => trail.Count(hop => hop.RefreshAfter is not null) > MaxRefreshes;

    private static bool IsLoop(WebUrl start, List<Hop> trail)
    {
        var next = UrlIdentity.Normalize(trail[^1].To);
        return next == UrlIdentity.Normalize(start) || trail.Exists(hop => UrlIdentity.Normalize(hop.From) == next);
    }
}
