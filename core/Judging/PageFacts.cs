using LinkWatch.Urls;

namespace LinkWatch.Judging;

/// <summary>What was learned of a page besides its links.</summary>
public sealed record PageFacts
{
    public required WebUrl FinalUrl { get; init; }

    public int? HttpStatus { get; init; }

    /// <summary>Redirects and refreshes followed: <c>301 https://… → https://…</c>.</summary>
    public IReadOnlyList<string> Trail { get; init; } = [];

    /// <summary>The robots directives that apply to Googlebot, lower case, from tags and headers.</summary>
    public IReadOnlyList<string> Robots { get; init; } = [];

    public string? Canonical { get; init; }

    public string? Encoding { get; init; }

    public string? Title { get; init; }

    public int OutboundLinks { get; init; }
}
