using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>One reading of one backlink, as confirmation sees it.</summary>
public sealed record LinkReading
{
    /// <summary>The planned time of the check: it names the reading.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    public required Status Status { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    public IReadOnlyList<string> Evidence { get; init; } = [];

    public bool IsComplete { get; init; }

    public bool IsDisputed { get; init; }

    public bool IsPermanentRedirect { get; init; }

    public bool IsUnconditional { get; init; }

    public bool IsPageAlike { get; init; }

    /// <summary>The deciding link, or null where none was seen.</summary>
    public LinkDetail? Detail { get; init; }
}
