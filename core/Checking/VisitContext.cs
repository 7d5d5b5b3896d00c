using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Robots;

namespace LinkWatch.Checking;

/// <summary>A visit under way: what was asked for, when it began, and how much time it has left.</summary>
internal sealed class VisitContext(VisitRequest request, TimeProvider time)
{
    private readonly long start = time.GetTimestamp();

    public VisitRequest Request { get; } = request;

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public TimeSpan Elapsed => time.GetElapsedTime(start);

    /// <summary>Never below zero: a fetch that gets nothing ends as a timeout.</summary>
    public TimeSpan TimeLeft => Request.Budget > Elapsed ? Request.Budget - Elapsed : TimeSpan.Zero;

    /// <summary>What was kept from the last visit, where it may stand for an unchanged page; else null.</summary>
    public KnownPage? Reusable { get; } = PageReusePolicy.Reusable(request);

    /// <summary>
    /// Whether to ask for robots.txt although a copy is cached. A first reading confirms nothing: an import would ask once a page.
    /// </summary>
    public bool WantsFreshRobots { get; } = request is { IsUnconditional: true, Known: not null };

    /// <summary>What redirects and refreshes set on the way to the page.</summary>
    public TrailCookies Cookies { get; } = new(time);

    /// <summary>For the way to another page.</summary>
    public TrailCookies NewTrail() => new(time);

    /// <summary>What robots.txt said of the address asked for: it is kept, and handed back at the next visit.</summary>
    public RobotsStanding? Robots { get; set; }

    /// <summary>The answer as long as nothing has come.</summary>
    public PageAnswer EmptyAnswer(RobotsStanding standing) => new()
    {
        Requested = Request.Url,
        Final = Request.Url,
        Robots = standing,
        Previous = Request.Known?.Fingerprint,
        Now = Now,
    };
}
