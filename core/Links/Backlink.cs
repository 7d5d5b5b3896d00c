using LinkWatch.Urls;

namespace LinkWatch.Links;

/// <summary>A tracked link: a page of someone else's, and what it should link to, with what the owner knows of it.</summary>
public sealed record Backlink
{
    public required WebUrl Source { get; init; }
    public required LinkTarget Target { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Withholding tokens (nofollow, ugc, sponsored) that the owner expects: finding them is no alert.</summary>
    public IReadOnlyList<string> ExpectedRel { get; init; } = [];
    public string? ExpectedAnchor { get; init; }
    public string? Cost { get; init; }
    public string? Contact { get; init; }
    public Acquired? Acquired { get; init; }

    /// <summary>Import columns that LinkWatch does not use, under their own names.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
