using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>One page, from its URL to a verdict on each target: robots.txt, fetch, read, judge. Never throws for anything remote.</summary>
public interface IPageVisitor
{
    Task<Visit> VisitAsync(VisitRequest request, CancellationToken cancellationToken);
}

/// <summary>What to visit and what to look for.</summary>
public sealed record VisitRequest
{
    public required WebUrl Url { get; init; }

    public required IReadOnlyList<LinkTarget> Targets { get; init; }

    /// <summary>From the last visit; null where there was none.</summary>
    public KnownPage? Known { get; init; }

    /// <summary>
    /// Ask for the page, robots.txt and the canonical page whatever is known: readings that confirm, and one a week.
    /// Where nothing is known a cached robots.txt will do.
    /// </summary>
    public bool IsUnconditional { get; init; }

    /// <summary>
    /// Nothing is kept for a next visit (<see cref="Visit.Known"/> stays null): a one-off check saves the hash and the compacting.
    /// </summary>
    public bool IsOneOff { get; init; }

    /// <summary>That the links are lost is believed already, so that a page that is still gone is no news.</summary>
    public bool IsLossBelieved { get; init; }

    /// <summary>The most time that the visit may take, bodies included.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>What a visit found.</summary>
public sealed record Visit
{
    /// <summary>One per target, in the order asked.</summary>
    public required IReadOnlyList<Verdict> Verdicts { get; init; }

    public required PageFacts Facts { get; init; }

    /// <summary>What to keep for the next visit. After a failed one: what was known, unchanged.</summary>
    public KnownPage? Known { get; init; }

    /// <summary>Hash of the body that arrived, whatever page it was; null where none did, and in one-off checks.</summary>
    public string? BodyHash { get; init; }

    /// <summary>304 or the same body: judged anew over what was known.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Whether validators were not sent.</summary>
    public bool IsUnconditional { get; init; }

    /// <summary>Whether the page looks otherwise like the one that held the link (same title, most of its outbound links).</summary>
    public bool IsPageAlike { get; init; }

    /// <summary>How long the host asked us to stay away (Retry-After, capped; or the default after 429 and 503), or null.</summary>
    public TimeSpan? AskedToWait { get; init; }

    public TimeSpan Elapsed { get; init; }
}
