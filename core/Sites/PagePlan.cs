using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>
/// What adding links to one page writes: first their rows on the owner's side, then the page.
/// <para>
/// Others may add, edit or remove the same links meanwhile. Every write names the version that it was decided on, and whatever is not
/// as it should be on one side is written on both: a link that the page lacks, or holds with another rel, gets its row written again,
/// even if it stays the same, so that a removal that has come past the page fails at the row and starts over; a page whose row was new or
/// expected another rel is written too, so that it fails here if another changed it. So row and page never part.
/// </para>
/// </summary>
internal sealed record PagePlan(PageDraft Draft, IReadOnlyList<LinkWrite> Links, IReadOnlyList<RowWrite> Page)
{
    /// <summary>Links that the page does not hold yet.</summary>
    public required IReadOnlyList<string> PutOnPage { get; init; }

    /// <param name="context">Of the whole import.</param>
    /// <param name="draft">The links of the page.</param>
    /// <param name="rows">Those of their rows that are there.</param>
    /// <param name="page">The page as it is; null for a new one.</param>
    /// <param name="isRetry">Whether it was tried before: see <see cref="PageReplacement.Writes"/>.</param>
    public static PagePlan Of(
        AddContext context, PageDraft draft, IReadOnlyDictionary<string, Stored<LinkRow>> rows, Stored<PageRow>? page, bool isRetry)
    {
        var held = page is null ? [] : page.Row.Links.ToDictionary(link => link.LinkId);
        var load = page is null ? default : PageLoad.Of(page.Row);
        var writes = new List<LinkWrite>();
        var tracked = new List<TrackedLink>(draft.Links.Count);
        var put = new List<string>();
        foreach (var link in draft.Links)
        {
            var tracking = held.GetValueOrDefault(link.LinkId);
            var before = rows.GetValueOrDefault(link.LinkId);
            if (before is null && !context.MayAdd) continue;
            var more = tracking is not null ? load : load.With(link.Link.Target);
            link.IsRefused = tracking is null && more.IsTooMuch;
            if (link.IsRefused) continue;

            load = more;
            // Off its page it is in no incident, whatever a removal that was broken off left.
            var known = tracking is null && !context.IsMove && before?.Row.Incident is not null
                ? before.Row with { Incident = null }
                : before?.Row;
            var row = RowOf(context, draft, link, known);
            var isChanged = before is not null && !ReferenceEquals(row, before.Row);
            if (before is null || isChanged || tracking is null || !tracking.ExpectedRel.SequenceEqual(row.Link.ExpectedRel))
            {
                writes.Add(new LinkWrite(link, LinkEdit.Of(before, row), IsAdded: before is null, isChanged));
            }

            draft.MustWrite |= before is null || !before.Row.Link.ExpectedRel.SequenceEqual(row.Link.ExpectedRel);
            tracked.Add(Track(context.Site, row));
            if (tracking is null) put.Add(link.LinkId);
        }

        var pageWrites = tracked.Count == 0 ? [] : PageWrites(context, draft, tracked, page, isRetry);
        return new PagePlan(draft, writes, pageWrites) { PutOnPage = put };
    }

    /// <summary>The same instance if nothing changes.</summary>
    private static LinkRow RowOf(AddContext context, PageDraft page, LinkDraft link, LinkRow? before)
    {
        if (before is not null)
        {
            var after = context.IsMove ? before.Link : link.After(before.Link);
            return ReferenceEquals(before.Link, after) || Json.Write(before.Link) == Json.Write(after)
                ? before
                : before with { Link = after };
        }

        return new LinkRow
        {
            LinkId = link.LinkId,
            Link = link.Link,
            Page = new PageKey(page.Shard, context.Site.Cadence, page.PageId),
            ReferringDomain = context.Suffixes.ReferringDomain(link.Link.Source.Host),
            AddedAt = context.Now,
            ImportKey = context.ImportKey,
        };
    }

    private static IReadOnlyList<RowWrite> PageWrites(
        AddContext context, PageDraft draft, List<TrackedLink> tracked, Stored<PageRow>? stored, bool isRetry)
    {
        var page = stored is null
            ? PageEdit.New(draft.Shard, draft.PageId, draft.Url, tracked)
            : PageEdit.With(stored.Row, tracked);
        if (!ReferenceEquals(page, stored?.Row))
        {
            var recheck = new RecheckRow(context.Schedule.Of(draft), page.Key, page.Url.Authority, IsUnconditional: true)
            {
                IsFirst = true,
            };
            return PageReplacement.Writes(stored, page, recheck, mayRecheckBeGone: isRetry);
        }

        return draft.MustWrite ? [RowWrite.Replace(page, stored.Version)] : [];
    }

    private static TrackedLink Track(Site site, LinkRow link) => new()
    {
        LinkId = link.LinkId,
        SiteId = site.Id,
        Target = link.Link.Target,
        ExpectedRel = link.Link.ExpectedRel,
        Cadence = site.Cadence,
        ImportKey = link.ImportKey,
    };
}

/// <summary>What all pages of one import share.</summary>
/// <param name="Site">Whose links they are.</param>
/// <param name="Now">When the links of this portion are added.</param>
/// <param name="ImportKey">Its row's key; null for links that no import brings.</param>
/// <param name="IsMove">Whether only the pages change, and the rows stay as they are.</param>
/// <param name="Schedule">When new pages are first read.</param>
/// <param name="Suffixes">Which hosts count as one referring domain.</param>
internal sealed record AddContext(
    Site Site, DateTimeOffset Now, string? ImportKey, bool IsMove, FirstReadings Schedule, PublicSuffix Suffixes)
{
    /// <summary>Whether a link that has no row is added; otherwise it was removed meanwhile and stays so.</summary>
    public bool MayAdd { get; init; } = !IsMove;
}
