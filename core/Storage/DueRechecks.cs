namespace LinkWatch.Storage;

/// <summary>Gathers due re-checks, oldest first: so many in all, so many of a host, and none of hosts that are busy.</summary>
internal sealed class DueRechecks(int max, int mostOfHost)
{
    private readonly List<Stored<RecheckRow>> kept = [];
    private readonly Dictionary<string, int> left = new(StringComparer.Ordinal);

    public bool IsFull => kept.Count >= max;

    public IReadOnlyList<Stored<RecheckRow>> Kept => kept;

    public void Skip(IEnumerable<string> hosts)
    {
        foreach (var host in hosts) left[host] = 0;
    }

    public void Add(Stored<RecheckRow> recheck)
    {
        var ofHost = left.GetValueOrDefault(recheck.Row.Host, mostOfHost);
        if (IsFull || ofHost <= 0) return;
        left[recheck.Row.Host] = ofHost - 1;
        kept.Add(recheck);
    }
}
