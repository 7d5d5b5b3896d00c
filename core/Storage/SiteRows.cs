using System.Text.Json.Serialization;
using LinkWatch.Confirming;
using LinkWatch.Contracts;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>
/// A row on the owner's side: a projection written at import and from changes, never by an unchanged check. A site is a partition.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LinkRow), "link")]
[JsonDerivedType(typeof(TargetRow), "target")]
[JsonDerivedType(typeof(ImportBatchRow), "import")]
[JsonDerivedType(typeof(HistoryRow), "history")]
[JsonDerivedType(typeof(OpenAlertRow), "alert-open")]
[JsonDerivedType(typeof(LastDigestRow), "alert-last")]
[JsonDerivedType(typeof(LastMailRow), "mail-last")]
[JsonDerivedType(typeof(AlertMemberRow), "alert-member")]
[JsonDerivedType(typeof(AlertRow), "alert")]
[JsonDerivedType(typeof(DeliveryRow), "delivery")]
[JsonDerivedType(typeof(IncidentRow), "incident")]
[JsonDerivedType(typeof(IncidentNewsRow), "alert-news")]
[JsonDerivedType(typeof(ContractNewsRow), "alert-contract")]
[JsonDerivedType(typeof(CoverageRow), "coverage")]
[JsonDerivedType(typeof(SpikesRow), "spikes")]
[JsonDerivedType(typeof(ListEntryRow), "list")]
[JsonDerivedType(typeof(LinkCountsRow), "count")]
[JsonDerivedType(typeof(CountDeltaRow), "count-delta")]
[JsonDerivedType(typeof(DayRow), "day")]
[JsonDerivedType(typeof(ReferrersRow), "referrers")]
[JsonDerivedType(typeof(AccessRow), "access")]
[JsonDerivedType(typeof(RequestRow), "request")]
[JsonDerivedType(typeof(RequestTimeRow), "request-time")]
[JsonDerivedType(typeof(MonthRow), "month")]
[JsonDerivedType(typeof(ProfileRow), "profile")]
[JsonDerivedType(typeof(LivesRow), "lives")]
[JsonDerivedType(typeof(SavedViewsRow), "views")]
[JsonDerivedType(typeof(DisavowRow), "disavow")]
[JsonDerivedType(typeof(DisavowPieceRow), "disavow-piece")]
[JsonDerivedType(typeof(ReviewRow), "review")]
[JsonDerivedType(typeof(InboxRow), "inbox")]
[JsonDerivedType(typeof(CandidateRow), "candidate")]
[JsonDerivedType(typeof(CandidateDomainRow), "candidate-domain")]
public abstract record SiteRow : IRow
{
    [JsonIgnore]
    public abstract string RowKey { get; }
}

/// <summary>A backlink as its owner lists it, and what was last reported about it.</summary>
public sealed record LinkRow : SiteRow
{
    public required string LinkId { get; init; }

    public required Backlink Link { get; init; }

    public required PageKey Page { get; init; }

    /// <summary>
    /// What the source's host counts as. Kept, because a newer list of public suffixes may say otherwise, and the entries of the site's
    /// lists must be found again.
    /// </summary>
    public string? ReferringDomain { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>The import that brought it; null if LinkWatch found it.</summary>
    public string? ImportKey { get; init; }

    /// <summary>Whether nobody knows since when it is there: it was found, and no export says.</summary>
    [JsonIgnore]
    public bool IsOfUnknownAge => ImportKey is null && Link.FirstSeen() is null;

    /// <summary>When it was first read, whatever the reading said; null until then.</summary>
    public DateTimeOffset? FirstReadAt { get; init; }

    /// <summary>Null while pending.</summary>
    public Status? Status { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>When the first of the readings behind the status was planned.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the status was confirmed; null while pending, and of a row that an earlier version wrote.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>The last change that is in this row: an older one does not overwrite it.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Why the link cannot be verified, if that was reported; empty otherwise.</summary>
    public IReadOnlyList<Reason> Unverifiable { get; init; } = [];

    public LinkDetail? Detail { get; init; }

    /// <summary>The page's title as of the last change, as in <see cref="ChangeRow.Title"/>.</summary>
    public string? Title { get; init; }

    /// <summary>What its page is about; null if that is not known.</summary>
    public PageTopic? Topic { get; init; }

    /// <summary>The network of the page's host when it was first read, such as <c>203.0.113.0/24</c>; null if that is not known.</summary>
    public string? Network { get; init; }

    /// <summary>Set while the owner wants no alert about it.</summary>
    public LinkMute? Mute { get; init; }

    /// <summary>Whether its status was confirmed fast, for trying out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFast { get; init; }

    /// <summary>Set once the owner wrote to the page's owner about its loss.</summary>
    public LinkLetter? Letter { get; init; }

    /// <summary>What became of the letter; null if there is none, or if the link was lost again after it was won back.</summary>
    [JsonIgnore]
    public LetterState? LetterState => (Letter, Status) switch
    {
        ({ WonBackAt: null }, Links.Status.Lost) => Storage.LetterState.Waiting,
        ({ WonBackAt: not null }, not Links.Status.Lost) => Storage.LetterState.WonBack,
        _ => null,
    };

    /// <summary>What its owner was told of its contract; null if nothing was.</summary>
    public ContractNotice? ContractNotice { get; init; }

    /// <summary>The last incident that it was reported with, and whether it returned from it.</summary>
    public IncidentPart? Incident { get; init; }

    /// <summary>What it is worth; of a lost link, what it was. Null until it was seen and appraised.</summary>
    public LinkWorth? Worth { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Link(LinkId);

    public bool IsMuted(DateTimeOffset now) => Mute is not null && !(Mute.Until <= now);
}

/// <summary>That a link is muted.</summary>
/// <param name="At">Since when.</param>
/// <param name="Until">Until when; null until it is unmuted.</param>
public sealed record LinkMute(DateTimeOffset At, DateTimeOffset? Until);

/// <summary>That the owner wrote to the page's owner about the loss of a link.</summary>
/// <param name="SentAt">When, the last time.</param>
/// <param name="Count">How often since it was lost.</param>
/// <param name="WonBackAt">When the link was seen again; null until then.</param>
public sealed record LinkLetter(DateTimeOffset SentAt, int Count, DateTimeOffset? WonBackAt = null);

/// <summary>What became of a letter. The kebab-case names are part of the public contract.</summary>
public enum LetterState
{
    /// <summary>The link is still lost.</summary>
    Waiting,

    /// <summary>The link is back since.</summary>
    WonBack,
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

    /// <summary>
    /// Whether its links are being read for the first time. What was removed before that is never read: the report ends it.
    /// </summary>
    [JsonIgnore]
    public bool IsBeingRead => ReadOnce < Added && ReportedAt is null;

    [JsonIgnore]
    public override string RowKey => Keys.Import(At, ImportId);
}

/// <summary>A change as the site keeps it.</summary>
public sealed record HistoryRow(string LinkId, WebUrl Source, LinkTarget Target, LinkChange Change) : SiteRow
{
    /// <summary>Characters of a cost that are kept: five changes must fit in an incident's row.</summary>
    public const int MaxCost = 60;

    /// <summary>The page's title, as in <see cref="ChangeRow.Title"/>.</summary>
    public string? Title { get; init; }

    /// <summary>What the owner noted as the link's cost, cut to <see cref="MaxCost"/>.</summary>
    public string? Cost { get; init; }

    /// <summary>What the change makes of the link's worth; null if that is not known, or if it came too late to change it.</summary>
    public WorthChange? Worth { get; init; }

    /// <summary>Whether the link was muted when it was moved here, so that no alert reports it.</summary>
    public bool IsMuted { get; init; }

    /// <summary>A change of a target has its address as both <see cref="Source"/> and <see cref="Target"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TrackedRole Role { get; init; }

    /// <summary>Of a target: how many followed links lead to it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FollowedLinks { get; init; }

    [JsonIgnore]
    public bool IsOfTarget => Role == TrackedRole.Target;

    /// <summary>The alert that reports it on its own; null if none does. What an incident reports is in the alerts of that.</summary>
    public string? AlertId { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.History(Change.At, LinkId, Change.Kind.Name());
}

/// <summary>How much of a site was verified, as the day's sweep found it.</summary>
public sealed record CoverageRow : SiteRow
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Links tracked.</summary>
    public int Links { get; init; }

    /// <summary>By what is believed: live, nofollow, unindexed, lost, pending.</summary>
    public IReadOnlyDictionary<string, int> Statuses { get; init; } = new Dictionary<string, int>();

    /// <summary>Links of which a worse status waits for confirmation, by that status.</summary>
    public IReadOnlyDictionary<string, int> BeingConfirmed { get; init; } = new Dictionary<string, int>();

    /// <summary>Links verified within twice their cadence.</summary>
    public int Verified { get; init; }

    /// <summary>The others by the last reading's first reason; <c>not-read</c> if there was no reading.</summary>
    public IReadOnlyDictionary<string, int> NotVerified { get; init; } = new Dictionary<string, int>();

    /// <summary>When the link that waits longest was last verified; null if one never was.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Links of which a worse reading waits for confirmation.</summary>
    public int Turning { get; init; }

    /// <summary>Links not verified for days without any report to the owner.</summary>
    public int Unverified { get; init; }

    /// <summary>When the first of those was last verified.</summary>
    public DateTimeOffset? UnverifiedSince { get; init; }

    /// <summary>How many of them were reported; 0 once there are none left.</summary>
    public int UnverifiedNotified { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Coverage(At);
}

/// <summary>
/// The judgement of a complete day, which makes sure that its spikes are reported once. A day without spikes has a row too.
/// </summary>
/// <param name="Day">The last complete day, in the site's time zone.</param>
/// <param name="Spikes">Those that no earlier row has: of that day, or of earlier days for which more links became known.</param>
public sealed record SpikesRow(DateOnly Day, IReadOnlyList<SpikeNews> Spikes) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.Spikes(Day);
}
