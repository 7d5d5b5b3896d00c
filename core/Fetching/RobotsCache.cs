using LinkWatch.Links;

namespace LinkWatch.Fetching;

/// <summary>The robots.txt files of the sites asked last, within a fixed room.</summary>
internal sealed class RobotsCache
{
    private const long Capacity = 32 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, RobotsEntry> entries = new(StringComparer.Ordinal);
    private long used;

    public int Count
    {
        get
        {
            lock (gate) return entries.Count;
        }
    }

    public RobotsEntry Open(string site, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(site, out var entry))
            {
                entries.Add(site, entry = new RobotsEntry(site));
                used += entry.Size;
                if (used > Capacity) DropOldest();
            }

            entry.LastUsed = now;
            return entry;
        }
    }

    public void Keep(RobotsEntry entry, RobotsCopy copy)
    {
        lock (gate)
        {
            // One that was dropped meanwhile is no longer counted.
            var isCounted = entries.GetValueOrDefault(entry.Site) == entry;
            if (isCounted) used -= entry.Size;
            entry.Keep(copy);
            if (isCounted) used += entry.Size;
            if (used > Capacity) DropOldest();
        }
    }

    /// <summary>Down to half, so that it is done seldom.</summary>
    private void DropOldest()
    {
        foreach (var (site, entry) in entries.OrderBy(pair => pair.Value.LastUsed).ToList())
        {
            if (used <= Capacity / 2) return;
            entries.Remove(site);
            used -= entry.Size;
        }
    }
}

/// <summary>One site: its last answer and the last good one.</summary>
internal sealed class RobotsEntry(string site)
{
    /// <summary>What an entry takes besides its file, roughly.</summary>
    private const int Overhead = 512;

    public string Site => site;

    /// <summary>Held while robots.txt is fetched.</summary>
    public SemaphoreSlim Semaphore { get; } = new(1, 1);

    public RobotsCopy? Latest { get; private set; }

    /// <summary>The last that was no trouble.</summary>
    public RobotsCopy? Good { get; private set; }

    public DateTimeOffset LastUsed { get; set; }

    public long Size => Overhead + (Good?.File.Length ?? 0);

    public void Keep(RobotsCopy copy)
    {
        if (copy.Trouble is null) Good = copy;
        var since = Latest?.UnreachableSince.NotAhead(copy.FetchedAt) ?? copy.FetchedAt;
        Latest = copy with { UnreachableSince = copy.Trouble is null ? null : since };
    }
}
