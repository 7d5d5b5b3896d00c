using System.Globalization;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Spikes;

/// <summary>
/// A site's new, lost and nofollow links per day, in its time zone. A link is new on the day on which its export says that it
/// was first seen; without such a date it is new on the day of its import, and that day is not judged.
/// </summary>
/// <param name="site">Whose links.</param>
/// <param name="last">The last complete day.</param>
/// <param name="suffixes">Determines the referring domains.</param>
public sealed class SiteDays(Site site, DateOnly last, PublicSuffix suffixes)
{
    /// <summary>Days that are judged anew each time; older ones change nothing of note.</summary>
    public const int Length = 400;

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
    private readonly List<(SpikeKind Kind, DateOnly Day, string Domain, SpikeLink Link)> events = [];
    private readonly Dictionary<string, DateOnly> domains = new(StringComparer.Ordinal);
    private readonly HashSet<DateOnly> imports = [];
    private DateOnly? watchedSince;

    private DateOnly First => last.AddDays(1 - Length);

    public static DateOnly Today(Site site, DateTimeOffset now) => DayOf(TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone), now);

    /// <summary>A link that is tracked, with what the last reading found of it.</summary>
    public void Add(Backlink link, DateTimeOffset addedAt, LinkDetail? detail)
    {
        var added = DayOf(zone, addedAt);
        if (watchedSince is null || added < watchedSince) watchedSince = added;
        var seen = FirstSeen(link);
        if (seen is null) imports.Add(added);
        var day = seen ?? added;
        var domain = suffixes.ReferringDomain(link.Source.Host);
        if (!domains.TryGetValue(domain, out var known) || day < known) domains[domain] = day;
        Add(SpikeKind.NewLinks, day, domain, LinkOf(link.Source, detail, link.ExpectedAnchor));
    }

    public void Add(WebUrl source, LinkChange change)
    {
        if (change is not { Kind: ChangeKind.State, IsAlert: true }) return;
        SpikeKind? kind = change.New switch { Status.Lost => SpikeKind.LostLinks, Status.Nofollow => SpikeKind.NofollowedLinks, _ => null };
        if (kind is not null)
            Add(kind.Value, DayOf(zone, change.At), suffixes.ReferringDomain(source.Host), LinkOf(source, change.OldDetail, anchor: null));
    }

    /// <summary>The spikes from <paramref name="since"/> on, by day.</summary>
    public IReadOnlyList<SpikeNews> SpikesSince(DateOnly since)
    {
        var spikes = Enum.GetValues<SpikeKind>().SelectMany(Judge).Where(spike => spike.Day.IsFlagged && spike.Day.Date >= since).ToList();
        var bursts = spikes.Where(spike => spike.Kind == SpikeKind.NewDomains).Select(spike => spike.Day.Date).ToHashSet();

        // New domains bring new links: it is one burst.
        return [.. spikes.Where(spike => spike.Kind != SpikeKind.NewLinks || !bursts.Contains(spike.Day.Date))
            .OrderBy(spike => spike.Day.Date)
            .Select(News)];
    }

    private IEnumerable<(SpikeKind Kind, DayJudgement Day)> Judge(SpikeKind kind)
    {
        var isNew = kind is SpikeKind.NewDomains or SpikeKind.NewLinks;
        var counts = EventsOf(kind).GroupBy(link => link.Day)
            .ToDictionary(day => day.Key, day =>
                kind == SpikeKind.NewDomains ? day.Select(link => link.Domain).Distinct(StringComparer.Ordinal).Count() : day.Count());
        var start = isNew ? counts.Keys.DefaultIfEmpty(last).Min() : watchedSince ?? last;
        if (start < First) start = First;
        var days = Enumerable.Range(0, Math.Max(0, last.DayNumber - start.DayNumber + 1)).Select(start.AddDays)
            .Select(day => new DayCount(day, counts.GetValueOrDefault(day), isNew && imports.Contains(day)));
        return SpikeDetector.Judge(days).Select(day => (kind, day));
    }

    private SpikeNews News((SpikeKind Kind, DayJudgement Day) spike)
    {
        var (kind, day) = spike;
        var links = EventsOf(kind).Where(link => link.Day == day.Date).Select(link => link.Link).ToList();
        var expected = Math.Round(day.Expected!.Value, 2);
        if (kind is SpikeKind.LostLinks or SpikeKind.NofollowedLinks)
        {
            var shares = SpikeExplainer.OfWorsened(links, suffixes).Where(share => share.Count > 1).Select(share => share.ToString());
            return new SpikeNews(kind, day.Date, day.Count, expected, day.Reason, Call: null, [.. shares]);
        }

        var reported = SpikeExplainer.OfNewLinks(links, site.Domains, suffixes);
        return new SpikeNews(
            kind, day.Date, day.Count, expected, day.Reason, reported.Call, [.. reported.Reasons.Select(reason => reason.Text)]);
    }

    private IEnumerable<(SpikeKind Kind, DateOnly Day, string Domain, SpikeLink Link)> EventsOf(SpikeKind kind) =>
        kind == SpikeKind.NewDomains
            ? EventsOf(SpikeKind.NewLinks).Where(link => domains[link.Domain] == link.Day)
            : events.Where(link => link.Kind == kind);

    private void Add(SpikeKind kind, DateOnly day, string domain, SpikeLink link)
    {
        if (day >= First && day <= last) events.Add((kind, day, domain, link));
    }

    private static SpikeLink LinkOf(WebUrl source, LinkDetail? detail, string? anchor) =>
        new() { Source = source, Anchor = detail?.Anchor ?? anchor, Placement = detail?.Placement, Rel = detail?.Rel ?? [] };

    /// <summary>Ahrefs and Semrush write it into each row of their exports.</summary>
    private static DateOnly? FirstSeen(Backlink link)
    {
        const string Form = "yyyy-MM-dd";
        var noted = link.Notes.FirstOrDefault(note => note.Key.Equals("First seen", StringComparison.OrdinalIgnoreCase)).Value;
        return noted?.Length >= Form.Length && DateOnly.TryParseExact(
            noted[..Form.Length], Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static DateOnly DayOf(TimeZoneInfo zone, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
