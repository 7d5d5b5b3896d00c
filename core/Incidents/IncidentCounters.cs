using LinkWatch.Confirming;

namespace LinkWatch.Incidents;

/// <summary>A trouble's tallies while one slice is counted into them.</summary>
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

    /// <summary>0 where the site's links are not counted by themselves.</summary>
    public int Of(string siteId, IncidentCause cause) =>
        counts.TryGetValue((siteId, cause), out var count) ? count.Turning + count.Down : 0;

    public void AddPending(string siteId, PendingDegradation? turn, int by)
    {
        if (turn is { IsConfirmed: false }) Add(siteId, turn.Cause, by, 0);
    }

    public void AddDown(string siteId, IncidentCause cause, int by) => Add(siteId, cause, 0, by);

    /// <summary>Those that are down are no longer counted: the incident is over.</summary>
    public void Reset()
    {
        foreach (var key in counts.Keys.ToList()) counts[key] = counts[key] with { Down = 0 };
    }

    // An edit or a removal takes a link out uncounted: never below zero, and the daily sweep counts anew.
    private void Add(string siteId, IncidentCause cause, int counted, int down)
    {
        var key = (siteId, cause);
        if (!counts.ContainsKey(key) && counts.Count >= MaxTallies) key = ("", cause);
        var count = counts.GetValueOrDefault(key);
        counts[key] = (Math.Max(0, count.Turning + counted), Math.Max(0, count.Down + down));
    }
}
