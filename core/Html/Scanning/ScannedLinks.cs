using System.Text;
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

/// <summary>Gathers the text of one link, and the alt texts of its images.</summary>
internal sealed class AnchorText
{
    public const int Limit = 1000;

    private readonly FoldedText text = new(Limit);
    private readonly FoldedText alts = new(Limit);
    private bool hasImage;

    public void Append(ReadOnlySpan<byte> raw) => text.Append(CharacterReferences.Decode(raw, inAttribute: false));

    /// <summary>What comes next is another word.</summary>
    public void Break() => text.Break();

    public void AppendImage(string? alt)
    {
        hasImage = true;
        alts.Append(alt);
        alts.Break();
    }

    /// <summary>The text, or where there is none the images' alt texts; and all is as new.</summary>
    public string Finish(out bool isImage)
    {
        isImage = hasImage && text.Length == 0;
        var anchor = text.Length > 0 ? text.ToString() : alts.ToString();
        text.Clear();
        alts.Clear();
        hasImage = false;
        return anchor;
    }
}

/// <summary>
/// Tells the placement of a kept link by reading the start tags of the elements around it once more. What the next link shares with the
/// last is remembered, so that a page of kept links is still read in linear time.
/// </summary>
internal sealed class PlacementTrail
{
    private readonly List<(int Start, Surroundings Inside)> trail = [];

    public LinkWatch.Links.Placement Of(ReadOnlySpan<byte> page, ReadOnlySpan<int> around, in Tokenizer link)
    {
        var depth = 0;
        while (depth < trail.Count && depth < around.Length && trail[depth].Start == around[depth]) depth++;
        trail.RemoveRange(depth, trail.Count - depth);
        var surroundings = depth == 0 ? Surroundings.Page : trail[depth - 1].Inside;
        foreach (var start in around[depth..])
        {
            surroundings = PlacementRules.Within(surroundings, Read(Tokenizer.TagAt(page, start)));
            trail.Add((start, surroundings));
        }

        return PlacementRules.Of(surroundings, Read(link));
    }

    /// <summary>Of an attribute that is repeated the first counts.</summary>
    private static OpenElement Read(in Tokenizer tag)
    {
        string? id = null, classes = null, role = null, style = null, hidden = null;
        var attributes = tag.Attributes;
        while (attributes.MoveNext())
        {
            if (attributes.Is("class"u8)) classes ??= attributes.Decoded;
            else if (attributes.Is("id"u8)) id ??= attributes.Decoded;
            else if (attributes.Is("style"u8)) style ??= attributes.Decoded;
            else if (attributes.Is("role"u8)) role ??= attributes.Decoded;
            else if (attributes.Is("hidden"u8)) hidden ??= attributes.Decoded;
        }

        return new OpenElement
        {
            Name = tag.Element != Element.Other ? tag.Element.Text() : Encoding.UTF8.GetString(tag.Name).ToLowerInvariant(),
            Id = id,
            Class = classes,
            Role = role,
            Style = style,
            IsHidden = hidden is not null && !hidden.Equals("until-found", StringComparison.OrdinalIgnoreCase),
        };
    }
}
