using LinkWatch.Links;

namespace LinkWatch.Web;

/// <summary>Counts uses by name, per hour and process.</summary>
internal sealed class HourlyQuota(TimeProvider time)
{
    /// <summary>The most names counted at once; further ones wait until the hour ends, and those that are counted go on.</summary>
    internal const int MaxNames = 10_000;
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> used = new(StringComparer.Ordinal);
    private DateTimeOffset since = time.GetUtcNow();

    /// <summary>Counts one use under each name; null if all of them have room, otherwise when to ask again.</summary>
    public TimeSpan? Take(params ReadOnlySpan<(string Name, int Max)> uses)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now - since >= Span || since.IsAhead(now))
            {
                used.Clear();
                since = now;
            }

            var isFull = false;
            foreach (var (name, max) in uses)
                isFull |= used.TryGetValue(name, out var count) ? count >= max : used.Count >= MaxNames;
            if (isFull) return since + Span - now;
            foreach (var (name, _) in uses) used[name] = used.GetValueOrDefault(name) + 1;
            return null;
        }
    }
}
