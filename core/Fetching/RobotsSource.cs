using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>Fetches robots.txt, one request at a time per site, and keeps it for a day (RFC 9309, 2.3 and 2.4).</summary>
/// <param name="fetcher">With the limits of <see cref="PageFetcher.ForRobots"/>.</param>
/// <param name="agent">Our product token.</param>
/// <param name="time">The clock.</param>
public sealed class RobotsSource(IFetcher fetcher, string agent, TimeProvider time) : IRobotsSource
{
    private const string Googlebot = "Googlebot";

    /// <summary>RFC 9309, 2.3.1.4: a host unreachable for this long is taken to have no robots.txt.</summary>
    private static readonly TimeSpan LongOutage = TimeSpan.FromDays(30);

    private readonly RobotsCache cache = new();

    public async Task<RobotsStanding> AskAsync(
        WebUrl page, RobotsStanding? known, bool fresh, TimeSpan budget, CancellationToken cancellationToken)
    {
        var site = $"{page.Scheme}://{page.Authority}";
        var asked = time.GetUtcNow();
        var entry = cache.Open(site, asked);
        if (!IsUsable(entry.Latest, fresh, asked, budget))
        {
            await entry.Semaphore.WaitAsync(cancellationToken);
            try
            {
                // Whoever had the turn before may have brought the answer.
                if (!IsUsable(entry.Latest, fresh, asked, budget)) cache.Keep(entry, await FetchAsync(site, budget, cancellationToken));
            }
            finally
            {
                entry.Semaphore.Release();
            }
        }

        return Standing(page, known, entry);
    }

    /// <summary>
    /// A host that answered 429 or 5xx gets no request before its wait is over, even if a fresh copy is wanted. One that did not answer in
    /// a short time may answer in a longer one.
    /// </summary>
    private bool IsUsable(RobotsCopy? copy, bool fresh, DateTimeOffset asked, TimeSpan budget)
    {
        var now = time.GetUtcNow();
        if (copy is null || now >= copy.Until || copy.FetchedAt.IsAhead(asked)) return false;
        if (copy.Trouble?.Reason == Reason.Timeout && budget > 2 * copy.Waited) return false;
        return !fresh
            || copy.Trouble?.Reason == Reason.RobotsRefused
            || copy.FetchedAt >= asked
            || (copy.Trouble?.Reason == Reason.Timeout && now - copy.FetchedAt < HostGate.SilenceLifetime);
    }

    private async Task<RobotsCopy> FetchAsync(string site, TimeSpan budget, CancellationToken cancellationToken)
    {
        using var fetched = await fetcher.FetchAsync(WebUrl.Parse(site + "/robots.txt"), null, budget, cancellationToken);
        return RobotsCopy.Of(fetched, time.GetUtcNow());
    }

    private RobotsStanding Standing(WebUrl page, RobotsStanding? known, RobotsEntry entry)
    {
        var latest = entry.Latest!;
        if (latest.Trouble is { } trouble) return Unreachable(page, known, entry, latest, trouble);
        var ours = latest.Evaluate(agent, page);
        return new RobotsStanding
        {
            Refusal = ours.IsAllowed ? null : Reason.RobotsRefused,
            RefusalDetail = ours.IsAllowed ? null : ours.Rule,
            GooglebotRule = RuleAgainst(latest, page),
            FetchedAt = latest.FetchedAt,
        };
    }

    /// <summary>We stay out; for Googlebot the last good copy decides, our own or the one from the page's last visit.</summary>
    private static RobotsStanding Unreachable(
        WebUrl page, RobotsStanding? known, RobotsEntry entry, RobotsCopy latest, FetchFailure trouble)
    {
        var isOlder = known?.UnreachableSince < latest.UnreachableSince && !(entry.Good?.FetchedAt > known?.UnreachableSince);
        var since = isOlder ? known!.UnreachableSince : latest.UnreachableSince;
        var isOver = latest.FetchedAt - since >= LongOutage && trouble.Reason != Reason.AddressForbidden;
        return new RobotsStanding
        {
            Refusal = isOver ? null : trouble.Reason,
            RefusalDetail = isOver ? null : "robots.txt: " + trouble.Detail,
            GooglebotRule = entry.Good is { } good ? RuleAgainst(good, page) : known?.GooglebotRule,
            FetchedAt = entry.Good?.FetchedAt ?? known?.FetchedAt ?? latest.FetchedAt,
            UnreachableSince = since,
        };
    }

    private static string? RuleAgainst(RobotsCopy copy, WebUrl page)
    {
        var verdict = copy.Evaluate(Googlebot, page);
        return verdict.IsAllowed ? null : verdict.Rule;
    }
}

/// <summary>Robots.txt of any host, cached for at most 24 hours.</summary>
public interface IRobotsSource
{
    /// <param name="page">The page asked about.</param>
    /// <param name="known">
    /// The answer at the last visit to the page; null at the first. Carries the last good verdict and the
    /// start of an outage across processes.
    /// </param>
    /// <param name="fresh">Ask the host again although a copy is cached (for readings that confirm bad news).</param>
    /// <param name="budget">The most time that fetching robots.txt may take.</param>
    /// <param name="cancellationToken">Ends the fetch because we stop.</param>
    Task<RobotsStanding> AskAsync(WebUrl page, RobotsStanding? known, bool fresh, TimeSpan budget, CancellationToken cancellationToken);
}
