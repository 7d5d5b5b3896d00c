using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>One change as <c>history --json</c> gives it; docs/json.md describes it.</summary>
public sealed record ChangeReport(
    string Site,
    string Source,
    string Target,
    ChangeKind Kind,
    string From,
    string To,
    IReadOnlyList<Reason> Reasons,
    IReadOnlyList<string> Evidence,
    DateTimeOffset Since,
    DateTimeOffset At,
    int Readings,
    bool Alerted,
    bool Muted,
    string? Incident)
{
    /// <summary>The link as it was seen before; null if it was not, or the change is not about that.</summary>
    public LinkDetail? Before { get; init; }

    /// <summary>The link as it was seen now; null if it was not, or the change is not about that.</summary>
    public LinkDetail? After { get; init; }

    /// <summary>Of a page of the site's own that links lead to: what happened to it. Null of a link, or if nothing did.</summary>
    public TargetEvent? Event { get; init; }

    /// <summary>Of such a page: how many followed links lead to it; null of a link.</summary>
    public int? FollowedLinks { get; init; }

    /// <summary>Whether it was confirmed fast, for trying out; null if not.</summary>
    public bool? Fast { get; init; }

    /// <param name="siteId">Whose change.</param>
    /// <param name="row">The change.</param>
    /// <param name="isDelivered">Whether an alert that reports it was delivered on some channel.</param>
    public static ChangeReport Of(string siteId, HistoryRow row, bool isDelivered) => new(
        siteId,
        row.Source.Href,
        row.Target.Url.Href,
        row.Change.Kind,
        row.Change.Old?.Name() ?? "pending",
        row.Change.New?.Name() ?? "pending",
        row.Change.Reasons,
        row.Change.Evidence,
        row.Change.Since,
        row.Change.At,
        row.Change.Readings,
        isDelivered,
        row.IsMuted,
        row.Change.Incident?.Incident.Id)
    {
        Before = row.Change.OldDetail,
        After = row.Change.NewDetail,
        Event = row.IsOfTarget ? TargetNews.Of(row.Change) : null,
        FollowedLinks = row.IsOfTarget ? row.FollowedLinks : null,
        Fast = row.Change.IsFast ? true : null,
    };
}
