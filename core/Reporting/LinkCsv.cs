using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Reporting;

/// <summary>
/// A tracked link as a row of the CSV export. The owner's columns are named as an import reads them, so that an export can be imported.
/// </summary>
public static class LinkCsv
{
    private static readonly string[] FirstOwners = ["source", "target", "match", "tags", "rel", "anchor", "cost", "contact", "acquired"];

    private static readonly string[] Owners = [.. FirstOwners, "price", "currency", "paid from", "paid until", "agreed placement"];

    public static IReadOnlyList<string> Header { get; } =
    [
        .. Owners, "status", "reasons", "since", "last verified", "reading", "unverifiable", "found rel", "found anchor", "placement",
        "worth", "evidence"
    ];

    /// <summary>Columns that only an export of LinkWatch has, whichever version wrote it.</summary>
    public static IReadOnlyList<string> Marks { get; } = [.. FirstOwners, "last verified", "found rel", "found anchor"];

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
        link.Price?.AmountText(),
        link.Price?.Currency,
        link.PaidFrom?.ToString("O", CultureInfo.InvariantCulture),
        link.PaidUntil?.ToString("O", CultureInfo.InvariantCulture),
        link.AgreedPlacement?.Name(),
        link.Status,
        string.Join(' ', link.Reasons.Select(reason => reason.Name())),
        Time(link.Since),
        Time(link.LastVerified),
        link.Reading,
        link.Unverifiable ? "yes" : "",
        string.Join(' ', link.Rel),
        link.Anchor is null ? null : OneLine(link.Anchor),
        link.Placement?.Name(),
        link.Worth?.ToString(CultureInfo.InvariantCulture),
        OneLine(string.Join(" | ", link.Evidence)),
    ];

    /// <summary>A row is a line, for programs that part the file at line ends.</summary>
    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
