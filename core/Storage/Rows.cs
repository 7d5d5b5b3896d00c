using System.Runtime.CompilerServices;
using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>Rows of one kind of partition: found by key, listed by range, committed together.</summary>
/// <typeparam name="TBase">What the rows have in common: its JSON names each row's kind.</typeparam>
/// <param name="table">Where they are.</param>
/// <param name="maxPerCommit">How many writes a commit takes.</param>
internal sealed class Rows<TBase>(IRowTable table, int maxPerCommit = RowWrite.MaxPerCommit) where TBase : class, IRow
{
    // No key holds a character that sorts this late: see Keys.
    private const string PastAll = "~";

    public async Task<Stored<TRow>?> FindAsync<TRow>(string partition, string key, CancellationToken cancellationToken)
        where TRow : class, TBase =>
        (await FindAllAsync<TRow>(partition, [key], cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<Stored<TRow>>> FindAllAsync<TRow>(
        string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken)
        where TRow : class, TBase =>
        keys.Count == 0 ? [] : Parse<TRow>(await table.FindAsync(partition, [.. keys.Distinct(StringComparer.Ordinal)], cancellationToken));

    public Task<IReadOnlyList<Stored<TRow>>> ListAllAsync<TRow>(string partition, int max, CancellationToken cancellationToken)
        where TRow : class, TBase =>
        ListAsync<TRow>(partition, "", PastAll, max, cancellationToken);

    /// <summary>Rows whose keys are in [<paramref name="from"/>, <paramref name="end"/>), in order.</summary>
    public async Task<IReadOnlyList<Stored<TRow>>> ListAsync<TRow>(
        string partition, string from, string end, int max, CancellationToken cancellationToken)
        where TRow : class, TBase =>
        Parse<TRow>(await table.ListAsync(partition, from, end, max, cancellationToken));

    /// <summary>
    /// Rows whose keys begin with <paramref name="prefix"/> and come after <paramref name="after"/>, a key, or null for the first portion.
    /// </summary>
    public async Task<Portion<TRow>> ListPortionAsync<TRow>(
        string partition, string prefix, string? after, int max, CancellationToken cancellationToken)
        where TRow : class, TBase
    {
        var rows = await ListAsync<TRow>(partition, after is null ? prefix : Keys.After(after), Keys.EndOf(prefix), max, cancellationToken);
        return new Portion<TRow>(rows, rows.Count < max ? null : rows[^1].Row.RowKey);
    }

    /// <summary>Writes all or nothing, as <see cref="IPageStore.CommitAsync"/> says.</summary>
    /// <exception cref="ArgumentException">
    /// More writes than a commit takes, a row named twice, or a row of another kind of partition.
    /// </exception>
    /// <exception cref="CommitTooLargeException">The rows are more than the store takes at once.</exception>
    public async Task<IReadOnlyList<string>?> CommitAsync(
        string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        RowWrite.Check(writes, maxPerCommit);
        return writes.Count == 0 ? [] : await table.CommitAsync(partition, [.. writes.Select(TextOf)], cancellationToken);
    }

    /// <summary>As <see cref="IRowTable.CommitAllAsync"/> says.</summary>
    public async Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
        string partition, IReadOnlyList<IReadOnlyList<RowWrite>> commits, CancellationToken cancellationToken)
    {
        foreach (var writes in commits) RowWrite.Check(writes, maxPerCommit);
        return commits.Count == 0
            ? []
            : await table.CommitAllAsync(
                partition, commits.Select(writes => (IReadOnlyList<TextWrite>)[.. writes.Select(TextOf)]), cancellationToken);
    }

    private static List<Stored<TRow>> Parse<TRow>(IReadOnlyList<RowText> rows) where TRow : class, TBase =>
        [.. rows.Select(row => new Stored<TRow>(Json.Read<TRow>(row.Body), row.Version))];

    private static TextWrite TextOf(RowWrite write) => new(write.Kind, write.RowKey, Body(write), write.Version);

    private static string? Body(RowWrite write) => write.Row switch
    {
        null => null,
        ListEntryRow => ListEntryRow.Body,
        TBase row => Json.Write(row),
        _ => throw new ArgumentException($"{write.RowKey}: a {write.Row.GetType().Name} does not belong here", nameof(write)),
    };
}

/// <summary>Reads a listing to its end, a portion at a time.</summary>
public static class Listing
{
    private const int LinksAtOnce = 500;

    /// <summary>All links of a site, by their ids.</summary>
    public static IAsyncEnumerable<LinkRow> LinksAsync(this ISiteStore sites, string siteId, CancellationToken cancellationToken) =>
        AllAsync((after, stop) => sites.ListLinksAsync(siteId, after, LinksAtOnce, stop), cancellationToken);

    /// <param name="list">Reads the portion after a key; null is the first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<TRow> AllAsync<TRow>(
        Func<string?, CancellationToken, Task<Portion<TRow>>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await list(after, cancellationToken);
            foreach (var row in portion.Rows) yield return row.Row;
            next = portion.Next;
        }
    }
}
