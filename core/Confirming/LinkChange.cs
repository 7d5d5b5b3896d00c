using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Confirming;

/// <summary>Something worth a row: what is believed of one backlink changed, or its details did.</summary>
public sealed record LinkChange
{
    public required ChangeKind Kind { get; init; }

    /// <summary>Status before; null while pending.</summary>
    public Status? Old { get; init; }

    public IReadOnlyList<Reason> OldReasons { get; init; } = [];

    /// <summary>Status after; null if still pending (the first reading of a link that is being re-checked).</summary>
    public Status? New { get; init; }

    /// <summary>For a baseline that is still pending: what the first reading said. For unverifiable: why.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>When the first of the readings behind it was planned.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When it was confirmed (the last reading's planned time).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>How many readings agreed.</summary>
    public int Readings { get; init; }

    /// <summary>
    /// Whether the owner is notified: not if LinkWatch never saw the link better, nor if the owner expects it, nor of mere history.
    /// </summary>
    public bool IsAlert { get; init; }

    /// <summary>Whether it was confirmed fast, for trying out, and would not have been confirmed yet otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFast { get; init; }

    /// <summary>For unverifiable: whether it is the second notice, that the domain has not resolved for 30 days.</summary>
    public bool IsUnresolvable { get; init; }

    public LinkDetail? OldDetail { get; init; }

    public LinkDetail? NewDetail { get; init; }

    /// <summary>The incident that this change is reported with, or null if it is reported on its own (or not at all).</summary>
    public IncidentMark? Incident { get; init; }

    /// <summary>A link that could not be verified can be again, and its state is as before. Never reported on its own.</summary>
    internal static LinkChange Verified(LinkState state) => new()
    {
        Kind = ChangeKind.Verified,
        Old = state.Status,
        OldReasons = state.Reasons,
        New = state.Status,
        Reasons = state.Reasons,
        Since = state.LastPlanned!.Value,
        At = state.LastPlanned.Value,
        Readings = 1,
        OldDetail = state.Detail,
    };
}

/// <summary>What sort of change.</summary>
public enum ChangeKind
{
    /// <summary>The first reading of a link, and its first confirmed state. Counted in the import's report, never alerted.</summary>
    Baseline,

    /// <summary>
    /// A worse state was confirmed. If old and new status are the same, only the reasons differ, which is history and never an alert.
    /// </summary>
    State,

    /// <summary>A better state was read; <see cref="LinkChange.New"/> says how good.</summary>
    Back,

    /// <summary>The link could not be verified for days, or its domain no longer resolves.</summary>
    Unverifiable,

    /// <summary>Anchor, placement or target changed within a status.</summary>
    Detail,

    /// <summary>
    /// A link that was reported as unverifiable was verified again, and nothing else changed. Kept, but never an alert on its own.
    /// </summary>
    Verified,
}

/// <summary>
/// Which differences between two sights of a link matter: its anchor, its target, and how prominent its place is. Rel does not: what
/// withholds is a reason, and <c>noopener</c> and its like are nobody's news.
/// </summary>
internal static class Detail
{
    private static readonly Regex Spaces = new(@"\s+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static bool IsSame(LinkDetail a, LinkDetail b) => IsSameLink(a, b) && Rank(a.Placement) == Rank(b.Placement);

    /// <summary>Whether the owner is notified of the difference: a better placement alone is only history.</summary>
    public static bool IsNews(LinkDetail old, LinkDetail read) => !IsSameLink(old, read) || Rank(read.Placement) > Rank(old.Placement);

    private static bool IsSameLink(LinkDetail a, LinkDetail b) => Collapse(a.Anchor) == Collapse(b.Anchor) && IsSameTarget(a.Href, b.Href);

    private static string Collapse(string anchor) => Spaces.Replace(anchor, " ").Trim();

    /// <summary>A blog that begins to name itself in its links, or stops, has not changed where they lead.</summary>
    private static bool IsSameTarget(string a, string b) =>
        a == b || (WebUrl.TryParse(a, out var x) && WebUrl.TryParse(b, out var y)
            && (UrlIdentity.IsSamePage(x, y, Referrer.Any) || UrlIdentity.IsSamePage(y, x, Referrer.Any)));

    /// <summary>The page's own text, then what surrounds it, then what a reader does not see.</summary>
    private static int Rank(Placement placement) => placement switch
    {
        Placement.Content => 0,
        Placement.Hidden or Placement.Noscript => 2,
        _ => 1,
    };
}
