namespace LinkWatch.Storage;

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
