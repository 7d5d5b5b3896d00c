using System.Text.Json.Serialization;
using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>An entry in a list of links, or in a link's history: its key says all, and only keys are read.</summary>
public sealed record ListEntryRow : SiteRow
{
    /// <summary>The same for all of them.</summary>
    internal static readonly string Body = Json.Write<SiteRow>(new ListEntryRow());

    private string key = "";

    [JsonIgnore]
    public override string RowKey => key;

    internal static ListEntryRow At(string key) => new() { key = key };
}

/// <summary>A site's links, counted by status for each facet that is counted; without the deltas that follow it.</summary>
/// <param name="Facets">By <see cref="LinkFacet.Name"/>, then by status. No count is 0.</param>
public sealed record LinkCountsRow(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Facets) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.Counts;
}

/// <summary>
/// What one commit of links adds to the counts. Written with the links, so that commits side by side never wait for one row; added to
/// <see cref="LinkCountsRow"/> and the days' rows later, in one commit that removes it.
/// </summary>
public sealed record CountDeltaRow(
    string Id, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Facets, IReadOnlyList<LinkEvents> Events) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.CountDelta(Id);
}

/// <summary>What happened at one moment: links that were added, and links that were lost.</summary>
public sealed record LinkEvents(DateTimeOffset At, int New, int Lost);

/// <summary>A site's links at the end of a day, and what happened on it. A day on which nothing changed may have none.</summary>
public sealed record DayRow(DateOnly Day) : SiteRow
{
    public int Links { get; init; }

    public int Live { get; init; }

    public int Nofollow { get; init; }

    public int Unindexed { get; init; }

    public int Lost { get; init; }

    public int Pending { get; init; }

    /// <summary>Links not verified within twice their cadence, as the day's audit found it; null before.</summary>
    public int? Unverified { get; init; }

    /// <summary>Domains with a live link, as the day's audit found it; null before.</summary>
    public int? ReferringDomains { get; init; }

    public int NewOnDay { get; init; }

    public int LostOnDay { get; init; }

    /// <summary>Of the links that are followed or withheld, how many are followed; null if there are none.</summary>
    [JsonIgnore]
    public double? FollowShare => Live + Nofollow == 0 ? null : (double)Live / (Live + Nofollow);

    [JsonIgnore]
    public override string RowKey => Keys.Day(Day);

    /// <summary>The site's day. In a time zone that this machine does not know it is that of UTC: counting must not stop.</summary>
    public static DateOnly DayOf(Site site, DateTimeOffset at) =>
        SiteZone.DayOf(SiteZone.Of(site.TimeZone), at);

    /// <summary>How many links had this status.</summary>
    public int Of(ListedStatus status) => status switch
    {
        ListedStatus.Live => Live,
        ListedStatus.Nofollow => Nofollow,
        ListedStatus.Unindexed => Unindexed,
        ListedStatus.Lost => Lost,
        _ => Pending,
    };

    internal DayRow With(LinkCounts counts) => this with
    {
        Links = counts.Links,
        Live = counts.Of(ListedStatus.Live),
        Nofollow = counts.Of(ListedStatus.Nofollow),
        Unindexed = counts.Of(ListedStatus.Unindexed),
        Lost = counts.Of(ListedStatus.Lost),
        Pending = counts.Of(ListedStatus.Pending),
    };
}

/// <summary>Where a site's links come from, and their anchors: those with the most links.</summary>
/// <param name="At">When the daily audit counted them; null if they were counted when they were asked for.</param>
/// <param name="DomainCount">How many domains the watched links are on, lost links included.</param>
/// <param name="Domains">Up to 500.</param>
/// <param name="Anchors">Up to 500, cut after 100 characters.</param>
public sealed record ReferrersRow(
    DateTimeOffset? At, int DomainCount, IReadOnlyList<LinksBy> Domains, IReadOnlyList<LinksBy> Anchors) : SiteRow
{
    /// <summary>Of the domains, those with a live link.</summary>
    public int LiveDomainCount { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Referrers;
}

/// <summary>What a site's links were like at the end of a day, as the daily audit counted those that were there. At most 4 KB.</summary>
public sealed record ProfileRow(DateOnly Day) : SiteRow
{
    public const int MaxCountries = 20;

    public int Links { get; init; }

    public int ReferringDomains { get; init; }

    /// <summary>How many domains with equally many links would be as varied; null if there are none.</summary>
    public double? EffectiveDomains { get; init; }

    /// <summary>Null if there are no links, and on days before it was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MedianLinksPerDomain { get; init; }

    /// <summary>In days; null if there are no links.</summary>
    public double? MedianAge { get; init; }

    /// <summary>The rank lists by which the links were appraised; null if there were none.</summary>
    public string? RankLists { get; init; }

    /// <summary>By what they have in common, such as <c>anchor=brand</c>.</summary>
    public IReadOnlyDictionary<string, LinkTally> Parts { get; init; } = new Dictionary<string, LinkTally>();

    [JsonIgnore]
    public override string RowKey => Keys.Profile(Day);
}

/// <summary>Links, and the referring domains that they are on.</summary>
public sealed record LinkTally(int Links, int Domains);

/// <summary>The lists of links that a site's owners gave a name, in the order of their names. There are few: one row holds all.</summary>
public sealed record SavedViewsRow(IReadOnlyList<SavedView> Views) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.Views;
}

/// <summary>A list of links under a name.</summary>
/// <param name="Name">As its owner wrote it.</param>
/// <param name="Query">Filters, order and columns, as the address of the list has them; empty for all links.</param>
public sealed record SavedView(string Name, string Query);

/// <summary>Links that have something in common, and how many of them are live.</summary>
public sealed record LinksBy(string Value, int Links, int Live);
