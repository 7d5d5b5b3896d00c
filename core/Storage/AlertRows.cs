using System.Globalization;
using System.Text.Json.Serialization;
using LinkWatch.Contracts;
using LinkWatch.Links;
using LinkWatch.Spikes;

namespace LinkWatch.Storage;

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

/// <summary>
/// When the site's last alert of any kind was sealed; of a site that had none, when it was first audited. A week later it gets a summary.
/// </summary>
public sealed record LastMailRow(DateTimeOffset SealedAt) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.LastMail;
}

/// <summary>A change that joined an alert.</summary>
public sealed record AlertMemberRow(string AlertId, HistoryRow Change) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.Member(AlertId, Change.LinkId, Change.Change.At, Change.Change.Kind.Name());
}

/// <summary>News of a link's contract that joined an alert: the link as it was then.</summary>
public sealed record ContractNewsRow(string AlertId, ContractNewsKind News, LinkRow Link) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.ContractNews(AlertId, Link.LinkId, News.Name());
}

/// <summary>A sealed alert: what it says never changes again.</summary>
public sealed record AlertRow : SiteRow
{
    public required string AlertId { get; init; }

    public required DateTimeOffset SealedAt { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>The number of changes in it.</summary>
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

    /// <summary>Owners who have the mail or were refused for good, while others still wait.</summary>
    public IReadOnlyList<string> Settled { get; init; } = [];

    /// <summary>Those of the settled owners who were refused for good.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>The later alert that says that this delivery failed for good.</summary>
    public string? ReportedIn { get; init; }

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
    /// <summary>When it first was due, once it was queued: <see cref="Due"/> is when to look after it again. Null before.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    [JsonIgnore]
    public string RowKey => Keys.Due(Due, SiteId, AlertId);
}

/// <summary>
/// Points to a delivery that failed for good, until someone puts it back. It is named by that moment too: one that is left from an earlier
/// failure is in vain, and harmless.
/// </summary>
public sealed record FailedDelivery(DateTimeOffset At, string SiteId, string AlertId, string Channel) : IRow
{
    [JsonIgnore]
    public string RowKey => Keys.FailedDelivery(At, SiteId, AlertId, Channel);
}

/// <summary>What an alert is about. An id begins with its kind.</summary>
public enum AlertKind
{
    /// <summary>Changes, incidents and spikes, gathered.</summary>
    Digest,

    /// <summary>The report of an import.</summary>
    Import,

    /// <summary>Links could not be checked for days.</summary>
    Unverified,

    /// <summary>No alert of its own: an incident that may have news for the digest.</summary>
    Incident,

    /// <summary>Earlier alerts could not be delivered on another channel.</summary>
    Undelivered,

    /// <summary>That a week passed without any other mail, and how the site stands.</summary>
    Weekly,

    /// <summary>The report of a month.</summary>
    Monthly,

    /// <summary>That a channel works.</summary>
    Test,
}

/// <summary>Ids of alerts, within their site: built and parsed here.</summary>
public static class AlertIds
{
    private static readonly Dictionary<AlertKind, string> Prefixes = new()
    {
        [AlertKind.Digest] = "digest-",
        [AlertKind.Import] = "report-",
        [AlertKind.Unverified] = "unverified-",
        [AlertKind.Incident] = "incident-",
        [AlertKind.Undelivered] = "undelivered-",
        [AlertKind.Weekly] = "weekly-",
        [AlertKind.Monthly] = "monthly-",
        [AlertKind.Test] = "test-",
    };

    /// <exception cref="FormatException">It is no id of ours.</exception>
    public static AlertKind KindOf(string alertId)
    {
        foreach (var (kind, prefix) in Prefixes)
        {
            if (alertId.StartsWith(prefix, StringComparison.Ordinal)) return kind;
        }

        throw new FormatException($"'{alertId}' is not the id of an alert");
    }

    /// <summary>The key of the import, or the id of the incident, that an alert is about.</summary>
    public static string SubjectOf(string alertId) => alertId[Prefixes[KindOf(alertId)].Length..];

    /// <summary>The digest that changes join from <paramref name="openedAt"/> on.</summary>
    public static string OfDigest(DateTimeOffset openedAt) => Prefixes[AlertKind.Digest] + Ticks(openedAt);

    public static string OfIncident(string incidentId) => Prefixes[AlertKind.Incident] + incidentId;

    /// <summary>As the audit of a day (UTC) found it.</summary>
    public static string OfUnverified(DateTimeOffset at) => Prefixes[AlertKind.Unverified] + Day(at);

    /// <summary>By when it is due: so it is one alert, however often it is planned.</summary>
    public static string OfWeekly(DateTimeOffset due) => Prefixes[AlertKind.Weekly] + Day(due);

    /// <summary>By the month, as in <c>2026-11</c>.</summary>
    public static string OfMonth(string month) => Prefixes[AlertKind.Monthly] + month;

    /// <summary>By the key of the import's row.</summary>
    public static string OfImport(string importKey) => Prefixes[AlertKind.Import] + importKey;

    /// <summary>By when a delivery failed.</summary>
    public static string OfUndelivered(DateTimeOffset failedAt) => Prefixes[AlertKind.Undelivered] + Ticks(failedAt);

    public static string OfTest(DateTimeOffset at) => Prefixes[AlertKind.Test] + Ticks(at);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString("x16", CultureInfo.InvariantCulture);
}
