using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Incidents;

/// <summary>
/// Counts a site's changes into their incidents. A change counts once, and so does a link, in whatever order they come.
/// </summary>
internal sealed class IncidentCount(IReadOnlyDictionary<string, Stored<IncidentRow>> stored)
{
    /// <summary>An incident's mail names a few of its links.</summary>
    private const int MaxSamples = 5;

    private const int MaxDetail = 2000;

    private readonly Dictionary<string, IncidentRow> changed = [];
    private readonly List<HistoryRow> single = [];

    public IEnumerable<IncidentRow> Rows => changed.Values;

    public IEnumerable<RowWrite> Writes => changed.Values.Select(row =>
        stored.TryGetValue(row.Incident.Id, out var before) ? RowWrite.Replace(row, before.Version) : RowWrite.Insert(row));

    /// <summary>Changes that are reported on their own although they belong to an incident, earlier ones of it included.</summary>
    public IReadOnlyList<HistoryRow> Single => single;

    /// <summary>Counts a change, and returns the link's part in the incident after it.</summary>
    public IncidentPart Add(HistoryRow row, IncidentPart? part)
    {
        var (change, mark) = (row.Change, row.Change.Incident!);
        var incident = changed.GetValueOrDefault(mark.Incident.Id) ?? stored.GetValueOrDefault(mark.Incident.Id)?.Row
            ?? new IncidentRow { Incident = mark.Incident, FirstConfirmedAt = change.At };
        var isIn = part?.IncidentId == mark.Incident.Id;
        if (isIn && part!.At > change.At) return part;

        var inRound = isIn && part!.Round == incident.Round ? part : null;
        if (mark.IsReturn && isIn && inRound is null)
        {
            // Of an earlier round, whose end was reported without it.
            if (!part!.IsReturned) single.Add(row);
            return part with { IsReturned = true, At = change.At };
        }

        if (mark.IsReturn && inRound is { IsReturned: false } && Leave(incident, row) is { } left)
        {
            changed[mark.Incident.Id] = left;
            return new IncidentPart(mark.Incident.Id, Round: 0, IsReturned: true, change.At);
        }

        var isSingle = inRound is { IsReturned: false }
            && (mark.IsReturn ? incident.BackNotifiedAt is not null : IsToldOneByOne(incident, row));
        if (isSingle) single.Add(row);
        incident = !mark.IsReturn ? Join(incident, row, inRound)
            // The end came first: when the beginning arrives, the link is already counted.
            : !isIn ? Return(Join(incident, row, null), change)
            : inRound!.IsReturned ? incident : Return(incident, change);
        changed[mark.Incident.Id] = isSingle ? incident : incident with { Worth = incident.Worth.With(row.Worth) };

        // A straggler of an earlier incident counts there, but the link's part is in the later one.
        if (!isIn && part?.At > change.At) return part;
        return new IncidentPart(mark.Incident.Id, incident.Round, mark.IsReturn, change.At);
    }

    /// <summary>
    /// The incident without a link that returned from it and is reported on its own: from a small one, whose links the owner heard of one
    /// by one, and of a link that joined after the report and has not been reported yet. Null if its return counts.
    /// </summary>
    private IncidentRow? Leave(IncidentRow incident, HistoryRow row)
    {
        if (incident.Told == 0 || incident.BackNotifiedAt is not null) return null;
        if (incident.Samples.FirstOrDefault(sample => sample.LinkId == row.LinkId) is { } untold)
        {
            single.AddRange([untold, row]);
            return incident with
            {
                Members = incident.Members - 1,
                Samples = [.. incident.Samples.Where(sample => sample != untold)],
                Worth = incident.Worth.Without(untold.Worth),
            };
        }

        if (!incident.IsSmall) return null;
        single.Add(row);
        return incident with { Members = incident.Members - 1, Told = incident.Told - 1 };
    }

    private static bool IsToldOneByOne(IncidentRow incident, HistoryRow row) =>
        incident is { IsSmall: true, Told: > 0 } && incident.Samples.All(untold => untold.LinkId != row.LinkId);

    private static IncidentRow Join(IncidentRow incident, HistoryRow row, IncidentPart? part)
    {
        var (change, mark) = (row.Change, row.Change.Incident!);

        // Its end was reported, so what is lost now is news again.
        if (incident.BackNotifiedAt is not null && !mark.IsReturn && (part is null || part.IsReturned))
        {
            incident = new IncidentRow
            {
                Incident = incident.Incident,
                Round = incident.Round + 1,
                FirstConfirmedAt = change.At,
                Alerts = incident.Alerts,
                Reports = incident.Reports,
                Worth = incident.Worth,
            };
            part = null;
        }

        // In a small incident that was reported, who returned no longer counts.
        var isLostAgain = part is { IsReturned: true } && incident.Returned > 0;
        var isNew = part is null || (part.IsReturned && !isLostAgain);
        var returned = incident.Returned - (isLostAgain ? 1 : 0);
        var isLatest = change.At >= incident.ExpectedAt && !mark.IsReturn;
        return incident with
        {
            FirstConfirmedAt = incident.Untold == 0 || change.At < incident.FirstConfirmedAt ? change.At : incident.FirstConfirmedAt,
            Expected = isLatest ? mark.Expected : incident.Expected,
            ExpectedAt = isLatest ? change.At : incident.ExpectedAt,
            Members = incident.Members + (isNew ? 1 : 0),
            Returned = returned,
            FirstReturnedAt = returned == 0 ? null : incident.FirstReturnedAt,
            Reasons = incident.Reasons.Union(mark.IsReturn ? change.OldReasons : change.Reasons).ToList(),
            Samples = isNew && incident.Samples.Count < MaxSamples ? [.. incident.Samples, SampleOf(row)] : incident.Samples,
        };
    }

    /// <summary>Without long addresses: five complete changes could make the row larger than a store allows.</summary>
    private static HistoryRow SampleOf(HistoryRow row) =>
        row with { Change = row.Change with { OldDetail = IfShort(row.Change.OldDetail), NewDetail = IfShort(row.Change.NewDetail) } };

    private static LinkDetail? IfShort(LinkDetail? detail) => detail?.Href.Length + detail?.Anchor.Length <= MaxDetail ? detail : null;

    private static IncidentRow Return(IncidentRow incident, LinkChange change) => incident with
    {
        Returned = incident.Returned + 1,
        FirstReturnedAt = incident.FirstReturnedAt is { } first && first <= change.At ? first : change.At,
    };
}

/// <summary>The counters of a host's trouble while one slice is counted into them.</summary>
internal sealed class IncidentCounters
{
    private const int MaxTallies = 100;
    private readonly Dictionary<(string SiteId, IncidentCause Cause), (int Turning, int Down)> counts;

    public IncidentCounters(IReadOnlyList<IncidentCounter> counters) =>
        counts = counters.ToDictionary(counter => (counter.SiteId, counter.Cause), counter => (counter.Pending, counter.Down));

    public IReadOnlyList<IncidentCounter> All =>
    [
        .. from count in counts
           where count.Value is not (0, 0)
           orderby count.Key.SiteId, count.Key.Cause
           select new IncidentCounter(count.Key.SiteId, count.Key.Cause, count.Value.Turning, count.Value.Down),
    ];

    /// <summary>0 if the site's links are counted together with those of other sites.</summary>
    public int Of(string siteId, IncidentCause cause) =>
        counts.TryGetValue((siteId, cause), out var count) ? count.Turning + count.Down : 0;

    public void AddPending(string siteId, PendingDegradation? turn, int by)
    {
        if (turn is { IsConfirmed: false }) Add(siteId, turn.Cause, by, 0);
    }

    public void AddDown(string siteId, IncidentCause cause, int by) => Add(siteId, cause, 0, by);

    /// <summary>The incident is over, so its links no longer count as down.</summary>
    public void Reset()
    {
        foreach (var key in counts.Keys.ToList()) counts[key] = counts[key] with { Down = 0 };
    }

    // Edits and removals do not update the counters: never below zero, and the daily audit recounts.
    private void Add(string siteId, IncidentCause cause, int counted, int down)
    {
        var key = (siteId, cause);
        if (!counts.ContainsKey(key) && counts.Count >= MaxTallies) key = ("", cause);
        var count = counts.GetValueOrDefault(key);
        counts[key] = (Math.Max(0, count.Turning + counted), Math.Max(0, count.Down + down));
    }
}

/// <summary>When an incident is reported, and when its end is. Pure.</summary>
public static class IncidentTiming
{
    /// <summary>When the next report is due if nothing more happens; null if there is none.</summary>
    public static DateTimeOffset? NextDue(IncidentRow incident, Site site)
    {
        if (incident.BackNotifiedAt is not null) return null;
        var cadence = site.Cadence.Period();
        if (incident.Untold > 0)
        {
            var isWhole = incident.Expected > 0 && incident.Members - incident.Returned >= incident.Expected;
            return isWhole ? incident.FirstConfirmedAt : incident.FirstConfirmedAt + cadence;
        }

        if (incident is not { NotifiedAt: not null, IsSmall: false, FirstReturnedAt: { } first }) return null;
        return incident.Returned >= incident.Members ? first : first + cadence;
    }

    /// <summary>The incident without future times, which a clock that was ahead left: nothing waits for them any longer.</summary>
    public static IncidentRow NotAhead(IncidentRow incident, Site site, DateTimeOffset now)
    {
        var waited = now - site.Cadence.Period();
        return incident with
        {
            FirstConfirmedAt = incident.FirstConfirmedAt.IsAhead(now) ? waited : incident.FirstConfirmedAt,
            FirstReturnedAt = incident.FirstReturnedAt.IsAhead(now) ? waited : incident.FirstReturnedAt,
            ExpectedAt = incident.ExpectedAt.IsAhead(now) ? DateTimeOffset.MinValue : incident.ExpectedAt,
        };
    }
}
