using LinkWatch.Links;

namespace LinkWatch.Sites;

/// <summary>How links are taken in.</summary>
public sealed record TrackingOptions
{
    /// <summary>
    /// Between the first readings of two new pages of one host: the politeness interval, so that no host's backlog hides another's.
    /// </summary>
    public TimeSpan Spacing { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>What an import came to, in links.</summary>
public sealed record TrackingOutcome(int Added, int Changed, int Unchanged)
{
    /// <summary>Links that are not watched: their pages have as many as they may (<see cref="PageLoad.Problem"/>).</summary>
    public IReadOnlyList<Backlink> Refused { get; init; } = [];
}
