using System.Collections.Concurrent;
using LinkWatch.Confirming;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Storage;
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

/// <summary>Front pages in the store, beside the pages of their hosts, so that all processes together ask once a day.</summary>
public sealed class StoredFrontPages(IPageStore pages) : IFrontPageMemory
{
    /// <summary>So many of a host's pages are looked at for one that was read: they are in no order that matters.</summary>
    private const int MaxWitnesses = 50;

    public async Task<FrontPage?> FindAsync(WebUrl url, CancellationToken cancellationToken) =>
        (await pages.FindFrontPageAsync(url, cancellationToken))?.Row.FrontPage;

    public Task KeepAsync(FrontPage front, CancellationToken cancellationToken) =>
        pages.CommitAsync(Shard(front.Url.Authority), [RowWrite.Put(new FrontPageRow(front))], cancellationToken);

    public async Task<bool> ShowsPagesAsync(string authority, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var shard = Shard(authority);
        var named = await pages.ListHostPagesAsync(shard, authority, after: null, MaxWitnesses, cancellationToken);
        var found = await pages.FindPagesAsync(shard, [.. named.Rows.Select(page => page.Row.Page)], cancellationToken);
        return found.Any(page => page.Row.LastAttempt >= since && page.Row.Links.Any(link => WasRead(link.LastReading, since)));
    }

    private int Shard(string authority) => Ids.Shard(authority, pages.Shards);

    private static bool WasRead(LinkReading? reading, DateTimeOffset since) =>
        reading is { IsComplete: true } && reading.PlannedAt >= since && !reading.Reasons.Contains(Reason.PageGone);
}
