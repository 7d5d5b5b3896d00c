using LinkWatch.Links;

namespace LinkWatch.Reading.Scanning;

/// <summary>
/// Keeps the links that lead to a wanted target, with their text, and counts all that lead to another host. Other links to a target's site
/// are not kept: they say something only where the target is missing, and that is not for the scanner to say.
/// </summary>
internal sealed class LinkCollector(PageSource source, WebUrl baseUrl, int markLength)
{
    private readonly HrefFilter filter = new(source.Url, baseUrl, source.Wanted);
    private readonly PlacementTrail trail = new();
    private readonly AnchorText anchor = new();
    private FoundLink? reading;
    private int depth;
    private int start;
    private int noscripts;

    public List<FoundLink> Links { get; } = [];

    public int OutboundLinks { get; private set; }

    /// <summary>Takes an <c>a</c> or <c>area</c>.</summary>
    /// <param name="page">The page.</param>
    /// <param name="tag">The start tag.</param>
    /// <param name="open">The stack, with an <c>a</c> itself on top.</param>
    public Abstention See(ReadOnlySpan<byte> page, in Tokenizer tag, in OpenElements open)
    {
        if (!tag.Attributes.TryFind("href"u8, out var raw)) return Abstention.None;
        var kind = filter.Sort(raw);
        if (kind == HrefKind.OtherHost) OutboundLinks++;
        if (kind != HrefKind.Unclear) return Abstention.None;
        if (tag.HasEmptyReference) return Abstention.EmptyReference;
        if (!WebUrl.TryParse(CharacterReferences.Decode(raw, inAttribute: true), baseUrl, out var href) || !href.IsHttp) return Abstention.None;
        if (href.Host != source.Url.Host) OutboundLinks++;
        if (IsWanted(href)) Keep(href, page, tag, open);
        return Abstention.None;
    }

    /// <summary>The text of a kept link is being read.</summary>
    public bool IsReading => reading is not null;

    public void AppendText(ReadOnlySpan<byte> raw, int openNoscripts)
    {
        if (openNoscripts == noscripts) anchor.Append(raw);
    }

    /// <summary>A start tag in the link: an image stands for text, and most elements part words.</summary>
    public void SeeInside(in Tokenizer tag)
    {
        if (tag.Element is Element.Img or Element.Image or Element.Svg) anchor.AppendImage(tag.Element == Element.Svg ? null : tag.Attributes.Find("alt"u8));
        else if (!tag.Element.Is(Traits.Inline)) anchor.Break();
    }

    /// <summary>Ends the link whose text is being read when its element is no longer open.</summary>
    public void EndUnlessOpen(in OpenElements open)
    {
        if (!(depth < open.Count && open.Starts[depth] == start)) End();
    }

    public void End()
    {
        if (reading is null) return;
        Links.Add(reading with { Anchor = anchor.Finish(out var isImageWithoutAlt), IsImageWithoutAlt = isImageWithoutAlt });
        reading = null;
    }

    private bool IsWanted(WebUrl href)
    {
        foreach (var target in source.Wanted)
        {
            if (target.Matches(href)) return true;
        }

        return false;
    }

    private void Keep(WebUrl href, ReadOnlySpan<byte> page, in Tokenizer tag, in OpenElements open)
    {
        var isArea = tag.Element == Element.Area;
        var link = new FoundLink
        {
            Href = href,
            Rel = RelTokens.Split(tag.Attributes.Find("rel"u8)),
            Anchor = isArea ? FoldedText.Fold(tag.Attributes.Find("alt"u8) ?? "", AnchorText.Limit) : "",
            Placement = trail.Of(page, isArea ? open.Starts : open.Starts[..^1], tag),
            Tag = tag.Source(),
            Offset = markLength < 0 ? null : tag.Start + markLength,
        };
        if (isArea)
        {
            Links.Add(link with { IsImageWithoutAlt = link.Anchor.Length == 0 });
            return;
        }

        // One may be open still: across a table's border a link does not close the one around it.
        End();
        (reading, depth, start, noscripts) = (link, open.Count - 1, tag.Start, open.Noscripts);
    }
}
