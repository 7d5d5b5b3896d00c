namespace LinkWatch.Html.Scanning;

/// <summary>
/// SVG and MathML (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign): their tags have no meaning to a verdict
/// and no raw text, but HTML may begin again inside. There the scanner abstains.
/// </summary>
internal static class ForeignContent
{
    /// <summary>A start tag in SVG or MathML, whose root is on the stack.</summary>
    public static Abstention Start(ref OpenElements open, in Tokenizer tag, int root)
    {
        var element = tag.Element;
        if (IsHtml(element, open.At(open.Count - 1), open.At(root))) return Abstention.HtmlInForeignContent;
        if (element.Is(Traits.BreaksOut) || (element == Element.Font && IsHtmlFont(tag))) return Abstention.BreaksOutOfForeignContent;
        if (tag.IsSelfClosing) return Abstention.None;
        if (element == Element.AnnotationXml && IsHtmlAnnotation(tag)) return Abstention.HtmlInForeignContent;
        open.Push(tag.NameCode, tag.Start);
        return Abstention.None;
    }

    /// <summary>
    /// An end tag in SVG or MathML. One that fits none of its elements is HTML's, and may close the root with what is around it.
    /// </summary>
    public static Abstention End(ref OpenElements open, Element element, uint name, int root)
    {
        if (element is Element.P or Element.Br) return Abstention.BreaksOutOfForeignContent;
        var current = open.Count - 1;
        if (IsMathText(open.At(current), open.At(root)) && open.NameAt(current) != name) return Abstention.EndTagInMathText;
        for (var i = open.Count - 1; i >= root; i--)
        {
            if (open.NameAt(i) != name) continue;
            open.CloseAt(i);
            return Abstention.None;
        }

        return element == Element.Other && !open.Holds(name) ? Abstention.None : Abstention.BreaksOutOfForeignContent;
    }

    /// <summary>
    /// Whether a start tag in <paramref name="around"/> is HTML's: in an integration point, or an SVG of its own in an annotation.
    /// </summary>
    private static bool IsHtml(Element element, Element around, Element root) => around switch
    {
        Element.Foreignobject or Element.Desc or Element.Title => root == Element.Svg,
        Element.AnnotationXml => element == Element.Svg,
        _ => IsMathText(around, root),
    };

    private static bool IsMathText(Element around, Element root) =>
        root == Element.Math && around is Element.Mi or Element.Mo or Element.Mn or Element.Ms or Element.Mtext;

    private static bool IsHtmlAnnotation(in Tokenizer tag) =>
        tag.Attributes.Find("encoding"u8) is { } encoding
        && (encoding.Equals("text/html", StringComparison.OrdinalIgnoreCase)
            || encoding.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase));

    private static bool IsHtmlFont(in Tokenizer tag) =>
        tag.Attributes.TryFind("color"u8, out _) || tag.Attributes.TryFind("face"u8, out _) || tag.Attributes.TryFind("size"u8, out _);
}
