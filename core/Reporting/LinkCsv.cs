using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Reporting;

/// <summary>
/// A tracked link as a row of the CSV export. The owner's columns are named as an import reads them, so that an export can be imported.
/// </summary>
public static class LinkCsv
{
    private static readonly string[] Owners = ["source", "target", "match", "tags", "rel", "anchor", "cost", "contact", "acquired"];

    public static IReadOnlyList<string> Header { get; } =
    [
        .. Owners, "status", "reasons", "since", "last verified", "found rel", "found anchor", "placement", "evidence"
    ];

    /// <summary>What LinkWatch found: an import of the export leaves these columns out.</summary>
    public static IReadOnlyList<string> Findings { get; } = [.. Header.Skip(Owners.Length)];

    public static IReadOnlyList<string?> Cells(LinkReport link) =>
    [
        link.Source,
        link.Target,
        link.Match.Name(),
        string.Join(',', link.Tags),
        string.Join(' ', link.ExpectedRel),
        link.ExpectedAnchor,
        link.Cost,
        link.Contact,
        link.Acquired?.Name(),
        link.Status,
        string.Join(' ', link.Reasons.Select(reason => reason.Name())),
        Time(link.Since),
        Time(link.LastVerified),
        string.Join(' ', link.Rel),
        link.Anchor,
        link.Placement?.Name(),
        string.Join('\n', link.Evidence),
    ];

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
