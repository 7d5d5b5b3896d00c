using LinkWatch.Discovery;
using LinkWatch.Discovery.Sources;

namespace LinkWatch.Local.Commands;

/// <summary>What <c>discover --json</c> says.</summary>
/// <param name="Site">Its id.</param>
/// <param name="DryRun">Whether nothing was kept.</param>
/// <param name="Files">In the order in which they were named.</param>
/// <param name="Dropped">Requests, rows and pages that brought no candidate, by the reason (<see cref="DropReason"/>).</param>
/// <param name="SetAside">Null if all fitted into memory.</param>
/// <param name="Candidates">What became of those that were found.</param>
internal sealed record DiscoverReport(
    string Site, bool DryRun, IReadOnlyList<SourceReport> Files, IReadOnlyDictionary<string, long> Dropped, SetAsideReport? SetAside,
    CandidateCount Candidates);

/// <summary>What was read of a file.</summary>
internal sealed record SourceReport(
    string File, SourceKind Kind, string RecognisedBy, long Lines, long Others, long Malformed, IReadOnlyList<SourceProblem> FirstMalformed,
    long LeftOut, string? Damage)
{
    /// <summary>Rows with an address that has no scheme: it is read as https://.</summary>
    public long WithoutScheme { get; init; }

    public static SourceReport Of(SourceFile file) => new(
        file.Name, file.Source.Kind, file.Source.By, file.Count.Lines, file.Count.Others, file.Count.Malformed, file.Count.FirstMalformed,
        file.Count.LeftOut, file.Count.Damage)
    {
        WithoutScheme = file.Count.WithoutScheme,
    };
}

/// <summary>Pairs of referrer and address that were seen least, and the requests that had them.</summary>
internal sealed record SetAsideReport(long Pairs, long Requests);
