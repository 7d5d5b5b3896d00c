using LinkWatch.Links;

namespace LinkWatch.Robots;

/// <summary>What robots.txt says of one page: may we fetch it, and may Googlebot. The two are judged apart.</summary>
public sealed record RobotsStanding
{
    /// <summary>
    /// Why our own agent may not fetch (<see cref="Reason.RobotsRefused"/>, or the reason why robots.txt could not be fetched);
    /// null where it may.
    /// </summary>
    public Reason? Refusal { get; init; }

    /// <summary>The rule line, or what went wrong with robots.txt; null where we may fetch.</summary>
    public string? RefusalDetail { get; init; }

    /// <summary>The rule line that keeps Googlebot out (<c>Disallow: /private</c>), or null where none does.</summary>
    public string? GooglebotRule { get; init; }

    /// <summary>
    /// Since when robots.txt has been unreachable (RFC 9309, 2.3.1.4); null where it was reached. Hand it back at the next visit: after 30
    /// days it counts as if there were none.
    /// </summary>
    public DateTimeOffset? UnreachableSince { get; init; }

    /// <summary>When the robots.txt that this rests on was fetched.</summary>
    public DateTimeOffset FetchedAt { get; init; }
}
