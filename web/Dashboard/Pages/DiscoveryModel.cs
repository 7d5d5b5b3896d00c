using LinkWatch.Discovery;
using LinkWatch.Storage;

namespace LinkWatch.Web.Dashboard.Pages;

/// <param name="Sums">Of the inbox.</param>
/// <param name="State">Which candidates are shown.</param>
/// <param name="Portion">Some of them.</param>
/// <param name="Problem">What is wrong with what was entered; null if nothing is.</param>
public sealed record DiscoveryModel(InboxRow Sums, CandidateState State, InboxPortion Portion, string? Problem)
{
    /// <summary>In the order in which owners care.</summary>
    public static IReadOnlyList<CandidateState> States { get; } =
    [
        CandidateState.Found, CandidateState.Tracked, CandidateState.Waiting, CandidateState.Visiting, CandidateState.CouldNotTell,
        CandidateState.NoLink, CandidateState.Dismissed,
    ];

    /// <summary>Where others send Webmentions; null if the site takes none.</summary>
    public Uri? Webmention { get; init; }

    /// <summary>What was entered and not taken.</summary>
    public string? Pasted { get; init; }

    public bool IsEmpty => Sums.Counts.Count == 0;

    /// <summary>The first that there are any of.</summary>
    public static CandidateState FirstOf(InboxRow sums) =>
        States.Where(state => sums.Count(state) > 0).DefaultIfEmpty(CandidateState.Waiting).First();
}
