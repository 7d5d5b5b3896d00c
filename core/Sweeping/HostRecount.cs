using LinkWatch.Incidents;
using LinkWatch.Storage;

namespace LinkWatch.Sweeping;

/// <summary>The hosts of a shard that are in trouble; recounts their links while the pages are read.</summary>
internal sealed class HostRecount(IEnumerable<Stored<HostRow>> hosts, DateTimeOffset now)
{
    private readonly Dictionary<string, (Stored<HostRow> Row, List<(string, LinkStanding)> Links)> troubled = hosts
        .Where(host => host.Row.Trouble is not null)
        .ToDictionary(host => host.Row.Authority, host => (host, new List<(string, LinkStanding)>()), StringComparer.Ordinal);

    public void Add(PageRow page)
    {
        if (!troubled.TryGetValue(page.Url.Authority, out var host)) return;
        host.Links.AddRange(page.Links.Where(link => link.Degradation is not null || link.Incident is not null)
            .Select(link => (link.SiteId, new LinkStanding(link.State, link.Degradation, link.Incident))));
    }

    /// <summary>One commit each: a row that a check wrote meanwhile is right, and stays.</summary>
    public IEnumerable<RowWrite> Writes()
    {
        foreach (var (row, links) in troubled.Values)
        {
            var before = row.Row.Trouble!;
            var counted = OutageDetector.Recount(row.Row.Authority, before, links);
            if (counted is null && !(row.Row.WaitUntil > now)) yield return RowWrite.Delete(row.Row.RowKey, row.Version);
            else if (counted != before) yield return RowWrite.Replace(row.Row with { Trouble = counted }, row.Version);
        }
    }
}
