using LinkWatch.Urls;

namespace LinkWatch.Discovery;

/// <summary>A page that may link to a site, and that nobody listed.</summary>
/// <param name="Source">The page; for a referrer that was cut to its origin, that origin's home page.</param>
/// <param name="Origin">Where it was found.</param>
public sealed record Candidate(WebUrl Source, CandidateOrigin Origin)
{
    /// <summary>The site's page that it should link to; null if it may be any.</summary>
    public WebUrl? Target { get; init; }

    /// <summary>What the source says the link's text is, or null.</summary>
    public string? Anchor { get; init; }

    /// <summary>How often it was seen: visits that came from it, or rows that name it.</summary>
    public long Hits { get; init; } = 1;

    /// <summary>When it was last seen; null if the source does not say.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Whether only its origin is known: the page that links is another.</summary>
    public bool IsOriginOnly { get; init; }
}

/// <summary>Where a candidate was found.</summary>
public enum CandidateOrigin
{
    AccessLog,
    Export,
    CommonCrawl,
    Webmention,
    Bing,
    Yandex,

    /// <summary>The owner named it.</summary>
    Owner,
}
