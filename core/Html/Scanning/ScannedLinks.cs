using LinkWatch.Html.Encodings;
using LinkWatch.Urls;

namespace LinkWatch.Html.Scanning;

/// <summary>
/// Keeps the links that lead to a wanted target, with their text, and counts all that lead to another host. Other links to a target's site
/// are not kept: they say something only where the target is missing, and that is not for the scanner to say.
/// </summary>
internal sealed class ScannedLinks(PageSource source, WebUrl baseUrl, Charset charset)
{
    private readonly HrefFilter filter = new(source.Url, baseUrl, source.Wanted);
    private readonly PlacementTrail trail = new();
    private readonly AnchorText anchor = new();

    /// <summary>Index of the link whose text is being read, or -1.</summary>
    private int reading = -1;

    private int depth;
    private int start;
    private int noscripts;

    /// <summary>In document order; offsets are those in the page as it was given.</summary>
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
        if (kind == LeadsTo.OtherHost) OutboundLinks++;
        if (kind != LeadsTo.Unclear) return Abstention.None;
        if (tag.HasEmptyReference) return Abstention.EmptyReference;
        if (!WebUrl.TryParse(DocumentQuery.Encode(CharacterReferences.Decode(raw, inAttribute: true), charset), baseUrl, out var href)
            || !href.IsHttp)
            return Abstention.None;
        if (href.Host != source.Url.Host) OutboundLinks++;
        if (IsWanted(href)) Keep(href, page, tag, open);
        return Abstention.None;
    }

    /// <summary>The text of a kept link is being read.</summary>
    public bool IsReading => reading >= 0;

    public void AppendText(ReadOnlySpan<byte> raw, int openNoscripts)
    {
        if (openNoscripts == noscripts) anchor.Append(raw);
    }

    /// <summary>A start tag in the link: an image stands for text, and most elements part words.</summary>
    public void SeeInside(in Tokenizer tag)
    {
        if (tag.Element is Element.Img or Element.Image or Element.Svg)
            anchor.AppendImage(tag.Element == Element.Svg ? null : tag.Attributes.Find("alt"u8));
        else if (!tag.Element.Is(Traits.Inline)) anchor.Break();
    }

    /// <summary>Ends the link whose text is being read when its element is no longer open.</summary>
    public void EndUnlessOpen(in OpenElements open)
    {
        if (!(depth < open.Count && open.Starts[depth] == start)) End();
    }

    public void End()
    {
        if (!IsReading) return;
        Links[reading] = Links[reading] with { Anchor = anchor.Finish(out var isImage), IsImage = isImage };
        reading = -1;
    }

    private bool IsWanted(WebUrl href)
    {
        foreach (var target in source.Wanted)
        {
            if (target.Matches(href, source.Referrer)) return true;
        }

        return false;
    }

    private void Keep(WebUrl href, ReadOnlySpan<byte> page, in Tokenizer tag, in OpenElements open)
    {
        var isArea = tag.Element == Element.Area;
        var alt = isArea ? FoldedText.Fold(tag.Attributes.Find("alt"u8) ?? "", AnchorText.Limit) : "";
        // A link may be open still: across a table's border the next one does not close it.
        if (!isArea) End();
        Links.Add(new FoundLink
        {
            Href = href,
            Rel = RelTokens.Split(tag.Attributes.Find("rel"u8)),
            Anchor = alt,
            Placement = trail.Of(page, isArea ? open.Starts : open.Starts[..^1], tag),
            Tag = tag.Source(),
            Offset = tag.Start,
            IsImage = isArea,
        });
        if (!isArea) (reading, depth, start, noscripts) = (Links.Count - 1, open.Count - 1, tag.Start, open.Noscripts);
    }
}
