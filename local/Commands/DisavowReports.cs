using LinkWatch.Review;

namespace LinkWatch.Local.Commands;

/// <summary>What <c>disavow import --json</c> says of a file.</summary>
internal sealed record DisavowFileReport(
    string Site,
    string File,
    int Lines,
    int Domains,
    int Addresses,
    int Comments,
    int Added,
    int Removed,
    IReadOnlyList<DisavowProblemReport> Invalid,
    IReadOnlyList<DisavowLineReport> Redundant)
{
    public static DisavowFileReport Of(string site, string name, DisavowFile file, DisavowFile before)
    {
        var difference = DisavowDifference.Between(before, file);
        return new DisavowFileReport(
            site, name, file.Lines.Count, OfKind(DisavowKind.Domain), OfKind(DisavowKind.Url), OfKind(DisavowKind.Comment),
            difference.Added.Count, difference.Removed.Count,
            [.. file.Invalid.Select(DisavowProblemReport.Of)],
            [.. difference.Redundant.Select(DisavowLineReport.Of)]);

        int OfKind(DisavowKind kind) => file.Lines.Count(line => line.Kind == kind);
    }
}

/// <summary>What <c>disavow diff --json</c> says.</summary>
internal sealed record DisavowDiffReport(
    IReadOnlyList<DisavowLineReport> Added, IReadOnlyList<DisavowLineReport> Removed, IReadOnlyList<DisavowLineReport> Redundant)
{
    public static DisavowDiffReport Of(DisavowDifference difference) => new(
        [.. difference.Added.Select(DisavowLineReport.Of)],
        [.. difference.Removed.Select(DisavowLineReport.Of)],
        [.. difference.Redundant.Select(DisavowLineReport.Of)]);
}

/// <summary>What <c>disavow export --json</c> says of the file that it wrote.</summary>
internal sealed record DisavowExportReport(
    string Site,
    string File,
    int Lines,
    int Bytes,
    DisavowReason? Reason,
    int AlreadyCovered,
    IReadOnlyList<DisavowAddedReport> Added,
    IReadOnlyList<DisavowRefusalReport> LeftOut,
    IReadOnlyList<DisavowProblemReport> Invalid);

internal sealed record DisavowAddedReport(string Entry, int Links, int Followed);

internal sealed record DisavowRefusalReport(string Entry, string Reason);

internal sealed record DisavowProblemReport(int Line, string Text, string Reason)
{
    public static DisavowProblemReport Of(DisavowLine line) => new(line.Number, line.Text, line.Problem!);
}

internal sealed record DisavowLineReport(int Line, string Entry, string? CoveredBy)
{
    public static DisavowLineReport Of(DisavowChange change) =>
        new(change.Line.Number, change.Line.Entry!.Text, change.CoveredBy?.Text);
}
