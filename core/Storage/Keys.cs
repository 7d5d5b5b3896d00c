using System.Globalization;
using System.Text.Json.Serialization;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>
/// Every row key, built and parsed here. Keys compare ordinally, hold only <c>a–z 0–9 -</c> and <c>!</c>
/// (which sorts before all of them), and stay far below 512 characters.
/// </summary>
public static class Keys
{
    private const char Mark = '!';
    private const int TimeDigits = 19;

    // The agenda of a shard is one range: cursor, slices, hosts in trouble, then re-checks by time.
    public const string Cursor = "a0-cursor";
    public const string SlicePrefix = "a1-slice!";
    public const string HostPrefix = "a2-host!";
    public const string RecheckPrefix = "a3-recheck!";
    public const string AgendaStart = "a";

    public const string PagePrefix = "page!";
    public const string HostPagePrefix = "hostpage!";
    public const string FrontPagePrefix = "frontpage!";
    public const string ChangePrefix = "change!";
    public const string Audit = "audit";

    public const string LinkPrefix = "link!";
    public const string TargetPrefix = "target!";
    public const string TargetListPrefix = "list-target!";
    public const string ImportPrefix = "import!";
    public const string HistoryPrefix = "history!";
    public const string OpenAlert = "alert-open";
    public const string LastDigest = "alert-last";
    public const string LastMail = "mail-last";
    public const string MemberPrefix = "alert-member!";
    public const string AlertPrefix = "alert!";
    public const string DeliveryPrefix = "delivery!";
    public const string NewsPrefix = "alert-news!";
    public const string ContractNewsPrefix = "alert-contract!";
    public const string IncidentPrefix = "incident!";
    public const string CoveragePrefix = "coverage!";
    public const string ListPrefix = "list!";
    public const string LettersWaiting = ListPrefix + "letter-waiting!c0!";
    public const string LettersWonBack = ListPrefix + "letter-won-back!c0!";
    public const string Contracts = ListPrefix + "contract!until!";
    public const string CountPrefix = "count!";
    public const string DayPrefix = "day!";
    public const string MonthPrefix = "month!";
    public const string ProfilePrefix = "profile!";
    public const string Lives = "lives";
    public const string Counts = CountPrefix + "0";
    public const string Referrers = "referrers";
    public const string AccessPrefix = "access!";
    public const string RequestPrefix = "request!";
    public const string RequestTimePrefix = "request-time!";
    public const string LinkHistoryPrefix = "linkhistory!";
    public const string Views = "views";
    public const string Disavow = "disavow";
    public const string DisavowPiecePrefix = "disavow-piece!";
    public const string Review = "review";

    public const string Inbox = "inbox";
    public const string CandidatePrefix = "candidate!";
    public const string CandidateDomainPrefix = "candidate-domain!";
    public const string CandidatePlacePrefix = "candidate-place!";
    public const string CandidateAgePrefix = "candidate-age!";

    /// <summary>Among the ages, before all others.</summary>
    public const string CandidateMentionAgePrefix = "candidate-age!!";
    public const string CandidateDuePrefix = "candidate-due!";

    public const string SharedReplacementPrefix = "replacement!";
    public const string SpikesPrefix = "spikes!";

    public static string Slice(string id) => SlicePrefix + id;

    public static string Recheck(DateTimeOffset due, string pageId) => RecheckPrefix + Time(due) + Mark + pageId;

    /// <summary>When the re-check of this key is due.</summary>
    public static DateTimeOffset RecheckDue(string key) =>
        new(long.Parse(key.AsSpan(RecheckPrefix.Length, TimeDigits), CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>Just past every re-check due at <paramref name="until"/> or before.</summary>
    public static string RecheckEnd(DateTimeOffset until) => RecheckPrefix + Time(until + TimeSpan.FromTicks(1));

    public static string Page(Cadence cadence, string pageId) => PagePlaces(cadence) + pageId;

    /// <summary>What the keys of all pages of a cadence begin with; the page id that follows is the page's place.</summary>
    public static string PagePlaces(Cadence cadence) => PagePrefix + ((int)cadence).ToString("d3", CultureInfo.InvariantCulture) + Mark;

    /// <summary>Authorities may hold a colon or brackets, so hosts go by hash.</summary>
    public static string Host(string authority) => HostPrefix + Ids.Hash(authority);

    public static string HostPages(string authority) => HostPagePrefix + Ids.Hash(authority) + Mark;

    public static string HostPage(string authority, string pageId) => HostPages(authority) + pageId;

    public static string FrontPage(WebUrl url) => FrontPagePrefix + Ids.Page(url);

    public static string Change(DateTimeOffset planned, string pageId) => ChangePrefix + Time(planned) + Mark + pageId;

    public static string Link(string linkId) => LinkPrefix + linkId;

    public static string Target(string targetId) => TargetPrefix + targetId;

    /// <summary>A target's place among those of its status: those that most followed links lead to come first.</summary>
    public static string TargetEntry(TargetStatus? status, int followed, string targetId) =>
        TargetsOf(status) + (999_999_999 - followed).ToString("d9", CultureInfo.InvariantCulture) + Mark + targetId;

    /// <summary>The places of all targets of a status: the worst first.</summary>
    public static string TargetsOf(TargetStatus? status) => TargetListPrefix + (status switch
    {
        TargetStatus.Gone => '0',
        TargetStatus.Redirected => '1',
        TargetStatus.Unindexed => '2',
        null => '3',
        _ => '4',
    }) + Mark;

    public static string Import(DateTimeOffset at, string importId) => ImportPrefix + Inverted(at) + Mark + importId;

    /// <summary>The newest first.</summary>
    public static string History(DateTimeOffset at, string linkId, string kind) =>
        HistoryPrefix + Inverted(at) + Mark + linkId + Mark + kind;

    /// <summary>What the changes before <paramref name="end"/> come after, of those that are listed newest first.</summary>
    public static string HistoryBefore(DateTimeOffset end) => HistoryPrefix + Inverted(end - TimeSpan.FromTicks(1));

    /// <summary>The entry of a change in its link's own history: a link's changes are otherwise among all of its site's.</summary>
    public static string LinkHistory(DateTimeOffset at, string linkId, string kind) =>
        LinkHistoryOf(linkId) + Inverted(at) + Mark + kind;

    public static string LinkHistoryOf(string linkId) => LinkHistoryPrefix + linkId + Mark;

    /// <summary>The change that an entry of a link's history names.</summary>
    public static string LinkHistoryEntry(string key)
    {
        var parts = key.Split(Mark);
        return HistoryPrefix + parts[2] + Mark + parts[1] + Mark + parts[3];
    }

    public static string Member(string alertId, string linkId, DateTimeOffset at, string kind) =>
        Members(alertId) + linkId + Mark + Time(at) + Mark + kind;

    public static string Members(string alertId) => MemberPrefix + alertId + Mark;

    public static string Alert(string alertId) => AlertPrefix + alertId;

    public static string Delivery(string alertId, string channel) => Deliveries(alertId) + channel;

    public static string Deliveries(string alertId) => DeliveryPrefix + alertId + Mark;

    public static string Incident(string incidentId) => IncidentPrefix + incidentId;

    /// <summary>An incident in an alert: that it began, or later that it is over.</summary>
    public static string News(string alertId, string incidentId, string kind) => NewsOf(alertId) + incidentId + Mark + kind;

    public static string NewsOf(string alertId) => NewsPrefix + alertId + Mark;

    /// <summary>News of a link's contract in an alert.</summary>
    public static string ContractNews(string alertId, string linkId, string kind) => ContractNewsOf(alertId) + linkId + Mark + kind;

    public static string ContractNewsOf(string alertId) => ContractNewsPrefix + alertId + Mark;

    /// <summary>A link among the contracts: the first to end first, and those without an end last.</summary>
    public static string ContractEntry(DateOnly? until, string linkId) => ContractsFrom(until ?? DateOnly.MaxValue) + Mark + linkId;

    /// <summary>Just before the contracts that end on a day or later.</summary>
    public static string ContractsFrom(DateOnly day) => Contracts + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One a day (UTC), the newest first.</summary>
    public static string Coverage(DateTimeOffset at) => CoveragePrefix + Inverted(new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero));

    public static string SharedReplacement(string kind, string hash) => SharedReplacementPrefix + kind + Mark + hash;

    /// <summary>One a day of the site, the newest first.</summary>
    public static string Spikes(DateOnly day) => SpikesPrefix + Inverted(day);

    /// <summary>One a day of the site, the newest first.</summary>
    public static string Day(DateOnly day) => DayPrefix + Inverted(day);

    /// <summary>One a day of the site, the newest first.</summary>
    public static string Profile(DateOnly day) => ProfilePrefix + Inverted(day);

    /// <summary>One a month of the site, by its first day, the newest first.</summary>
    public static string MonthOf(DateOnly first) => MonthPrefix + Inverted(first);

    /// <summary>What a commit of links adds to <see cref="Counts"/>; they come after it.</summary>
    public static string CountDelta(string id) => CountPrefix + "1!" + id;

    /// <summary>The links with a facet and a status, in one order.</summary>
    public static string Listed(LinkFacet facet, LinkOrder order, ListedStatus status) => ListOf(facet) + RangeOf(order, status);

    public static string ListOf(LinkFacet facet) => ListPrefix + facet.Key + Mark;

    /// <summary>Within a list.</summary>
    public static string RangeOf(LinkOrder order, ListedStatus status) => order switch
    {
        LinkOrder.Address => $"a{(int)status}!",
        LinkOrder.Worth => $"w{(int)status}!",
        _ => $"c{(int)status}!",
    };

    /// <summary>A link's place among those of one status: the newest change first.</summary>
    public static string PlaceByChange(DateTimeOffset changedAt, string linkId) => Inverted(changedAt) + Mark + linkId;

    /// <summary>A link's place among those of one status, by address.</summary>
    public static string PlaceByAddress(WebUrl source, string linkId) => SortableText.Of(AddressOf(source)) + Mark + linkId;

    /// <summary>A link's entry among the letters: of those that wait, the oldest first; of those won back, the latest.</summary>
    public static string? LetterOf(LinkRow row) => row.LetterState switch
    {
        LetterState.Waiting => LettersWaiting + Time(row.Letter!.SentAt) + Mark + row.LinkId,
        LetterState.WonBack => LettersWonBack + Inverted(row.Letter!.WonBackAt!.Value) + Mark + row.LinkId,
        _ => null,
    };

    /// <summary>Just past every letter that waits and was sent at <paramref name="until"/> or before.</summary>
    public static string LettersSentUntil(DateTimeOffset until) => LettersWaiting + Time(until + TimeSpan.FromTicks(1));

    /// <summary>Just past every link that was won back at <paramref name="since"/> or later.</summary>
    public static string LettersWonSince(DateTimeOffset since) => LettersWonBack + Inverted(since - TimeSpan.FromTicks(1));

    /// <summary>A link's place among those of one status: the highest worth first, and last what has none.</summary>
    public static string PlaceByWorth(int? points, string linkId) =>
        (points is { } known ? 100 - known : 101).ToString("d3", CultureInfo.InvariantCulture) + Mark + linkId;

    /// <summary>The link or target that an entry of a list names.</summary>
    public static string ListedLink(string key) => key[(key.LastIndexOf(Mark) + 1)..];

    public static string Due(DateTimeOffset due, string siteId, string alertId) => Time(due) + Mark + siteId + Mark + alertId;

    public static string DueEnd(DateTimeOffset until) => Time(until + TimeSpan.FromTicks(1));

    public static string FailedDelivery(DateTimeOffset at, string siteId, string alertId, string channel) =>
        Time(at) + Mark + siteId + Mark + alertId + Mark + channel;

    /// <summary>A message given up, under the queue it belongs to.</summary>
    public static string Poison(string queue, string messageId) => queue + Mark + messageId;

    public static string SignIn(DateTimeOffset expires, string id) => Time(expires) + Mark + id;

    public static string Access(string accessId) => AccessPrefix + accessId;

    /// <summary>A piece of the disavow file, by its number from 0.</summary>
    public static string DisavowPiece(int piece) => DisavowPiecePrefix + piece.ToString("d2", CultureInfo.InvariantCulture);

    public static string Candidate(string candidateId) => CandidatePrefix + candidateId;

    public static string CandidateDomain(string domain) => CandidateDomainPrefix + Ids.Hash(domain);

    public static string CandidatePlaces(CandidateState state) => CandidatePlacePrefix + state.Name() + Mark;

    /// <summary>A candidate among those of its state: the newest first.</summary>
    public static string CandidatePlace(CandidateState state, DateTimeOffset at, string candidateId) =>
        CandidatePlaces(state) + Inverted(at) + Mark + candidateId;

    /// <summary>
    /// A candidate among those that wait: the one first that was not seen for longest, and before those all that only a Webmention named.
    /// </summary>
    public static string CandidateAge(bool isMention, DateTimeOffset seenAt, string candidateId) =>
        (isMention ? CandidateMentionAgePrefix : CandidateAgePrefix) + Time(seenAt) + Mark + candidateId;

    /// <summary>A candidate among those to be visited: the one first that is due first.</summary>
    public static string CandidateDue(DateTimeOffset due, string candidateId) => CandidateDuePrefix + Time(due) + Mark + candidateId;

    /// <summary>Just past every candidate due at <paramref name="until"/> or before.</summary>
    public static string CandidateDueEnd(DateTimeOffset until) => CandidateDuePrefix + Time(until + TimeSpan.FromTicks(1));

    /// <summary>The candidate that an entry names.</summary>
    public static string ListedCandidate(string key) => key[(key.LastIndexOf(Mark) + 1)..];

    public static string Request(string requestId) => RequestPrefix + requestId;

    /// <summary>The oldest first.</summary>
    public static string RequestTime(DateTimeOffset at, string requestId) => RequestTimesUntil(at) + Mark + requestId;

    /// <summary>Just before every request of this time.</summary>
    public static string RequestTimesUntil(DateTimeOffset at) => RequestTimePrefix + Time(at);

    /// <summary>The first key that can follow <paramref name="key"/>.</summary>
    public static string After(string key) => key + Mark;

    /// <summary>The first key that does not begin with <paramref name="prefix"/>.</summary>
    public static string EndOf(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);

    private static string AddressOf(WebUrl url) => string.Concat(UrlIdentity.BareHost(url.HostSpan), url.Path, url.Query);

    private static string Inverted(DateOnly day) =>
        (DateOnly.MaxValue.DayNumber - day.DayNumber).ToString("d7", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcTicks.ToString("d19", CultureInfo.InvariantCulture);

    private static string Inverted(DateTimeOffset at) =>
        (DateTime.MaxValue.Ticks - at.UtcTicks).ToString("d19", CultureInfo.InvariantCulture);
}

/// <summary>The key of a page's row: its shard, its cadence, its id.</summary>
public sealed record PageKey(int Shard, Cadence Cadence, string PageId)
{
    [JsonIgnore]
    public string RowKey => Keys.Page(Cadence, PageId);
}

/// <summary>The names of partitions.</summary>
internal static class Partitions
{
    /// <summary>Every site's settings: they are listed without asking each site's own partition.</summary>
    public const string Sites = "sites";
    public const string Due = "due";
    public const string Failed = "failed";
    public const string Poison = "poison";
    public const string SharedReplacements = "replacements";
    public const string SignIns = "sign-ins";

    /// <summary>Requests with an idempotency key that are of no site.</summary>
    public const string Requests = "requests";

    public static string Shard(int shard) => "shard!" + shard.ToString("d2", CultureInfo.InvariantCulture);

    public static string Site(string siteId) => "site!" + siteId;
}
