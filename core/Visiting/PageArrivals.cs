using LinkWatch.Fetching;
using LinkWatch.Judging.Robots;
using LinkWatch.Links;

namespace LinkWatch.Visiting;

/// <summary>The way from an address to the page where its redirects and refreshes end. Robots.txt is asked at every station.</summary>
internal sealed class PageArrivals(IFetcher fetcher, IRobotsSource robots, BodyReaders readers)
{
    /// <summary>Refreshes followed; the fetcher bounds the redirects between them.</summary>
    private const int MostRefreshes = 5;

    public async Task<Arrival> ArriveAsync(Errand errand, CancellationToken cancellationToken)
    {
        var (at, trail) = (errand.Request.Url, new List<Hop>());
        var standing = await AskRobotsAsync(at, before: null, errand, cancellationToken);
        while (true)
        {
            if (standing.Refusal is not null) return new(errand.Nothing(standing) with { Final = at, Trail = trail });
            var arrival = await FetchAsync(at, trail, standing, errand, cancellationToken);
            if (Refreshing.Of(arrival.Answer, errand.Request.Targets) is not { } refresh) return arrival;

            trail = [.. arrival.Answer.Trail, Refreshing.Hop(arrival.Answer, refresh)];
            if (IsLoop(errand.Request.Url, trail))
            {
                var loop = new FetchFailure(Reason.RedirectLoop, $"the page refreshes in a circle: {refresh.Tag}");
                arrival.Answer = arrival.Answer with { Trail = trail, Failure = loop };
                return arrival;
            }

            (at, standing) = (refresh.Url, await AskRobotsAsync(refresh.Url, arrival.Answer.Robots, errand, cancellationToken));
            arrival.Dispose();
        }
    }

    private async Task<Arrival> FetchAsync(
        WebUrl at, List<Hop> trail, RobotsStanding standing, Errand errand, CancellationToken cancellationToken)
    {
        // Validators belong to a page that was reached without refreshes: see Keeping.
        var validators = trail.Count == 0 ? errand.Reusable?.Validators : null;
        var fetched = await fetcher.FetchAsync(at, validators, errand.Left, cancellationToken);
        if (fetched.HttpStatus == 304 && !Keeping.Stands(errand.Reusable, fetched) && validators is not null)
        {
            fetched.Dispose();
            validators = null;
            fetched = await fetcher.FetchAsync(at, null, errand.Left, cancellationToken);
        }

        try
        {
            if (UrlIdentity.Normalize(fetched.Final) != UrlIdentity.Normalize(at) && fetched.Failure is null)
                standing = await AskRobotsAsync(fetched.Final, standing, errand, cancellationToken);
            var reading = new ArrivalReading(readers, errand, trail, standing, sentValidators: validators is not null);
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
        WebUrl page, RobotsStanding? before, Errand errand, CancellationToken cancellationToken)
    {
        var known = before is null ? errand.Request.Known?.Robots : null;
        var here = await robots.AskAsync(page, known, errand.WantsFreshRobots, errand.Left, cancellationToken);
        errand.Robots ??= here;
        return before?.GooglebotRule is { } rule ? here with { GooglebotRule = rule } : here;
    }

    private static bool IsLoop(WebUrl start, List<Hop> trail)
    {
        var next = UrlIdentity.Normalize(trail[^1].To);
        return trail.Count(hop => hop.RefreshAfter is not null) > MostRefreshes
            || next == UrlIdentity.Normalize(start)
            || trail.Exists(hop => UrlIdentity.Normalize(hop.From) == next);
    }
}
