using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>The writes by which one state of a page takes another's place, with its re-check and its entry under its host.</summary>
internal static class PageReplacement
{
    /// <param name="stored">What is there; null for a new page.</param>
    /// <param name="page">The new page; its key differs if its cadence changed.</param>
    /// <param name="recheck">Its new early check, or null to leave the one it has.</param>
    /// <param name="mayRecheckBeGone">Whether the old early check may be in a slice already: it is then left to that.</param>
    public static IReadOnlyList<RowWrite> Writes(Stored<PageRow>? stored, PageRow page, RecheckRow? recheck, bool mayRecheckBeGone)
    {
        if (recheck is not null) page = page with { RecheckKey = recheck.RowKey };
        var writes = new List<RowWrite>();
        if (stored is null)
        {
            writes.Add(RowWrite.Insert(page));
            writes.Add(RowWrite.Put(new HostPageRow(page.Url.Authority, page.Key)));
        }
        else if (stored.Row.Key == page.Key)
        {
            writes.Add(RowWrite.Replace(page, stored.Version));
        }
        else
        {
            writes.Add(RowWrite.Delete(stored.Row.RowKey, stored.Version));
            writes.Add(RowWrite.Insert(page));
            writes.Add(RowWrite.Put(new HostPageRow(page.Url.Authority, page.Key)));
        }

        if (recheck is null) return writes;
        if (stored?.Row.RecheckKey is { } old && old != recheck.RowKey && !mayRecheckBeGone) writes.Add(RowWrite.Delete(old));
        writes.Add(RowWrite.Put(recheck));
        return writes;
    }

    /// <summary>What is left of a page that something was taken off; null for nothing.</summary>
    /// <remarks>A page whose cadence changes has a new key, and an early check of it the old one: it is planned anew.</remarks>
    public static IReadOnlyList<RowWrite> Left(Stored<PageRow> stored, PageRow? page, DateTimeOffset now, bool mayRecheckBeGone)
    {
        if (page is null) return Removal(stored, mayRecheckBeGone);
        var recheck = stored.Row.Key == page.Key ? null : new RecheckRow(now, page.Key, page.Url.Authority, IsUnconditional: true);
        return Writes(stored, page, recheck, mayRecheckBeGone);
    }

    /// <summary>The page, its entry under its host and its early check go.</summary>
    private static IReadOnlyList<RowWrite> Removal(Stored<PageRow> stored, bool mayRecheckBeGone)
    {
        var writes = new List<RowWrite>
        {
            RowWrite.Delete(stored.Row.RowKey, stored.Version),
            RowWrite.Delete(new HostPageRow(stored.Row.Url.Authority, stored.Row.Key).RowKey),
        };
        if (stored.Row.RecheckKey is { } recheck && !mayRecheckBeGone) writes.Add(RowWrite.Delete(recheck));
        return writes;
    }
}
