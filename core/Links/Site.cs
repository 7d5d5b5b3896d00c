using System.Text.Json.Serialization;
using LinkWatch.Urls;

namespace LinkWatch.Links;

/// <summary>A property whose backlinks are watched.</summary>
public sealed record Site
{
    /// <summary>Of <see cref="BrandWords"/>, and of <see cref="MoneyWords"/>.</summary>
    public const int MaxWords = 50;

    /// <summary>Of each, in characters.</summary>
    public const int MaxWordLength = 100;

    public const int MaxFriends = 200;

    /// <summary>See <see cref="FollowUpDays"/>.</summary>
    public const int DefaultFollowUpDays = 7;

    public const int MaxFollowUpDays = 365;

    /// <summary>See <see cref="CandidateVisits"/>.</summary>
    public const int UsualVisits = 200;

    /// <summary>More <see cref="CandidateVisits"/> than this would be a crawl.</summary>
    public const int MaxVisits = 5000;

    /// <summary>Chosen by the owner: 1–63 of <c>a–z 0–9 -</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The hosts that belong to the site; an import without a target column means the first.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>The mail addresses that alerts go to.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>Names of alert channels; empty means the outbox folder.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    public AlertPace AlertPace { get; init; } = AlertPace.Daily;

    public Cadence Cadence { get; init; } = Cadence.Daily;

    /// <summary>
    /// The pages of links after this one are yet to move to the cadence, which new and edited links have at once. Empty: of all; null: of
    /// none.
    /// </summary>
    public string? MovesFrom { get; init; }

    /// <summary>IANA name, such as <c>Europe/Vienna</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>No alert is delivered between these local times, or null.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>On which local weekday a site that had no mail for a week gets a summary.</summary>
    public SummaryDay WeeklySummary { get; init; } = SummaryDay.Monday;

    /// <summary>Whether owners get the report of each month when it is over.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MonthlyReport { get; init; }

    /// <summary>Whether others may show how many of its links are live.</summary>
    public bool Badge { get; init; }

    /// <summary>Names of the site beside those in its domains: anchors with one of them name it. Null if there are none.</summary>
    public IReadOnlyList<string>? BrandWords { get; init; }

    /// <summary>What the site wants to be found for, beside the words in its addresses. Null if there is nothing.</summary>
    public IReadOnlyList<string>? MoneyWords { get; init; }

    /// <summary>Domains whose links are never flagged or disavowed. Null if there are none.</summary>
    public IReadOnlyList<string>? Friends { get; init; }

    /// <summary>
    /// Days after which a letter about a lost link is due to be followed up; null for <see cref="DefaultFollowUpDays"/>.
    /// </summary>
    public int? FollowUpDays { get; init; }

    /// <summary>Whether a host is that of a friend, or below it.</summary>
    public bool IsFriend(string host) =>
        Friends is { } friends && friends.Any(friend => UrlIdentity.IsWithin(host, UrlIdentity.BareHost(friend)));

    /// <summary>How much each term of a link's worth counts, where that is not the default. Null if all do as by default.</summary>
    public IReadOnlyDictionary<WorthTerm, int>? WorthWeights { get; init; }

    /// <summary>Whether a discovered link waits for its owner's word before it is tracked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AsksBeforeTracking { get; init; }

    /// <summary>How many pages that may link to the site are visited a day (UTC) at most; null for <see cref="UsualVisits"/>.</summary>
    public int? CandidateVisits { get; init; }

    /// <summary>Whether anyone may name a page that links to the site, by Webmention.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Webmention { get; init; }

    /// <summary>Whether an address is on one of the site's domains, or below it.</summary>
    public bool Holds(WebUrl url) => Domains.Any(domain => new LinkTarget(WebUrl.Parse($"https://{domain}/")).IsSameSite(url));

    /// <summary>What a link without a target of its own leads to.</summary>
    public LinkTarget DefaultTarget() => new(WebUrl.Parse($"https://{Domains[0]}/"), MatchMode.Domain);
}

/// <summary>From <paramref name="From"/> (inclusive) to <paramref name="To"/> (exclusive), local to the site; may pass midnight.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To);

/// <summary>How often a site's owner gets mail about changes.</summary>
public enum AlertPace
{
    /// <summary>At most one digest a day; the first news goes out as soon as it is gathered.</summary>
    Daily,

    /// <summary>Whenever something changed and was gathered.</summary>
    Immediate,
}

/// <summary>The day of the weekly summary, numbered as <see cref="DayOfWeek"/> is, but for Sunday.</summary>
public enum SummaryDay
{
    Off,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// <summary>How often a page is visited. A closed set, because a page's storage key carries it.</summary>
public enum Cadence
{
    Hourly = 1,
    SixHourly = 6,
    TwiceDaily = 12,
    Daily = 24,
    Weekly = 168,
}

public static class Cadences
{
    public static IReadOnlyList<Cadence> All { get; } = Enum.GetValues<Cadence>();

    public static TimeSpan Period(this Cadence cadence) => TimeSpan.FromHours((int)cadence);

    public static Cadence Shortest(Cadence a, Cadence b) => a < b ? a : b;
}

/// <summary>The time zones that sites name.</summary>
public static class SiteZone
{
    /// <summary>UTC for a zone that this machine doesn't know: a site may have been set up on another one.</summary>
    /// <param name="name">IANA name, as in <see cref="Site.TimeZone"/>.</param>
    public static TimeZoneInfo Of(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The first moment of a day there: where midnight comes twice because clocks fall back, the first one.</summary>
    public static DateTimeOffset StartOf(TimeZoneInfo zone, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return zone.IsAmbiguousTime(midnight)
            ? new DateTimeOffset(midnight, zone.GetAmbiguousTimeOffsets(midnight).Max()).ToUniversalTime()
            : AtLocal(zone, midnight);
    }

    /// <summary>Where clocks spring forward, a time that does not exist is the end of the hour that is left out.</summary>
    public static DateTimeOffset AtLocal(TimeZoneInfo zone, DateTime local)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The day that it is there at a moment.</summary>
    public static DateOnly DayOf(TimeZoneInfo zone, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
