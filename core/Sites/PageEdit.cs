using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>What adding, editing or removing links makes of a page's row. Pure.</summary>
internal static class PageEdit
{
    /// <summary>The page with <paramref name="links"/> on it; the same instance if nothing changes.</summary>
    public static PageRow With(PageRow page, IReadOnlyList<TrackedLink> links)
    {
        var held = page.Links.ToDictionary(link => link.LinkId);
        var isRead = false;
        var isChanged = false;
        foreach (var link in links)
        {
            var before = held.GetValueOrDefault(link.LinkId);
            if (before is not null && IsSame(before, link)) continue;
            isChanged = true;
            isRead |= before is null || !before.ExpectedRel.SequenceEqual(link.ExpectedRel);
            held[link.LinkId] = before is null ? link : before with
            {
                Revision = before.Revision + 1,
                ExpectedRel = link.ExpectedRel,
                Cadence = link.Cadence,
            };
        }

        return isChanged ? Rebuild(page, held.Values.ToList(), isRead) : page;
    }

    /// <summary>The page without those links; null if none is left.</summary>
    public static PageRow? Without(PageRow page, IReadOnlySet<string> linkIds)
    {
        var left = page.Links.Where(link => !linkIds.Contains(link.LinkId)).ToList();
        return left.Count == 0 ? null : left.Count == page.Links.Count ? page : Rebuild(page, left, isRead: false);
    }

    /// <summary>A new page with its first links, not read yet.</summary>
    public static PageRow New(int shard, string pageId, WebUrl url, IReadOnlyList<TrackedLink> links) => new()
    {
        Key = new PageKey(shard, ShortestOf(links), pageId),
        Url = url,
        Links = links,
    };

    private static PageRow Rebuild(PageRow page, IReadOnlyList<TrackedLink> links, bool isRead) => page with
    {
        Key = page.Key with { Cadence = ShortestOf(links) },
        Links = links,

        // What was read without knowing the new link says nothing about it.
        Known = isRead ? page.Known?.ForOtherLinks() : page.Known,
    };

    private static Cadence ShortestOf(IReadOnlyList<TrackedLink> links) => links.Select(link => link.Cadence).Aggregate(Cadences.Shortest);

    private static bool IsSame(TrackedLink a, TrackedLink b) => a.Cadence == b.Cadence && a.ExpectedRel.SequenceEqual(b.ExpectedRel);
}
