using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

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

/// <summary>What one request for robots.txt brought: a file, that there is none, or trouble.</summary>
/// <param name="FetchedAt">When.</param>
/// <param name="Until">How long it is believed.</param>
/// <param name="File">Its bytes: parsed at each question, for rules take many times the room; empty if there is none.</param>
/// <param name="Trouble">Why it could not be reached, or null.</param>
internal sealed record RobotsCopy(DateTimeOffset FetchedAt, DateTimeOffset Until, byte[] File, FetchFailure? Trouble)
{
    /// <summary>When the trouble began.</summary>
    public DateTimeOffset? UnreachableSince { get; init; }

    /// <summary>How long the answer was waited for.</summary>
    public TimeSpan Waited { get; init; }

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Failures are kept too, at least this long, or every page of a failing host would ask again.</summary>
    private static readonly TimeSpan TroubleLifetime = TimeSpan.FromMinutes(10);

    public static RobotsCopy Of(Fetched fetched, DateTimeOffset now)
    {
        if (TroubleOf(fetched) is { } trouble)
        {
            var asked = RetryAfter.Of(fetched.HttpStatus, fetched.Headers, now);
            var until = now + (asked > TroubleLifetime ? asked.Value : TroubleLifetime);
            return new RobotsCopy(now, until, [], trouble) { Waited = fetched.Elapsed };
        }

        var isFile = fetched is { Failure: null, HttpStatus: >= 200 and < 300 };
        return new RobotsCopy(now, now + Lifetime, isFile ? fetched.Body.ToArray() : [], null);
    }

    public RobotsVerdict Evaluate(string agent, WebUrl page) => RobotsRules.Parse(File).Evaluate(agent, page);

    private static FetchFailure? TroubleOf(Fetched fetched) => fetched switch
    {
        // RFC 9309, 2.3.1.2: too many redirects mean that there is none.
        { Failure.Reason: Reason.RedirectLoop } => null,
        { Failure: { } failure } => failure,
        { HttpStatus: 429 or >= 500 } => new FetchFailure(Reason.RobotsRefused, $"answered {fetched.HttpStatus}"),
        { HttpStatus: < 200 or >= 300 } => null,
        { End: BodyEnd.TimedOut } => new FetchFailure(Reason.Timeout, "it did not arrive in time"),
        { End: BodyEnd.Cut, IsEndedByClose: false } => new FetchFailure(Reason.Unreadable, "it arrived in part"),
        _ => null,
    };
}
