using LinkWatch.Storage;

namespace LinkWatch.Scheduling;

/// <summary>Which hosts of a shard may be planned: not those in a live slice, not those that asked to wait.</summary>
public sealed class ShardHosts
{
    private readonly HashSet<string> busy;
    private readonly Dictionary<string, DateTimeOffset> waiting;

    public ShardHosts(IEnumerable<SliceRow> slices, IReadOnlyCollection<HostRow> troubles, DateTimeOffset now)
    {
        busy = slices.SelectMany(slice => slice.Hosts).ToHashSet(StringComparer.Ordinal);
        waiting = troubles.Where(host => host.WaitUntil > now)
            .ToDictionary(host => host.Authority, host => host.WaitUntil!.Value, StringComparer.Ordinal);
        Troubled = troubles.Where(host => host.Trouble is not null).Select(host => host.Authority).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Hosts that have links which are turning.</summary>
    public IReadOnlySet<string> Troubled { get; }

    public bool IsFree(string host) => !busy.Contains(host) && !waiting.ContainsKey(host);

    /// <summary>From now on the host is in a live slice.</summary>
    public void Occupy(string host) => busy.Add(host);

    /// <summary>Until when the host asked us to stay away, or null.</summary>
    public DateTimeOffset? WaitUntil(string host) => waiting.TryGetValue(host, out var until) ? until : null;
}
