using System.Runtime.InteropServices;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Spikes;

/// <summary>
/// A site's new, lost and nofollow links per day, in its time zone. A link is new on the day on which its export says that it
/// was first seen; without such a date it is new on the day of its import, and that day is not judged. Links are counted as they come by,
/// and none is kept: of a domain it keeps 8 bytes and a day.
/// </summary>
/// <param name="site">Whose links.</param>
/// <param name="last">The last complete day.</param>
/// <param name="suffixes">Determines the referring domains.</param>
public sealed class SiteDays(Site site, DateOnly last, PublicSuffix suffixes)
{
    /// <summary>Days that are judged anew each time; older ones change nothing of note.</summary>
    public const int Length = 400;

    /// <summary>Three weeks: a spike is seen beside three days of its weekday.</summary>
    private const int DaysShown = 22;

    private readonly TimeZoneInfo zone = SiteZone.Of(site.TimeZone);
    private readonly Dictionary<(SpikeKind Kind, DateOnly Day), int> counts = [];
    private readonly Dictionary<ulong, DateOnly> firstSeen = [];
    private readonly Dictionary<ulong, DateOnly> found = [];
    private readonly HashSet<DateOnly> imports = [];
    private DateOnly? watchedSince;

    private DateOnly First => last.AddDays(1 - Length);

    public static DateOnly Today(Site site, DateTimeOffset now) => SiteZone.DayOf(SiteZone.Of(site.TimeZone), now);

    /// <summary>A link that is tracked.</summary>
    public void Add(Backlink link, DateTimeOffset addedAt)
    {
        var added = Watched(addedAt);
        var seen = link.FirstSeen();
        if (seen is null && IsCounted(added)) imports.Add(added);
        var day = seen ?? added;
        Keep(firstSeen, link.Source, day);
        Count(SpikeKind.NewLinks, day);
    }

    /// <summary>
    /// A link that LinkWatch found by itself. Nobody knows since when it is there, and one may be found every day: it neither counts as new
    /// nor keeps a day from being judged, but its domain is new on no later day.
    /// </summary>
    public void AddFound(Backlink link, DateTimeOffset addedAt) => Keep(found, link.Source, Watched(addedAt));

    public void Add(LinkChange change)
    {
        if (KindOf(change) is { } kind) Count(kind, DayOf(change));
    }

    /// <summary>The day on which the link was new.</summary>
    public DateOnly DayOf(Backlink link, DateTimeOffset addedAt) => link.FirstSeen() ?? SiteZone.DayOf(zone, addedAt);

    public DateOnly DayOf(LinkChange change) => SiteZone.DayOf(zone, change.At);

    /// <summary>Whether no link of the source's domain was new before that day. Asked once all links were added.</summary>
    public bool IsFirstOfDomain(WebUrl source, DateOnly day) =>
        HashOf(source) is var domain && firstSeen.TryGetValue(domain, out var first) && first == day && IsNew(domain, day);

    /// <summary>As what a change counts, or null. What was only tried out is no news of the site.</summary>
    public static SpikeKind? KindOf(LinkChange change) => change is not { Kind: ChangeKind.State, IsAlert: true, IsFast: false }
        ? null
        : change.New switch
        {
            Status.Lost => SpikeKind.LostLinks,
            Status.Nofollow => SpikeKind.NofollowedLinks,
            _ => null,
        };

    /// <summary>The days to report from <paramref name="since"/> on, in order.</summary>
    public IReadOnlyList<SpikeDay> SpikesSince(DateOnly since)
    {
        var newDomains = firstSeen.Where(domain => IsCounted(domain.Value) && IsNew(domain.Key, domain.Value));
        foreach (var (day, domains) in newDomains.CountBy(domain => domain.Value))
            counts[(SpikeKind.NewDomains, day)] = domains;
        var spikes = Enum.GetValues<SpikeKind>().SelectMany(Judge).Where(spike => spike.Day.IsFlagged && spike.Date >= since).ToList();
        var bursts = spikes.Where(spike => spike.Kind == SpikeKind.NewDomains).Select(spike => spike.Date).ToHashSet();

        // New domains bring new links: it is one burst.
        return [.. spikes.Where(spike => spike.Kind != SpikeKind.NewLinks || !bursts.Contains(spike.Date)).OrderBy(spike => spike.Date)];
    }

    private IEnumerable<SpikeDay> Judge(SpikeKind kind)
    {
        var isNew = SpikeDay.IsOfNew(kind);
        var start = isNew
            ? counts.Keys.Where(count => count.Kind == kind).Select(count => count.Day).DefaultIfEmpty(last).Min()
            : watchedSince ?? last;
        if (start < First) start = First;
        var days = Enumerable.Range(0, Math.Max(0, last.DayNumber - start.DayNumber + 1)).Select(start.AddDays)
            .Select(day => new DayCount(day, counts.GetValueOrDefault((kind, day)), isNew && imports.Contains(day))).ToList();
        return SpikeDetector.Judge(days).Select((day, i) => new SpikeDay(
            kind, day, [.. days.Take(i + 1).TakeLast(DaysShown).Select(shown => shown.IsImport ? (int?)null : shown.Count)]));
    }

    private DateOnly Watched(DateTimeOffset addedAt)
    {
        var added = SiteZone.DayOf(zone, addedAt);
        if (watchedSince is null || added < watchedSince) watchedSince = added;
        return added;
    }

    private void Keep(Dictionary<ulong, DateOnly> days, WebUrl source, DateOnly day)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(days, HashOf(source), out var isKnown);
        if (!isKnown || day < known) known = day;
    }

    private bool IsNew(ulong domain, DateOnly day) => !found.TryGetValue(domain, out var known) || known >= day;

    private void Count(SpikeKind kind, DateOnly day)
    {
        if (IsCounted(day)) CollectionsMarshal.GetValueRefOrAddDefault(counts, (kind, day), out _)++;
    }

    private bool IsCounted(DateOnly day) => day >= First && day <= last;

    private ulong HashOf(WebUrl source) => DomainHash.Of(suffixes.ReferringDomain(source.Host));
}

/// <summary>A day on which a site had far more of something than was due.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Day">The judgement.</param>
/// <param name="Recent">As in <see cref="SpikeNews.Days"/>.</param>
public sealed record SpikeDay(SpikeKind Kind, DayJudgement Day, IReadOnlyList<int?> Recent)
{
    /// <summary>Whether links came, rather than got worse.</summary>
    public static bool IsOfNew(SpikeKind kind) => kind is SpikeKind.NewDomains or SpikeKind.NewLinks;

    public DateOnly Date => Day.Date;
}
