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

    /// <summary>The page, its entry under its host and its early check go.</summary>
    public static IReadOnlyList<RowWrite> Removal(Stored<PageRow> stored, bool mayRecheckBeGone)
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
