using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>A site's latest changes, for feed readers.</summary>
/// <param name="Id">Stays the same.</param>
/// <param name="Title">One line.</param>
/// <param name="Address">Where the feed is.</param>
/// <param name="Items">The newest first.</param>
public sealed record ChangeFeed(string Id, string Title, string Address, IReadOnlyList<FeedItem> Items)
{
    public const string Author = "LinkWatch";

    /// <param name="site">Whose changes.</param>
    /// <param name="changes">The newest first.</param>
    /// <param name="address">Where the feed is.</param>
    public static ChangeFeed Of(Site site, IReadOnlyList<HistoryRow> changes, string address) => new(
        $"urn:linkwatch:{site.Id}", Line($"Backlinks of {site.Domains[0]}"), Line(address), [.. changes.Select(row => ItemOf(site, row))]);

    private static FeedItem ItemOf(Site site, HistoryRow row) => new(
        $"urn:linkwatch:{site.Id}:{row.RowKey}",
        Line($"{What(row)}: {row.Source.Href}"),
        Line(row.Source.Href),
        row.Change.At,
        Line(string.Join("; ", [.. Pointed(row), .. row.Change.Reasons.Select(ReasonWords.Of), .. row.Change.Evidence])));

    private static IEnumerable<string> Pointed(HistoryRow row) => row.IsOfTarget ? [TargetWords.Pointed(row.FollowedLinks)] : [];

    private static string What(HistoryRow row) => row.IsOfTarget && row.Change is var change
        ? TargetNews.Of(change)?.Name() ?? (change.Kind == ChangeKind.Baseline
            ? $"first read as {TargetWords.NameOf(change.New, change.Reasons)}"
            : What(change))
        : What(row.Change);

    private static string What(LinkChange change) => change.Kind switch
    {
        ChangeKind.Back => "back",
        ChangeKind.Unverifiable => "couldn't be checked",
        ChangeKind.Detail => "changed in detail",
        ChangeKind.Baseline => $"first read as {ReasonWords.Of(change.New)}",
        _ => ReasonWords.Of(change.New),
    };

    /// <summary>XML takes no control characters, however they are written; what others wrote may hold some.</summary>
    private static string Line(string text) => PlainText.OneLine(text, 2000);
}

/// <param name="Id">Stays the same.</param>
/// <param name="Title">What changed, and where.</param>
/// <param name="Page">The page with the link.</param>
/// <param name="At">When.</param>
/// <param name="Summary">Why; may be empty.</param>
public sealed record FeedItem(string Id, string Title, string Page, DateTimeOffset At, string Summary);
