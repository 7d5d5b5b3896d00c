using System.Text.Json.Serialization;
using LinkWatch.Confirming;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>
/// A row on the hot side. A shard is a partition: everything about a host lies in one, so that a page, its change,
/// its re-check and its slice are written together.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CursorRow), "cursor")]
[JsonDerivedType(typeof(SliceRow), "slice")]
[JsonDerivedType(typeof(RecheckRow), "recheck")]
[JsonDerivedType(typeof(PageRow), "page")]
[JsonDerivedType(typeof(HostRow), "host")]
[JsonDerivedType(typeof(HostPageRow), "hostpage")]
[JsonDerivedType(typeof(FrontPageRow), "frontpage")]
[JsonDerivedType(typeof(ChangeRow), "change")]
[JsonDerivedType(typeof(AuditRow), "audit")]
public abstract record ShardRow : IRow
{
    [JsonIgnore]
    public abstract string RowKey { get; }
}

/// <summary>How far each cadence of a shard is planned, and the last planned time given out: they never repeat.</summary>
public sealed record CursorRow(IReadOnlyDictionary<Cadence, CadenceCursor> Cadences, DateTimeOffset LastPlanned) : ShardRow
{
    /// <summary>The last time that it was set back because it lay in the future, or null.</summary>
    public SetBack? SetBack { get; init; }

    /// <summary>
    /// Whether the clock has since moved on by as much as the times were set back: they were right, and the clock by which they seemed to
    /// lie ahead was slow.
    /// </summary>
    public bool WasSetBackBySlowClock(DateTimeOffset now) =>
        SetBack is { } set && now >= set.From - ClockSkew.Allowed && now - LastPlanned >= set.From - set.To - ClockSkew.Allowed;

    [JsonIgnore]
    public override string RowKey => Keys.Cursor;
}

/// <param name="From">The latest time that lay in the future.</param>
/// <param name="To">The time by the clock that set it back.</param>
public sealed record SetBack(DateTimeOffset From, DateTimeOffset To);

/// <param name="PlannedTo">Everything due until then was planned.</param>
/// <param name="PagesPerHour">How many fell due lately: a tick reads the places only when enough of them will be found.</param>
public sealed record CadenceCursor(DateTimeOffset PlannedTo, double PagesPerHour);

/// <summary>
/// A slice that is on the queue or being worked on: its hosts are busy until it is deleted.
/// </summary>
/// <param name="Id">Names the slice within its shard.</param>
/// <param name="Hosts">Authorities whose pages are in it.</param>
/// <param name="Pages">What is left to check.</param>
/// <param name="PlannedAt">The planned time of its readings.</param>
/// <param name="ProgressAt">When it was sent, claimed or last written; without progress for 15 minutes it is sent again.</param>
/// <param name="Generation">Counts the sendings: a message of an older one is dropped.</param>
/// <param name="IsSlow">Whether its pages were already found slow: they get their whole time now.</param>
public sealed record SliceRow(
    string Id,
    IReadOnlyList<string> Hosts,
    IReadOnlyList<SlicePage> Pages,
    DateTimeOffset PlannedAt,
    DateTimeOffset ProgressAt,
    int Generation,
    bool IsSlow) : ShardRow
{
    [JsonIgnore]
    public override string RowKey => Keys.Slice(Id);
}

/// <summary>A page in a slice.</summary>
/// <param name="Page">Which page.</param>
/// <param name="Host">Its authority.</param>
/// <param name="IsUnconditional">Whether the reading confirms: it is then taken without validators.</param>
/// <param name="RecheckKey">The re-check row that was exchanged for the slice, or null.</param>
public sealed record SlicePage(PageKey Page, string Host, bool IsUnconditional, string? RecheckKey);

/// <summary>A page to be checked at a time of its own, outside its cadence. At most one a page: the page's row names it.</summary>
/// <param name="Due">When.</param>
/// <param name="Page">Which page.</param>
/// <param name="Host">Its authority, so that a busy host is known without reading the page.</param>
/// <param name="IsUnconditional">Whether the reading confirms: it is then taken without validators.</param>
public sealed record RecheckRow(DateTimeOffset Due, PageKey Page, string Host, bool IsUnconditional) : ShardRow
{
    /// <summary>Whether a link of the page is new, or somebody asked for a reading: only for politeness is it not due at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFirst { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Recheck(Due, Page.PageId);
}

/// <summary>A page and every link tracked on it, whichever sites track them.</summary>
public sealed record PageRow : ShardRow
{
    public required PageKey Key { get; init; }

    public required WebUrl Url { get; init; }

    public required IReadOnlyList<TrackedLink> Links { get; init; }

    public KnownPage? Known { get; init; }

    /// <summary>Key of the page's re-check row, or null.</summary>
    public string? RecheckKey { get; init; }

    public DateTimeOffset? LastAttempt { get; init; }

    public DateTimeOffset? LastVerified { get; init; }

    [JsonIgnore]
    public override string RowKey => Key.RowKey;
}

/// <summary>One backlink on a page: what is looked for, and what is believed.</summary>
public sealed record TrackedLink
{
    public required string LinkId { get; init; }

    public required string SiteId { get; init; }

    public required LinkTarget Target { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TrackedRole Role { get; init; }

    /// <summary>Changes when the owner edits the link: a verdict is applied only to the revision that it judged.</summary>
    public int Revision { get; init; }

    public IReadOnlyList<string> ExpectedRel { get; init; } = [];

    /// <summary>The cadence of the site that tracks it; the page takes the shortest of its links'.</summary>
    public Cadence Cadence { get; init; } = Cadence.Daily;

    /// <summary>The import that brought it: its baseline is counted there.</summary>
    public string? ImportKey { get; init; }

    public LinkState State { get; init; } = LinkState.Pending;

    /// <summary>What the last reading said, shown beside the state.</summary>
    public LinkReading? LastReading { get; init; }

    /// <summary>Its degradation, if one is being confirmed or was confirmed: counted in its host's row.</summary>
    public PendingDegradation? Degradation { get; init; }

    /// <summary>The incident that it was reported with, until it returns.</summary>
    public LinkIncident? Incident { get; init; }
}

/// <summary>What a page is visited for.</summary>
public enum TrackedRole
{
    /// <summary>A backlink that somebody tracks.</summary>
    Link,

    /// <summary>The page is a site's own, and links lead to it.</summary>
    Target,

    /// <summary>The page may link to a site: it is visited once.</summary>
    Candidate,
}

/// <summary>A host in trouble; there is no row while there is none.</summary>
/// <param name="Authority">Host, and port if it is not the default.</param>
/// <param name="WaitUntil">The host asked us to stay away until then.</param>
public sealed record HostRow(string Authority, DateTimeOffset? WaitUntil) : ShardRow
{
    /// <summary>The state of its degrading links, or null.</summary>
    public HostTrouble? Trouble { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Host(Authority);
}

/// <summary>That a page belongs to a host: written at import, to find a page's row by its id and all pages of a host.</summary>
public sealed record HostPageRow(string Authority, PageKey Page) : ShardRow
{
    [JsonIgnore]
    public override string RowKey => Keys.HostPage(Authority, Page.PageId);
}

/// <summary>What a host's front page answered when a page of the host was last said to be gone.</summary>
public sealed record FrontPageRow(FrontPage FrontPage) : ShardRow
{
    [JsonIgnore]
    public override string RowKey => Keys.FrontPage(FrontPage.Url);
}

/// <summary>What one check of one page changed, until it has been moved to the sites: the outbox.</summary>
public sealed record ChangeRow(PageKey Page, WebUrl Url, DateTimeOffset PlannedAt, IReadOnlyList<ChangedLink> Links) : ShardRow
{
    /// <summary>The page's title when it last held a link, cut to <see cref="MaxTitle"/>; null if there was none.</summary>
    public string? Title { get; init; }

    /// <summary>The page's links to other hosts, as when it last held a link; null if it never did.</summary>
    public int? OutboundLinks { get; init; }

    /// <summary>What the page is about, or null if that is not known.</summary>
    public PageTopic? Topic { get; init; }

    /// <summary>As in <see cref="KnownPage.Network"/>.</summary>
    public string? Network { get; init; }

    /// <summary>As in <see cref="KnownPage.LinksTo"/>.</summary>
    public string? LinksTo { get; init; }

    /// <summary>Whom that is news for although nothing else changed for them; null if nobody.</summary>
    public IReadOnlyList<TopicNews>? TopicNews { get; init; }

    /// <summary>What the visit found of candidates on the page, which it then leaves; null if there were none.</summary>
    public IReadOnlyList<VisitedCandidate>? Candidates { get; init; }

    /// <summary>Characters of a title that are kept with a change: mails show less.</summary>
    public const int MaxTitle = 200;

    public static string? TitleOf(string? title) => title is null ? null : TextCut.To(title, MaxTitle);

    [JsonIgnore]
    public override string RowKey => Keys.Change(PlannedAt, Page.PageId);
}

/// <summary>A link on a page, or a target, that is to learn what its page is about.</summary>
public sealed record TopicNews(string SiteId, string LinkId)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TrackedRole Role { get; init; }
}

/// <summary>One link's change, with whose it is and what is believed of it now.</summary>
public sealed record ChangedLink(string SiteId, string LinkId, LinkTarget Target, string? ImportKey, LinkChange Change)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TrackedRole Role { get; init; }
}

/// <summary>What the daily audit counted in a shard, until the next: a site's day is the sum of all shards.</summary>
/// <param name="At">When it began to read the shard.</param>
/// <param name="Sites">
/// Every site that there was, also those without links in the shard: a site that was added between two shards is counted the next day.
/// </param>
public sealed record AuditRow(DateTimeOffset At, IReadOnlyDictionary<string, AuditedSite> Sites) : ShardRow
{
    [JsonIgnore]
    public override string RowKey => Keys.Audit;
}

/// <summary>A site's links in a shard; see <see cref="CoverageRow"/>.</summary>
public sealed record AuditedSite
{
    public int Links { get; init; }

    public IReadOnlyDictionary<string, int> Statuses { get; init; } = new Dictionary<string, int>();

    public IReadOnlyDictionary<string, int> BeingConfirmed { get; init; } = new Dictionary<string, int>();

    public int Verified { get; init; }

    public IReadOnlyDictionary<string, int> NotVerified { get; init; } = new Dictionary<string, int>();

    public DateTimeOffset? Oldest { get; init; }

    public int Turning { get; init; }

    public int Unverified { get; init; }

    public DateTimeOffset? UnverifiedSince { get; init; }
}
