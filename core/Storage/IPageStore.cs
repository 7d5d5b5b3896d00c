using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>
/// The hot side: pages, cursors, slices, re-checks, hosts and the outbox, by shard. Only writes within one shard
/// take effect together. Every listing is bounded.
/// </summary>
public interface IPageStore
{
    /// <summary>How many shards there are: set at creation, never changed.</summary>
    int Shards { get; }

    /// <summary>
    /// What a tick needs of a shard, in one range: cursor, slices, hosts in trouble, and the re-checks due until <paramref name="until"/>
    /// of hosts that no slice holds, oldest first.
    /// </summary>
    /// <param name="shard">Which shard.</param>
    /// <param name="until">Until when re-checks are due.</param>
    /// <param name="mostRechecks">How many of them at most.</param>
    /// <param name="mostOfHost">
    /// How many of one host: the backlog of one must not hide the others. With int.MaxValue all, those of hosts in a slice too.
    /// </param>
    /// <param name="cancellationToken">Stops.</param>
    Task<Agenda> ReadAgendaAsync(int shard, DueUntil until, int mostRechecks, int mostOfHost, CancellationToken cancellationToken);

    /// <summary>
    /// Pages of a cadence whose slots are in (<paramref name="after"/>, <paramref name="to"/>], in order, at most <paramref name="max"/>.
    /// </summary>
    /// <param name="shard">Which shard.</param>
    /// <param name="cadence">Which cadence.</param>
    /// <param name="after">
    /// A place (a prefix of page ids); it and all ids that begin with it are left out. Empty for the start of the circle.
    /// </param>
    /// <param name="to">A place; it and all ids that begin with it are included. Null for the end of the circle.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<IReadOnlyList<Stored<PageRow>>> ReadPlacesAsync(
        int shard, Cadence cadence, string after, string? to, int max, CancellationToken cancellationToken);

    /// <summary>Those of the requested pages that exist, in any order.</summary>
    Task<IReadOnlyList<Stored<PageRow>>> FindPagesAsync(int shard, IReadOnlyList<PageKey> keys, CancellationToken cancellationToken);

    /// <summary>The page of this id at this host, whatever its cadence.</summary>
    Task<Stored<PageRow>?> FindPageAsync(string authority, string pageId, CancellationToken cancellationToken);

    /// <summary>Those of the pages at these addresses, all of one shard, that exist, whatever their cadence, in any order.</summary>
    Task<IReadOnlyList<Stored<PageRow>>> FindPagesByUrlAsync(int shard, IReadOnlyList<WebUrl> urls, CancellationToken cancellationToken);

    /// <summary>Those of the requested hosts that are in trouble.</summary>
    Task<IReadOnlyList<Stored<HostRow>>> FindHostsAsync(int shard, IReadOnlyList<string> authorities, CancellationToken cancellationToken);

    /// <summary>The pages of a host, in portions.</summary>
    /// <param name="shard">The host's shard.</param>
    /// <param name="authority">The host.</param>
    /// <param name="after"><see cref="Portion{TRow}.Next"/> of the portion before; null for the first.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<Portion<HostPageRow>> ListHostPagesAsync(int shard, string authority, string? after, int max, CancellationToken cancellationToken);

    /// <summary>The front page at this address, if it was ever asked.</summary>
    Task<Stored<FrontPageRow>?> FindFrontPageAsync(WebUrl url, CancellationToken cancellationToken);

    Task<Stored<SliceRow>?> FindSliceAsync(int shard, string sliceId, CancellationToken cancellationToken);

    /// <summary>Those of the requested changes that exist.</summary>
    Task<IReadOnlyList<Stored<ChangeRow>>> FindChangesAsync(int shard, IReadOnlyList<string> rowKeys, CancellationToken cancellationToken);

    /// <summary>Changes not yet moved to their sites, oldest first.</summary>
    Task<IReadOnlyList<Stored<ChangeRow>>> ReadOutboxAsync(int shard, int max, CancellationToken cancellationToken);

    /// <summary>How far the shard's pages were planned; null before the first tick.</summary>
    Task<Stored<CursorRow>?> FindCursorAsync(int shard, CancellationToken cancellationToken);

    /// <summary>What the last audit of the shard counted; null before the first.</summary>
    Task<Stored<AuditRow>?> FindAuditAsync(int shard, CancellationToken cancellationToken);

    /// <summary>All pages of a shard, in portions (for the daily sweep and for exports of a laptop's size).</summary>
    /// <param name="shard">Which shard.</param>
    /// <param name="after"><see cref="Portion{TRow}.Next"/> of the portion before; null for the first.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<Portion<PageRow>> ListPagesAsync(int shard, string? after, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Writes all or nothing. The new versions in the order of the writes (empty for a delete); null if a version
    /// was no longer there, an inserted row was, or a row to delete was not: then nothing was written.
    /// </summary>
    /// <exception cref="ArgumentException">More than <see cref="RowWrite.MaxPerCommit"/> writes, or a row named twice.</exception>
    /// <exception cref="CommitTooLargeException">The rows are more than the store takes at once.</exception>
    Task<IReadOnlyList<string>?> CommitAsync(int shard, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken);

    /// <summary>Several commits, each by itself all or nothing; what became of each, in their order.</summary>
    /// <exception cref="ArgumentException">
    /// A commit has more than <see cref="RowWrite.MaxPerCommit"/> writes, or names a row twice.
    /// </exception>
    Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
        int shard, IReadOnlyList<IReadOnlyList<RowWrite>> commits, CancellationToken cancellationToken);
}

/// <summary>What a tick needs of a shard.</summary>
/// <param name="Cursor">Null before the first tick.</param>
/// <param name="Slices">All slices in flight.</param>
/// <param name="Hosts">Hosts in trouble.</param>
/// <param name="Rechecks">Due, oldest first.</param>
public sealed record Agenda(
    Stored<CursorRow>? Cursor,
    IReadOnlyList<Stored<SliceRow>> Slices,
    IReadOnlyList<Stored<HostRow>> Hosts,
    IReadOnlyList<Stored<RecheckRow>> Rechecks)
{
    /// <summary>The latest time for which anything was planned, if it is yet to come; null if all is well.</summary>
    public DateTimeOffset? PlannedAhead(DateTimeOffset now)
    {
        IEnumerable<DateTimeOffset> planned = Slices.Select(slice => slice.Row.PlannedAt);
        if (Cursor is { Row: var cursor })
            planned = planned.Concat(cursor.Cadences.Values.Select(cadence => cadence.PlannedTo)).Append(cursor.LastPlanned);
        var latest = planned.DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return latest.IsAhead(now) ? latest : null;
    }
}

/// <summary>Until when re-checks are due, and those of new links, which are spread over time for politeness alone.</summary>
public readonly record struct DueUntil(DateTimeOffset Any, DateTimeOffset First)
{
    public DateTimeOffset Latest => First > Any ? First : Any;

    public static implicit operator DueUntil(DateTimeOffset until) => new(until, until);

    public bool Includes(RecheckRow recheck) => recheck.Due <= (recheck.IsFirst ? Latest : Any);
}

/// <summary>Rewrites many rows of pages.</summary>
internal static class PageRewrites
{
    private const int Portion = 1000;

    /// <summary>One commit each: a row that a check wrote meanwhile is right, and stays.</summary>
    public static async Task RewriteAsync(
        this IPageStore pages, int shard, IEnumerable<PageKey> keys, Func<PageRow, PageRow> rewrite, CancellationToken cancellationToken)
    {
        foreach (var portion in keys.Chunk(Portion))
        {
            foreach (var page in await pages.FindPagesAsync(shard, portion, cancellationToken))
            {
                await pages.CommitAsync(shard, [RowWrite.Replace(rewrite(page.Row), page.Version)], cancellationToken);
            }
        }
    }
}
