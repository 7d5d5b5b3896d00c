using System.Text.Json.Serialization;
using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>
/// An incident from one site's point of view: which of its links are in it, and what was reported to its owner. It is reported when its
/// links are confirmed, again when more are, and once when they are back; what is lost after that begins a new round.
/// </summary>
public sealed record IncidentRow : SiteRow
{
    public const int MaxAlerts = 50;

    public required Incident Incident { get; init; }

    /// <summary>Counts the times that it began: 1 at first.</summary>
    public int Round { get; init; } = 1;

    /// <summary>When the first link that no alert has reported yet was confirmed, by the reading's planned time.</summary>
    public DateTimeOffset FirstConfirmedAt { get; init; }

    /// <summary>How many links were expected to join, as the latest change had it; 0 if unknown.</summary>
    public int Expected { get; init; }

    /// <summary>The change that <see cref="Expected"/> comes from.</summary>
    public DateTimeOffset ExpectedAt { get; init; }

    /// <summary>How many links joined, each counted once.</summary>
    public int Members { get; init; }

    /// <summary>Of those, how many an alert reported.</summary>
    public int Told { get; init; }

    /// <summary>Of those that joined, how many returned.</summary>
    public int Returned { get; init; }

    public DateTimeOffset? FirstReturnedAt { get; init; }

    /// <summary>When the incident first joined an alert.</summary>
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>When its end joined an alert.</summary>
    public DateTimeOffset? BackNotifiedAt { get; init; }

    /// <summary>Every reason given for its links.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>The first few of its links that no alert has reported yet.</summary>
    public IReadOnlyList<HistoryRow> Samples { get; init; } = [];

    /// <summary>
    /// What its links lost and gained in worth since an alert last reported it; without changes that are reported on their own.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WorthTally Worth { get; init; }

    /// <summary>How often it joined an alert, in all its rounds.</summary>
    public int Reports { get; init; }

    /// <summary>The latest alerts about it, the earliest first.</summary>
    public IReadOnlyList<IncidentAlert> Alerts { get; init; } = [];

    /// <summary>How many of its links no alert has reported yet.</summary>
    [JsonIgnore]
    public int Untold => Members - Told;

    /// <summary>So few that each is reported on its own, like any other change.</summary>
    [JsonIgnore]
    public bool IsSmall => Members < Incident.FewestLinks;

    [JsonIgnore]
    public override string RowKey => Keys.Incident(Incident.Id);
}

/// <summary>An alert about an incident.</summary>
/// <param name="AlertId">Which.</param>
/// <param name="At">When the incident joined it: links that were in it by then had been reported.</param>
/// <param name="IsBack">Whether it reports the end.</param>
public sealed record IncidentAlert(string AlertId, DateTimeOffset At, bool IsBack);

/// <summary>An incident in an alert, as it was when it joined.</summary>
/// <param name="AlertId">Which alert.</param>
/// <param name="IsBack">Whether the alert reports its end, or else that links were lost.</param>
/// <param name="Notified">The incident as it is reported: links that join later change nothing.</param>
public sealed record IncidentNewsRow(string AlertId, bool IsBack, IncidentRow Notified) : SiteRow
{
    [JsonIgnore]
    public override string RowKey =>
        Keys.News(AlertId, Notified.Incident.Id, FormattableString.Invariant($"{Notified.Reports:d6}-{(IsBack ? "back" : "begun")}"));

    /// <summary>Whether its links are reported one by one: so few, and none of them back, are no outage to an owner.</summary>
    [JsonIgnore]
    public bool IsOneByOne =>
        !IsBack && Notified is { BackNotifiedAt: null, Untold: < Incident.FewestLinks }
        && (Notified.Returned == 0 || Notified.Told > 0)
        && Notified.Samples.Count == Notified.Untold;
}

/// <summary>A link's part in an incident, as its owner's side counts it.</summary>
/// <param name="IncidentId">Which incident.</param>
/// <param name="Round">Which round of it; 0: none, its return was reported on its own.</param>
/// <param name="IsReturned">Whether the link returned.</param>
/// <param name="At">The change that says so: an older one does not overwrite it.</param>
public sealed record IncidentPart(string IncidentId, int Round, bool IsReturned, DateTimeOffset At);
