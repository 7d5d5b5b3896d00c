using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>A link to be added or brought up to date, and what came of it.</summary>
/// <param name="linkId">Which.</param>
/// <param name="link">What it is to be.</param>
/// <param name="edit">What it becomes instead, from what it is when it is written; if it is gone, it stays so.</param>
internal sealed class LinkDraft(string linkId, Backlink link, Func<Backlink, Backlink>? edit = null)
{
    public string LinkId => linkId;

    public Backlink Link => link;

    public bool IsAdded { get; set; }

    public bool IsChanged { get; set; }

    /// <summary>Its page has no room for it.</summary>
    public bool IsRefused { get; set; }

    public Backlink After(Backlink before) => edit is null ? link : edit(before);
}

/// <summary>The links to be tracked on one page.</summary>
internal sealed class PageDraft(int shard, string pageId, IReadOnlyList<LinkDraft> links)
{
    public int Shard => shard;

    public string PageId => pageId;

    public WebUrl Url => links[0].Link.Source;

    public IReadOnlyList<LinkDraft> Links => links;

    /// <summary>
    /// Whether the page is to be written even if it stays the same. Kept from one attempt to the next: the row is as it shall be by then.
    /// </summary>
    public bool MustWrite { get; set; }

    /// <summary>When its first reading is due, once that was asked for: not another time for each attempt.</summary>
    public DateTimeOffset? FirstReading { get; set; }
}

/// <summary>The edit of a link's row, and which of the two it means.</summary>
internal sealed record LinkWrite(LinkDraft Link, LinkEdit Edit, bool IsAdded, bool IsChanged)
{
    public void Mark()
    {
        Link.IsAdded |= IsAdded;
        Link.IsChanged |= IsChanged && !Link.IsAdded;
    }
}

/// <summary>When new pages are first read: at once, but those of one host one after another.</summary>
internal sealed class FirstReadings(DateTimeOffset now, TimeSpan spacing)
{
    private readonly Dictionary<string, int> perHost = [];

    /// <summary>When the first page of a host that follows is read.</summary>
    public DateTimeOffset From { get; set; } = now;

    public DateTimeOffset Of(PageDraft page) => page.FirstReading ??= Next(page.Url.Authority);

    public DateTimeOffset Next(string host) => From + spacing * (perHost[host] = perHost.GetValueOrDefault(host) + 1) - spacing;
}
