using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Sweeping;

/// <summary>Once a day, removes the requests whose answers need not be kept any longer.</summary>
public sealed class RequestCleanup(IRequestStore requests, TimeProvider time)
{
    /// <summary>Of a site, before it is the next one's turn: two hundred transactions of some ten milliseconds.</summary>
    internal const int MaxAtOnce = 10_000;

    /// <summary>Then no site gets another turn; what is left is removed on the next day.</summary>
    internal static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(2);

    public async Task RunAsync(IReadOnlyList<Site> sites, CancellationToken cancellationToken)
    {
        var (now, started) = (time.GetUtcNow(), time.GetTimestamp());
        var left = new Queue<string?>(sites.Select(site => (string?)site.Id).Append(null));
        for (var turn = 0; left.TryDequeue(out var siteId); turn++)
        {
            if (turn > sites.Count && time.GetElapsedTime(started) >= MaxDuration) return;
            var removed = await requests.RemoveAsync(
                siteId, now - RequestRow.Kept, now + ClockSkew.Allowed, MaxAtOnce, cancellationToken);
            if (removed == MaxAtOnce) left.Enqueue(siteId);
        }
    }
}
