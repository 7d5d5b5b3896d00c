namespace LinkWatch.Importing;

/// <summary>
/// A table format, recognised by its headers: supporting another tool's export takes one row here.
/// Names are compared without case, spaces, underscores and hyphens.
/// </summary>
/// <param name="Name">The tool; empty for LinkWatch's own form. Authority columns are noted with it.</param>
/// <param name="Source">What the linking page's column may be called, the best name first.</param>
/// <param name="Target">The same for the page linked to; a file may lack it.</param>
/// <param name="Anchor">The same for the link's text.</param>
/// <param name="Marks">One of these must be there besides, for it to be this form; empty if the source's name says it.</param>
/// <param name="Authority">Scores that the tool made up: they are kept under its name, and LinkWatch invents none.</param>
internal sealed record ImportFormat(string Name, string[] Source, string[] Target, string[] Anchor, string[] Marks, string[] Authority)
{
    /// <summary>The first that fits is taken.</summary>
    public static IReadOnlyList<ImportFormat> All { get; } =
    [
        new(
            "Ahrefs", ["Referring page URL"], ["Target URL", "Link URL"], ["Anchor", "Link anchor"], [],
            ["Domain rating", "DR", "URL rating", "UR", "Domain traffic", "Page traffic"]),
        new(
            "Semrush", ["Source URL"], ["Target URL"], ["Anchor"], ["Page ascore"],
            ["Page ascore", "Domain ascore", "Authority Score"]),
        new(
            "Majestic", ["SourceURL"], ["TargetURL"], ["AnchorText"], ["SourceTrustFlow", "SourceCitationFlow", "FlagNoFollow"],
            ["SourceTrustFlow", "SourceCitationFlow", "TargetTrustFlow", "TargetCitationFlow"]),
        new(
            "Moz", ["URL", "Source", "Source URL"], ["Target", "Target URL"], ["Anchor Text"],
            ["PA", "DA", "Spam Score", "Page Authority", "Domain Authority"],
            ["PA", "DA", "Spam Score", "Page Authority", "Domain Authority"]),
        new("Bing", ["Source URL"], ["Target URL"], ["Anchor text"], ["Target URL"], []),
        new("Search Console", ["Linking page"], [], [], [], []),
        new(
            "", ["source", "source url", "source page", "url", "backlink", "page"], ["target", "target url", "target page"],
            ["anchor", "anchor text"], [], []),
    ];

    /// <summary>LinkWatch's own form.</summary>
    public static ImportFormat Own => All[^1];

    /// <summary>Exports that hold no linking pages, each by headers that all must be there, and what to export instead.</summary>
    public static IReadOnlyList<(string[] Headers, string Refusal)> Refused { get; } =
    [
        (["Target page", "Incoming links"], TopTargetPages),
        (["Site", "Linking pages"], TopLinkingSites),
        (["Rank", "Link text"], "this is Search Console's “Top linking text”, which names no pages: " + RightExport),
    ];

    public const string TopTargetPages = "this is Search Console's “Top target pages”, which lists your own pages: " + RightExport;

    public const string TopLinkingSites =
        "this is Search Console's “Top linking sites”, which names sites but not the pages with the links: " + RightExport;

    private const string RightExport =
        "in Search Console open Links, choose “Export external links” and “Latest links” "
        + "(or “More sample links”), and import that";

    /// <summary>The form that has these headers, or null.</summary>
    /// <param name="names">Headers, each as <see cref="Plain"/> has it.</param>
    public static ImportFormat? Recognise(IReadOnlySet<string> names) =>
        All.FirstOrDefault(format => Has(names, format.Source) && (format.Marks.Length == 0 || Has(names, format.Marks)));

    /// <summary>A header as it is compared.</summary>
    public static string Plain(string header) =>
        string.Concat(header.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-' or '\uFEFF' or '\u200B')))
            .ToLowerInvariant();

    private static bool Has(IReadOnlySet<string> names, string[] wanted) => wanted.Any(name => names.Contains(Plain(name)));
}
