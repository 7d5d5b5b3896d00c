namespace LinkWatch.Simulation;

/// <summary>
/// Changes of incidents that mails count under a heading instead of naming them. As many count as reported as the headings about their host
/// (or about several hosts) say, the earliest first: one that joined an incident without a word counts as missed.
/// </summary>
internal sealed class CountedChanges
{
    private readonly List<Heading> headings;
    private readonly Dictionary<StoredChange, DateTimeOffset> lost = new(ReferenceEqualityComparer.Instance);
    private readonly IReadOnlyList<StoredChange> stored;
    private readonly Func<StoredChange, bool> isNamed;

    /// <param name="record">What happened.</param>
    /// <param name="isNamed">Whether a mail names a change.</param>
    public CountedChanges(RunRecord record, Func<StoredChange, bool> isNamed)
    {
        (stored, this.isNamed) = (record.Stored, isNamed);
        headings = [.. record.Mails.DistinctBy(mail => mail.Key).SelectMany(MailReader.Headings).OrderBy(heading => heading.At)];
        foreach (var site in record.Stored.Where(change => change is { IsAlert: true, Incident: not null, Kind: "state" or "unverifiable" }
            && !isNamed(change)).GroupBy(change => change.SiteId))
        {
            Count(site.Key, [.. site.OrderBy(change => change.StoredAt)]);
        }
    }

    /// <summary>When a heading first counted a change; null if none did.</summary>
    public DateTimeOffset? FirstOf(StoredChange change) => change.Kind == "back" ? FirstOfReturn(change) : Standing(change);

    /// <summary>A link counts once until a heading says that the incident's are back: till then its owner believes it lost.</summary>
    private void Count(string site, IReadOnlyList<StoredChange> changes)
    {
        var counted = new Dictionary<(string, string, string), StoredChange>();
        var left = headings.Where(heading => heading.SiteId == site && !heading.IsBack)
            .Select(heading => (Heading: heading, Free: heading.Count)).ToList();
        foreach (var change in changes)
        {
            var key = (change.Source, change.Target, change.Incident!);
            if (counted.TryGetValue(key, out var before) && !IsOver(before, change))
            {
                lost[change] = lost[before] > change.StoredAt ? lost[before] : change.StoredAt;
                continue;
            }

            var free = left.FindIndex(entry => entry.Free > 0 && entry.Heading.At >= change.StoredAt && IsAbout(entry.Heading, change));
            if (free < 0) continue;
            left[free] = left[free] with { Free = left[free].Free - 1 };
            lost[change] = left[free].Heading.At;
            counted[key] = change;
        }
    }

    /// <summary>Whether an end was reported between two losses of one link.</summary>
    private bool IsOver(StoredChange before, StoredChange change) => headings.Exists(heading =>
        heading.SaysBack && IsAbout(heading, change) && heading.At > before.StoredAt && heading.At < change.StoredAt);

    /// <summary>That a link of an incident can't be verified belongs to that incident, however old it is.</summary>
    private DateTimeOffset? Standing(StoredChange change)
    {
        if (lost.TryGetValue(change, out var at)) return at;
        if (change.Kind != "unverifiable") return null;
        var before = stored.LastOrDefault(other => other is { Kind: "state" or "unverifiable", Incident: not null }
            && other.StoredAt < change.StoredAt
            && (other.SiteId, other.Source, other.Target) == (change.SiteId, change.Source, change.Target));
        return before is not null && (isNamed(before) || lost.ContainsKey(before)) ? change.StoredAt : null;
    }

    private DateTimeOffset? FirstOfReturn(StoredChange change) => headings
        .Find(heading => heading.SaysBack && IsAbout(heading, change) && heading.At >= change.StoredAt)?.At;

    private static bool IsAbout(Heading heading, StoredChange change) =>
        heading.SiteId == change.SiteId && (heading.Host is null || heading.Host == new Uri(change.Source).Authority);
}
