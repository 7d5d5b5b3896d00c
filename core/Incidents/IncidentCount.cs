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

    private readonly Dictionary<string, IncidentRow> changed = [];

    public IEnumerable<IncidentRow> Rows => changed.Values;

    public IEnumerable<RowWrite> Writes => changed.Values.Select(row =>
        stored.TryGetValue(row.Incident.Id, out var before) ? RowWrite.Replace(row, before.Version) : RowWrite.Insert(row));

    /// <summary>Counts a change, and returns the link's part in the incident after it.</summary>
    public IncidentPart Add(HistoryRow row, IncidentPart? part)
    {
        var (change, mark) = (row.Change, row.Change.Incident!);
        var incident = changed.GetValueOrDefault(mark.Incident.Id) ?? stored.GetValueOrDefault(mark.Incident.Id)?.Row
            ?? new IncidentRow { Incident = mark.Incident, FirstConfirmedAt = change.At };
        var isIn = part?.IncidentId == mark.Incident.Id;
        if (isIn && part!.At > change.At) return part;

        if (mark.IsReturn) incident = isIn && part!.Round == incident.Round && !part.IsReturned ? Return(incident, change) : incident;
        else incident = Join(incident, row, isIn && part!.Round == incident.Round ? part : null);

        // The end came first: when the beginning arrives, the link is already counted.
        if (mark.IsReturn && !isIn) incident = Return(Join(incident, row, null), change);
        changed[mark.Incident.Id] = incident;

        // A straggler of an earlier incident counts there, but the link's part is in the later one.
        if (!isIn && part?.At > change.At) return part;
        return new IncidentPart(mark.Incident.Id, isIn && mark.IsReturn ? part!.Round : incident.Round, mark.IsReturn, change.At);
    }

    private static IncidentRow Join(IncidentRow incident, HistoryRow row, IncidentPart? part)
    {
        var (change, mark) = (row.Change, row.Change.Incident!);

        // Its end was reported, so what is lost now is news again.
        if (incident.BackNotifiedAt is not null && !mark.IsReturn && (part is null || part.IsReturned))
        {
            incident = new IncidentRow { Incident = incident.Incident, Round = incident.Round + 1, FirstConfirmedAt = change.At };
            part = null;
        }

        var isLatest = change.At >= incident.ExpectedAt && !mark.IsReturn;
        return incident with
        {
            FirstConfirmedAt = change.At < incident.FirstConfirmedAt ? change.At : incident.FirstConfirmedAt,
            Expected = isLatest ? mark.Expected : incident.Expected,
            ExpectedAt = isLatest ? change.At : incident.ExpectedAt,
            Members = incident.Members + (part is null ? 1 : 0),
            Returned = incident.Returned - (part is { IsReturned: true } ? 1 : 0),
            Reasons = incident.Reasons.Union(mark.IsReturn ? change.OldReasons : change.Reasons).ToList(),
            Samples = part is null && incident.Samples.Count < MaxSamples ? [.. incident.Samples, SampleOf(row)] : incident.Samples,
        };
    }

    /// <summary>Only what the mail shows of a change: five complete ones could make the row larger than a store allows.</summary>
    private static HistoryRow SampleOf(HistoryRow row) => row with { Change = row.Change with { OldDetail = null, NewDetail = null } };

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
    public static DateTimeOffset? NextDue(IncidentRow incident, Site site, ConfirmOptions options)
    {
        var cadence = site.Cadence.Period();
        if (incident.NotifiedAt is null)
        {
            var isWhole = incident.Expected > 0 && incident.Members >= incident.Expected;
            return incident.Members == 0 ? null : isWhole ? incident.FirstConfirmedAt : incident.FirstConfirmedAt + cadence;
        }

        if (incident.BackNotifiedAt is not null || incident.FirstReturnedAt is not { } first) return null;
        return IsBack(incident, options) ? first : first + cadence;
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

    /// <summary>Whether enough of its links returned to call it over.</summary>
    public static bool IsBack(IncidentRow incident, ConfirmOptions options) =>
        incident.Members > 0 && incident.Returned * 100 >= incident.Members * options.ReturnedPercent;
}
