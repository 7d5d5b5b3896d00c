using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>Counts a site's links by the page of its own that they are to lead to, whatever the spelling of its address.</summary>
public sealed class TargetCounts(string siteId)
{
    /// <summary>Most links share their spelling, too.</summary>
    private readonly Dictionary<string, Count> bySpelling = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Count> byTarget = new(StringComparer.Ordinal);

    public void Add(LinkRow link) => Add(link.Link.Target.Url, link.Status);

    /// <summary>A link that was just added: nothing is known of it.</summary>
    public void Add(Backlink link) => Add(link.Target.Url, status: null);

    /// <summary>Those that most followed links lead to, at most <paramref name="max"/>.</summary>
    public IReadOnlyList<CountedTarget> Most(int max) =>
    [
        .. byTarget.Values.OrderByDescending(count => count.Followed).ThenByDescending(count => count.Links)
            .ThenBy(count => count.TargetId, StringComparer.Ordinal).Take(max)
            .Select(count => new CountedTarget(count.TargetId, count.Url, count.Links, count.Followed)),
    ];

    private void Add(WebUrl url, Status? status)
    {
        if (!url.IsHttp) return;
        if (!bySpelling.TryGetValue(url.Href, out var count)) bySpelling[url.Href] = count = Find(url);
        if (status != Status.Lost) count.Links++;
        if (status == Status.Live) count.Followed++;
    }

    private Count Find(WebUrl url)
    {
        var id = Ids.Target(siteId, url);
        return byTarget.TryGetValue(id, out var known) ? known : byTarget[id] = new Count(id, url);
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
