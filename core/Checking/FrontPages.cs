using System.Collections.Concurrent;
using LinkWatch.Confirming;
using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>
/// Asks the front page of a host, before a page of it is believed to be gone, whether the host says the same of that: once a day at most.
/// </summary>
internal sealed class FrontPages(IFetcher fetcher, IRobotsSource robots, IFrontPageMemory memory)
{
    /// <summary>
    /// Somewhat less than the window after which a page is believed to be gone (docs/confirmation.md): what was heard before that began
    /// must not confirm it.
    /// </summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(23);

    /// <summary>Pages of one host ask one after another, of others mostly side by side.</summary>
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Null if the front page says something else, can't be asked, or the loss is old news.</summary>
    public async Task<ClosedHost?> AskAsync(FetchedPage page, VisitContext visit, CancellationToken cancellationToken)
    {
        if (visit.Request.IsLossBelieved) return null;
        var address = page.Answer.Final;
        var url = WebUrl.Parse("/", address);
        var turn = turns[(uint)StringComparer.Ordinal.GetHashCode(url.Href) % (uint)turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (await FrontAsync(url, page, visit, cancellationToken) is not { IsRefusal: true } front) return null;
            var standing = await StandingAsync(front, visit, cancellationToken);
            return ClosedHost.Of(front, page.Body.Span, address, standing);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<FrontPage?> FrontAsync(WebUrl url, FetchedPage page, VisitContext visit, CancellationToken cancellationToken)
    {
        var known = await memory.FindAsync(url, cancellationToken);
        // What kept us out before the page was read is over: a wall that comes again has not been there all the time.
        if (visit.Request.ShownAt > known?.Since) known = null;
        if (known is not null && (visit.Now - known.AskedAt).Duration() < Lifetime) return known;
        if (await AnswerAsync(url, page, visit, cancellationToken) is not { } asked) return null;
        var front = asked.After(known);
        await memory.KeepAsync(front, cancellationToken);
        return front;
    }

    private async Task<FrontPage?> AnswerAsync(WebUrl url, FetchedPage page, VisitContext visit, CancellationToken cancellationToken)
    {
        if (page.Answer.Final.Equals(url)) return FrontPage.Of(url, page.HttpStatus, page.Body.Span, visit.Now);
        var standing = await robots.AskAsync(url, known: null, fresh: false, visit.TimeLeft, cancellationToken);
        if (standing.Refusal is not null) return null;
        using var fetched = await fetcher.FetchAsync(url, null, visit.TimeLeft, cancellationToken);
        var isWhole = fetched is { Failure: null, End: BodyEnd.Whole or BodyEnd.Empty } or { IsEndedByClose: true };
        return FrontPage.Of(url, isWhole ? fetched.HttpStatus : null, fetched.Body.Span, visit.Now);
    }

    private async Task<HostStanding> StandingAsync(FrontPage front, VisitContext visit, CancellationToken cancellationToken) => new(
        HasShownThisPage: visit.Request.Known?.Fingerprint is not null,
        ShowsOtherPages: await memory.ShowsPagesAsync(front.Url.Authority, front.Since, cancellationToken),
        visit.Now);
}

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
