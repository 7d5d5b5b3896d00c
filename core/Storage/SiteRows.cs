using System.Text.Json.Serialization;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>
/// A row on the owner's side: a projection written at import and from changes, never by an unchanged check. A site is a partition.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LinkRow), "link")]
[JsonDerivedType(typeof(ImportBatchRow), "import")]
[JsonDerivedType(typeof(HistoryRow), "history")]
[JsonDerivedType(typeof(OpenAlertRow), "alert-open")]
[JsonDerivedType(typeof(LastDigestRow), "alert-last")]
[JsonDerivedType(typeof(AlertMemberRow), "alert-member")]
[JsonDerivedType(typeof(AlertRow), "alert")]
[JsonDerivedType(typeof(DeliveryRow), "delivery")]
[JsonDerivedType(typeof(IncidentRow), "incident")]
[JsonDerivedType(typeof(IncidentNewsRow), "alert-news")]
[JsonDerivedType(typeof(CoverageRow), "coverage")]
[JsonDerivedType(typeof(SpikesRow), "spikes")]
public abstract record SiteRow : IRow
{
    [JsonIgnore]
    public abstract string RowKey { get; }
}

/// <summary>A backlink as its owner lists it, and what was last told of it.</summary>
public sealed record LinkRow : SiteRow
{
    public required string LinkId { get; init; }

    public required Backlink Link { get; init; }

    public required PageKey Page { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>The import that brought it.</summary>
    public string? ImportKey { get; init; }

    /// <summary>When it was first read, whatever the reading said; null until then.</summary>
    public DateTimeOffset? FirstReadAt { get; init; }

    /// <summary>Null while pending.</summary>
    public Status? Status { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    public IReadOnlyList<string> Evidence { get; init; } = [];

    public DateTimeOffset? Since { get; init; }

    /// <summary>The last change that is in this row: an older one does not overwrite it.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Why the link cannot be verified, where the owner was told so; empty otherwise.</summary>
    public IReadOnlyList<Reason> Unverifiable { get; init; } = [];

    public LinkDetail? Detail { get; init; }

    /// <summary>The last incident that it was told with, and whether it returned from it.</summary>
    public IncidentPart? Incident { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Link(LinkId);
}

/// <summary>One import: its report goes out when all its links were read once, or after a cadence.</summary>
public sealed record ImportBatchRow : SiteRow
{
    public required string ImportId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Source { get; init; }

    /// <summary>Links that were new with it.</summary>
    public int Added { get; init; }

    /// <summary>Of those, how many were read at least once.</summary>
    public int ReadOnce { get; init; }

    public DateTimeOffset ReportDue { get; init; }

    public DateTimeOffset? ReportedAt { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Import(At, ImportId);
}

/// <summary>A change as the site keeps it.</summary>
public sealed record HistoryRow(string LinkId, WebUrl Source, LinkTarget Target, LinkChange Change) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.History(Change.At, LinkId, Change.Kind.Name());
}

/// <summary>The alert that changes are joining until its due time.</summary>
/// <param name="AlertId">Its id, from the site and the time it was opened.</param>
/// <param name="OpenedAt">When its first change came.</param>
/// <param name="Due">When it is sealed and delivered.</param>
/// <param name="Members">How many changes joined; each joining changes the row's version.</param>
public sealed record OpenAlertRow(string AlertId, DateTimeOffset OpenedAt, DateTimeOffset Due, int Members) : SiteRow
{
    /// <summary>The spikes that joined.</summary>
    public IReadOnlyList<SpikeNews> Spikes { get; init; } = [];

    [JsonIgnore]
    public override string RowKey => Keys.OpenAlert;
}

/// <summary>When the site's last digest was sealed: the next one keeps its distance, as the owner chose.</summary>
public sealed record LastDigestRow(DateTimeOffset SealedAt) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.LastDigest;
}

/// <summary>A change that joined an alert.</summary>
public sealed record AlertMemberRow(string AlertId, HistoryRow Change) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.Member(AlertId, Change.LinkId, Change.Change.At, Change.Change.Kind.Name());
}

/// <summary>A sealed alert: what it says never changes again.</summary>
public sealed record AlertRow : SiteRow
{
    public required string AlertId { get; init; }

    public required DateTimeOffset SealedAt { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>How many changes it tells.</summary>
    public int Members { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Alert(AlertId);
}

/// <summary>One alert on one channel: ends in delivered (after the provider accepted) or failed for good.</summary>
public sealed record DeliveryRow : SiteRow
{
    public required string AlertId { get; init; }

    public required string Channel { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? NextAttempt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Owners for whom it is over, with the mail or a "no" for good, while others are still to be told.</summary>
    public IReadOnlyList<string> Settled { get; init; } = [];

    /// <summary>What the provider said last: its id of the message, or its complaint.</summary>
    public string? Note { get; init; }

    [JsonIgnore]
    public bool IsDone => DeliveredAt is not null || FailedAt is not null;

    [JsonIgnore]
    public override string RowKey => Keys.Delivery(AlertId, Channel);
}

/// <summary>Points to a stored alert by its due time; one in vain is harmless.</summary>
public sealed record ScheduledAlert(DateTimeOffset Due, string SiteId, string AlertId) : IRow
{
    [JsonIgnore]
    public string RowKey => Keys.Due(Due, SiteId, AlertId);
}
