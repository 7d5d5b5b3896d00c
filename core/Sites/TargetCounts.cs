using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>
/// Counts a site's links by the page of its own that they are to lead to, whatever the spelling of its address. Up to a bound, each page
/// takes some 500 bytes.
/// </summary>
/// <param name="siteId">Whose.</param>
/// <param name="watched">The targets that are watched as the counting begins; null if nobody asked.</param>
/// <param name="maxPages">Pages beyond that are not watched are left out: what most links lead to was met.</param>
public sealed class TargetCounts(string siteId, IReadOnlySet<string>? watched = null, int maxPages = TargetCounts.MaxPages)
{
    public const int MaxPages = 100_000;

    /// <summary>Most links share their spelling, too.</summary>
    private readonly Dictionary<string, Count> bySpelling = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Count> byTarget = new(StringComparer.Ordinal);

    public void Add(LinkRow link) => Add(link.Link.Target.Url, link.Status);

    /// <summary>A link that was just added: nothing is known of it.</summary>
    public void Add(Backlink link) => Add(link.Target.Url, status: null);

    /// <summary>Whether it came while links were counted, some of which may have been missed.</summary>
    public bool IsNewer(string targetId) => watched?.Contains(targetId) == false;

    /// <summary>
    /// Those that most followed links lead to, at most <paramref name="max"/>. One that is watched gives way only to one to which more than
    /// twice as many lead: those at the limit would otherwise come and go with every link, and forget what was being confirmed.
    /// </summary>
    public IReadOnlyList<CountedTarget> Most(int max) =>
    [
        .. byTarget.Values.OrderByDescending(count => Weight(count) * count.Followed).ThenByDescending(count => Weight(count) * count.Links)
            .ThenByDescending(Weight).ThenBy(count => count.TargetId, StringComparer.Ordinal).Take(max)
            .Select(count => new CountedTarget(count.TargetId, count.Url, count.Links, count.Followed)),
    ];

    private int Weight(Count count) => IsWatched(count.TargetId) ? 2 : 1;

    private bool IsWatched(string targetId) => watched?.Contains(targetId) == true;

    private void Add(WebUrl url, Status? status)
    {
        if (!url.IsHttp || Find(url) is not { } count) return;
        if (status != Status.Lost) count.Links++;
        if (status == Status.Live) count.Followed++;
    }

    private Count? Find(WebUrl url)
    {
        if (bySpelling.TryGetValue(url.Href, out var count)) return count;
        var id = Ids.Target(siteId, url);
        if (!byTarget.TryGetValue(id, out count))
        {
            if (byTarget.Count >= maxPages && !IsWatched(id)) return null;
            byTarget[id] = count = new Count(id, url);
        }

        if (bySpelling.Count < maxPages) bySpelling[url.Href] = count;
        return count;
    }

    private sealed class Count(string targetId, WebUrl url)
    {
        public string TargetId => targetId;

        public WebUrl Url => url;

        public int Links { get; set; }

        public int Followed { get; set; }
    }
}

/// <param name="TargetId"><see cref="Ids.Target"/>.</param>
/// <param name="Url">As the first link spells it.</param>
/// <param name="Links">How many links are to lead to it, lost ones left out.</param>
/// <param name="Followed">Of those, how many search engines count.</param>
public sealed record CountedTarget(string TargetId, WebUrl Url, int Links, int Followed);
