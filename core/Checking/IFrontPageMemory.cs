using System.Collections.Concurrent;
using LinkWatch.Judging;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>What front pages answered, from one visit to the next.</summary>
public interface IFrontPageMemory
{
    /// <summary>Null if the front page was never asked.</summary>
    Task<FrontPage?> FindAsync(WebUrl url, CancellationToken cancellationToken);

    Task KeepAsync(FrontPage front, CancellationToken cancellationToken);

    /// <summary>Whether a page of the host was read as late as <paramref name="since"/>.</summary>
    Task<bool> ShowsPagesAsync(string authority, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>For one-off checks: what this process has asked.</summary>
public sealed class RecentFrontPages : IFrontPageMemory
{
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<WebUrl, FrontPage> fronts = [];

    public Task<FrontPage?> FindAsync(WebUrl url, CancellationToken cancellationToken) => Task.FromResult(fronts.GetValueOrDefault(url));

    public Task KeepAsync(FrontPage front, CancellationToken cancellationToken)
    {
        if (fronts.Count >= Capacity) fronts.Clear();
        fronts[front.Url] = front;
        return Task.CompletedTask;
    }

    public Task<bool> ShowsPagesAsync(string authority, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult(false);
}
