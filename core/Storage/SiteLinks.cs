namespace LinkWatch.Storage;

/// <summary>Reads a site's lists and counts from the rows that <see cref="LinkEdit"/> writes with each link.</summary>
public sealed class SiteLinks(ISiteStore sites, TimeProvider time) : ISiteLinks
{
    /// <summary>How many links a page looks at for a text, or for the second of two facets.</summary>
    private const int MaxLooked = 200;

    /// <summary>Links of a site that are counted when somebody asks: one page of a table service.</summary>
    public const int MaxReadThrough = 1000;

    /// <summary>Each is removed by a write, and each moment in them may be of a day of its own.</summary>
    private const int DeltasPerCommit = 90;

    /// <summary>Far more than wait: they are added up after every import and every move of changes.</summary>
    private const int MaxDeltas = 1000;

    public async Task<LinkPage> ListAsync(
        string siteId, LinkFilter filter, LinkOrder order, string? after, int take, CancellationToken cancellationToken)
    {
        var facet = await NarrowestAsync(siteId, filter.Walkable(order), filter.Status, cancellationToken);
        var isExact = filter.IsExact(order);
        var portion = isExact ? take : Math.Max(take, MaxLooked);
        var walk = LinkWalk.Start(
            (from, end, max) => sites.ListEntriesAsync(siteId, from, end, max, cancellationToken), portion, facet, order, filter.Status,
            after);

        var links = new List<LinkRow>(take);
        string? last = null;
        var looked = 0;
        while (looked < portion && links.Count < take)
        {
            var wanted = take - links.Count;
            var entries = await NextAsync(walk, Math.Min(portion - looked, isExact ? wanted : Math.Clamp(2 * wanted, 20, 100)));
            if (entries.Count == 0) break;
            foreach (var (entry, row) in await FindAsync(siteId, entries, cancellationToken))
            {
                last = entry;
                looked++;
                if (row is not null && filter.Fits(row)) links.Add(row);
                if (links.Count < take) continue;
                return new LinkPage(links, entry == entries[^1] && await walk.NextAsync() is null ? null : walk.CursorAt(entry))
                {
                    Looked = looked,
                };
            }
        }

        return new LinkPage(links, last is null || await walk.NextAsync() is null ? null : walk.CursorAt(last)) { Looked = looked };
    }

    public async Task<LinkCounts> CountsAsync(string siteId, CancellationToken cancellationToken) =>
        (await sites.ListCountsAsync(siteId, MaxDeltas, cancellationToken)).Counts();

    public async Task<IReadOnlyList<DayRow>> DaysAsync(
        string siteId, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        if (last < first) return [];
        var rows = await sites.ListDaysAsync(siteId, last, last.DayNumber - first.DayNumber + 2, cancellationToken);
        var byDay = rows.ToDictionary(row => row.Row.Day, row => row.Row);
        var days = new List<DayRow>();
        var before = rows.LastOrDefault(row => row.Row.Day < first)?.Row;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var row = byDay.GetValueOrDefault(day) ?? (before is null ? null : before with { Day = day, NewOnDay = 0, LostOnDay = 0 });
            if (row is null) continue;
            days.Add(row);
            before = row;
        }

        return days;
    }

    public async Task<ReferrersRow?> FindReferrersAsync(string siteId, CancellationToken cancellationToken)
    {
        if ((await CountsAsync(siteId, cancellationToken)).Links > MaxReadThrough)
            return (await sites.FindReferrersAsync(siteId, cancellationToken))?.Row;
        var referrers = new ReferrerCounts();
        foreach (var link in (await sites.ListLinksAsync(siteId, null, MaxReadThrough, cancellationToken)).Rows) referrers.Add(link.Row);
        return referrers.Row(at: null);
    }

    public async Task CountAsync(string siteId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var all = await sites.ListCountsAsync(siteId, DeltasPerCommit, cancellationToken);
            if (all.Deltas.Count == 0) return;
            var stored = all with { Deltas = [.. all.Deltas.Take(HowMany(all.Deltas))] };
            var counts = stored.Counts();
            var sum = new LinkCountsRow(counts.Stored());
            List<RowWrite> writes =
            [
                stored.Sum is null ? RowWrite.Insert(sum) : RowWrite.Replace(sum, stored.Sum.Version),
                .. stored.Deltas.Select(delta => RowWrite.Delete(delta.Row.RowKey, delta.Version)),
                .. await DaysAsync(siteId, stored.Deltas.SelectMany(delta => delta.Row.Events), counts, cancellationToken),
            ];

            // If another was faster, it has added them up.
            if (await sites.CommitAsync(siteId, writes, cancellationToken) is null) return;
            if (all.Deltas.Count < DeltasPerCommit && all.Deltas.Count == stored.Deltas.Count) return;
        }
    }

    /// <summary>How many of the deltas fit in a commit; the first always does.</summary>
    private static int HowMany(IReadOnlyList<Stored<CountDeltaRow>> deltas)
    {
        var moments = new HashSet<DateTimeOffset>();
        var count = 0;
        foreach (var delta in deltas)
        {
            moments.UnionWith(delta.Row.Events.Select(item => item.At));
            if (count > 0 && 2 + count + 1 + moments.Count > RowWrite.MaxPerCommit) break;
            count++;
        }

        return count;
    }

    /// <summary>The list to walk: of a domain or a target, whose links nobody counts, or of the value with the fewest links.</summary>
    private async Task<LinkFacet> NarrowestAsync(
        string siteId, IReadOnlyList<LinkFacet> facets, StatusSet statuses, CancellationToken cancellationToken)
    {
        if (facets.Count == 0) return LinkFacet.All;
        if (facets.Count == 1 || !facets[0].IsCounted) return facets[0];
        var counts = await CountsAsync(siteId, cancellationToken);
        return facets.MinBy(facet => counts.Of(facet, statuses));
    }

    private static async Task<IReadOnlyList<string>> NextAsync(LinkWalk walk, int max)
    {
        var entries = new List<string>(max);
        while (entries.Count < max && await walk.NextAsync() is { } range) entries.Add(range.Take());
        return entries;
    }

    /// <summary>A link that was removed or changed meanwhile is not there.</summary>
    private async Task<IEnumerable<(string Entry, LinkRow? Row)>> FindAsync(
        string siteId, IReadOnlyList<string> entries, CancellationToken cancellationToken)
    {
        var rows = await sites.FindLinksAsync(siteId, [.. entries.Select(Keys.ListedLink)], cancellationToken);
        var byId = rows.ToDictionary(row => row.Row.LinkId, row => row.Row, StringComparer.Ordinal);
        return entries.Select(entry => (entry, byId.GetValueOrDefault(Keys.ListedLink(entry))));
    }

    private async Task<IEnumerable<RowWrite>> DaysAsync(
        string siteId, IEnumerable<LinkEvents> events, LinkCounts counts, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(siteId, cancellationToken) is not { Row: var site }) return [];
        var writes = new List<RowWrite>();
        var today = DayRow.DayOf(site, time.GetUtcNow());
        var byDay = events.ToLookup(item => DayRow.DayOf(site, item.At));
        foreach (var day in byDay.Select(day => day.Key).Append(today).Distinct().Order())
        {
            var stored = (await sites.ListDaysAsync(siteId, day, 1, cancellationToken)) is [var newest] ? newest : null;
            var isOfDay = stored?.Row.Day == day;
            var row = isOfDay ? stored!.Row : (stored?.Row ?? new DayRow(day)) with { Day = day, NewOnDay = 0, LostOnDay = 0 };

            // What is counted now is how the links stand now: a day that is over ended as its row has it.
            if (day >= today || !isOfDay) row = row.With(counts);
            row = row with
            {
                NewOnDay = row.NewOnDay + byDay[day].Sum(item => item.New),
                LostOnDay = row.LostOnDay + byDay[day].Sum(item => item.Lost),
            };
            writes.Add(isOfDay ? RowWrite.Replace(row, stored!.Version) : RowWrite.Insert(row));
        }

        return writes;
    }
}
