using System.Text;
using LinkWatch.Html.Encodings;
using LinkWatch.Urls;

namespace LinkWatch.Html.Scanning;

/// <summary>What the scan of one page found besides links. Addresses are resolved at the end, when the base is known.</summary>
internal sealed class PageFindings
{
    private const int TitleLimit = 1000;

    private static readonly byte[][] MarksOfVariants = [.. RelTokens.MarksOfVariants.Select(Encoding.ASCII.GetBytes)];

    private readonly List<(string Href, string Tag)> canonicals = [];
    private readonly List<(RefreshValue Value, string Tag)> refreshes = [];

    /// <summary>Of the first <c>base</c> that has one, as written.</summary>
    public string? BaseHref { get; private set; }

    public string? Title { get; private set; }

    public List<RobotsMeta> Robots { get; } = [];

    /// <summary>Takes what a start tag says of the page that is in no template and in no noscript of the head.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="where">Where it stands.</param>
    public Abstention Read(in Tokenizer tag, TagPlace where)
    {
        switch (tag.Element)
        {
            case Element.Base:
                return ReadBase(tag, where);
            case Element.Meta:
                return ReadMeta(tag, where);
            case Element.Link:
                return where is TagPlace.Head or TagPlace.BehindLeak ? ReadLink(tag, where) : Abstention.None;
            default:
                return Abstention.None;
        }
    }

    /// <param name="content">Of a <c>title</c> element, as written. The first that says something counts.</param>
    public void ReadTitle(ReadOnlySpan<byte> content)
    {
        if (Title is not null) return;
        var title = FoldedText.Fold(CharacterReferences.Decode(content, inAttribute: false), TitleLimit);
        if (title.Length > 0) Title = title;
    }

    public WebUrl BaseUrl(WebUrl page) => BaseUrls.Of(BaseHref, page);

    public IEnumerable<CanonicalTag> Canonicals(WebUrl baseUrl, SniffedPage sniffed)
    {
        foreach (var (href, tag) in canonicals)
        {
            if (!GuessedAddresses.HangsOnGuess(href, sniffed) && WebUrl.TryParse(href, baseUrl, out var url))
                yield return new CanonicalTag(url, tag);
        }
    }

    public MetaRefresh? Refresh(WebUrl page, WebUrl baseUrl)
    {
        foreach (var (value, tag) in refreshes)
        {
            if (value.Target(page, baseUrl) is { } url) return new MetaRefresh(value.Seconds, url, tag);
        }

        return null;
    }

    private Abstention ReadBase(in Tokenizer tag, TagPlace where)
    {
        if (BaseHref is not null || tag.Attributes.Find("href"u8) is not { } href) return Abstention.None;
        BaseHref = href;
        return Doubt(tag, where, Abstention.BaseInBody);
    }

    private Abstention ReadMeta(in Tokenizer tag, TagPlace where)
    {
        var attributes = tag.Attributes;
        if (attributes.Find("content"u8) is not { } content) return Abstention.None;
        if (where != TagPlace.Noscript
            && string.Equals(attributes.Find("http-equiv"u8), "refresh", StringComparison.OrdinalIgnoreCase)
            && RefreshValue.Parse(content) is { } refresh)
        {
            refreshes.Add((refresh, tag.Source()));
        }

        if (attributes.Find("name"u8)?.Trim().ToLowerInvariant() is not { } agent || agent is not ("robots" or "googlebot"))
            return Abstention.None;
        Robots.Add(new RobotsMeta(agent, content, tag.Source()));
        return Doubt(tag, where, Abstention.RobotsInBody);
    }

    private static bool IsForVariant(in TagAttributes attributes)
    {
        foreach (var mark in MarksOfVariants)
        {
            if (attributes.TryFind(mark, out _)) return true;
        }

        return false;
    }

    private Abstention ReadLink(in Tokenizer tag, TagPlace where)
    {
        var attributes = tag.Attributes;
        if (!RelTokens.Split(attributes.Find("rel"u8)).Contains("canonical", StringComparer.Ordinal)
            || attributes.Find("href"u8) is not { } href
            || string.IsNullOrWhiteSpace(href)
            || IsForVariant(attributes))
            return Abstention.None;
        canonicals.Add((href, tag.Source()));
        return Doubt(tag, where, Abstention.None);
    }

    private static Abstention Doubt(in Tokenizer tag, TagPlace where, Abstention inBody) =>
        where == TagPlace.BehindLeak ? Abstention.LeakedNoscript
        : where is TagPlace.Movable or TagPlace.Noscript ? inBody
        : tag.HasEmptyReference ? Abstention.EmptyReference
        : Abstention.None;
}

/// <summary>Where a tag stands that says something of the page.</summary>
internal enum TagPlace
{
    Head,
    Body,

    /// <summary>In the body, where a table would move it, or behind a noscript that may hold it after all.</summary>
    Movable,

    /// <summary>In the body, in a noscript if tree construction agrees.</summary>
    Noscript,

    /// <summary>Behind a noscript that ended the head, or a canonical behind the head of a page with a noscript in it.</summary>
    BehindLeak,
}
