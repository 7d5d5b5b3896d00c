using System.Text.Json.Serialization;
using LinkWatch.Confirming;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>What became of a page that may link to a site.</summary>
public enum CandidateState
{
    /// <summary>Not visited yet.</summary>
    Waiting,

    /// <summary>On its page's row, to be visited.</summary>
    Visiting,

    /// <summary>It links to the site, and the owner decides whether the link is tracked.</summary>
    Found,

    /// <summary>Its link is tracked.</summary>
    Tracked,

    NoLink,
    CouldNotTell,

    /// <summary>The owner wants no more of it.</summary>
    Dismissed,
}

/// <summary>A page that may link to the site. Written together with its entries and with <see cref="InboxRow"/>, never alone.</summary>
public sealed record CandidateRow : SiteRow
{
    /// <summary>The <see cref="Origin"/> of what anybody may have said.</summary>
    public const string MentionOrigin = "webmention";

    /// <summary>The id of its page: a page is in the inbox once.</summary>
    public required string CandidateId { get; init; }

    public required WebUrl Source { get; init; }

    /// <summary>Where it was found first, or first but for Webmentions, by the name that it has outside the code.</summary>
    public required string Origin { get; init; }

    /// <summary>What its host counts as, kept as <see cref="LinkRow.ReferringDomain"/> is.</summary>
    public required string Domain { get; init; }

    public CandidateState State { get; init; }

    public WebUrl? Target { get; init; }

    public string? Anchor { get; init; }

    public long Hits { get; init; }

    /// <summary>Whether only its origin is known: the page that links is another.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOriginOnly { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was last seen, or added if its source does not say.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>When it came to its state.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it is to be visited, or visited again if nothing was heard of a visit until then; null if it is not.</summary>
    public DateTimeOffset? VisitAt { get; init; }

    /// <summary>Whether its owner named it or asked for the visit: what is known of its domain then does not hold it up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAsked { get; init; }

    /// <summary>How often it was visited.</summary>
    public int Visits { get; init; }

    /// <summary>What the last visit found; null before.</summary>
    public LinkReading? Reading { get; init; }

    public string? Title { get; init; }

    /// <summary>The link that is tracked.</summary>
    public string? LinkId { get; init; }

    /// <summary>Whether nothing but a Webmention named it, which anybody can send.</summary>
    [JsonIgnore]
    public bool IsMention => Origin == MentionOrigin;

    [JsonIgnore]
    public override string RowKey => Keys.Candidate(CandidateId);

    /// <summary>The keys under which it is listed: nothing but these is read of many.</summary>
    internal IEnumerable<string> Entries()
    {
        yield return Keys.CandidatePlace(State, State == CandidateState.Waiting ? SeenAt : ChangedAt, CandidateId);
        if (State == CandidateState.Waiting) yield return Keys.CandidateAge(IsMention, SeenAt, CandidateId);
        if (VisitAt is { } due) yield return Keys.CandidateDue(due, CandidateId);
    }
}

/// <summary>What visits to a domain's pages came to, so that one without links to the site costs no more than a visit a month.</summary>
public sealed record CandidateDomainRow(string Domain) : SiteRow
{
    /// <summary>When a page of it was last found to hold no link.</summary>
    public DateTimeOffset? EmptyAt { get; init; }

    /// <summary>When a page of it was last found to hold one.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>The candidate that is being visited; null if there is none.</summary>
    public string? BusyWith { get; init; }

    /// <summary>Until when the others wait for it.</summary>
    public DateTimeOffset? BusyUntil { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.CandidateDomain(Domain);
}

/// <summary>The sums of a site's inbox. Every write to the inbox replaces this row: so two never cross.</summary>
public sealed record InboxRow : SiteRow
{
    /// <summary>Candidates by state; no count is 0.</summary>
    public IReadOnlyDictionary<CandidateState, int> Counts { get; init; } = new Dictionary<CandidateState, int>();

    /// <summary>How many had to make room before they were visited.</summary>
    public long Dropped { get; init; }

    /// <summary>The day (UTC) on which visits were last begun, and how many.</summary>
    public DateOnly? VisitDay { get; init; }

    public int VisitsBegun { get; init; }

    /// <summary>Links that were discovered since the last mail …</summary>
    public int Discovered { get; init; }

    /// <summary>… and the pages of some of them.</summary>
    public IReadOnlyList<WebUrl> DiscoveredOn { get; init; } = [];

    /// <summary>How the last request to each webmaster service ended, by the service's name.</summary>
    public IReadOnlyDictionary<string, WebmasterFetch>? Fetches { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Inbox;

    public int Count(CandidateState state) => Counts.GetValueOrDefault(state);
}

/// <summary>How asking a webmaster service ended.</summary>
/// <param name="At">When.</param>
/// <param name="Links">How many links it named.</param>
/// <param name="Problem">Why it failed, in a line; null if it did not.</param>
public sealed record WebmasterFetch(DateTimeOffset At, int Links, string? Problem);

/// <summary>What the visit of a candidate found for one of the targets that were looked for.</summary>
public sealed record VisitedCandidate(string SiteId, LinkReading Reading);
