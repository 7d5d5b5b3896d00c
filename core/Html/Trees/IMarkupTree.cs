using System.Collections.Frozen;
using System.Net;
using AngleSharp.Dom;
using HtmlAgilityPack;

namespace LinkWatch.Html.Trees;

/// <summary>A parser's tree as <see cref="PageWalk{TTree, TNode}"/> sees it, so that one walk serves both parsers.</summary>
/// <typeparam name="TNode">The parser's own node.</typeparam>
internal interface IMarkupTree<TNode> where TNode : class
{
    int ChildCount(TNode node);

    TNode Child(TNode node, int index);

    TNode? Parent(TNode node);

    /// <summary>The text of a text node; null of any other.</summary>
    string? Text(TNode node);

    /// <summary>Local name of an element, HTML's in lower case; null of any other node.</summary>
    string? Name(TNode node);

    /// <summary>Whether an element is HTML's own, and not SVG's or MathML's.</summary>
    bool IsHtml(TNode element);

    /// <summary>
    /// Whether one of HTML's own elements of that name holds text that is not markup, or markup that is not in the document.
    /// </summary>
    bool HoldsNoMarkup(string name);

    /// <summary>Value of the first attribute of that name, character references decoded; null where there is none.</summary>
    string? Attribute(TNode element, string name);

    IEnumerable<KeyValuePair<string, string>> Attributes(TNode element);

    /// <summary>What an element's declarative shadow root holds, or null.</summary>
    TNode? ShadowRoot(TNode element);

    /// <summary>Index in the source of the <c>&lt;</c> of an element's start tag, or -1 where the parser made the element up.</summary>
    int Start(TNode element);
}

/// <summary>AngleSharp's tree.</summary>
/// <param name="starts">Where the tags of the elements that are told of stand in the source.</param>
/// <param name="isXml">Whether it was built by XML's rules, which know no raw text: only a template keeps its content apart.</param>
internal readonly struct AngleSharpTree(Dictionary<IElement, int> starts, bool isXml) : IMarkupTree<INode>
{
    public int ChildCount(INode node) => node.ChildNodes.Length;

    public INode Child(INode node, int index) => node.ChildNodes[index];

    public INode? Parent(INode node) => node.Parent;

    public string? Text(INode node) => node.NodeType == NodeType.Text ? ((IText)node).Data : null;

    public string? Name(INode node) => node.NodeType == NodeType.Element ? ((IElement)node).LocalName : null;

    public bool IsHtml(INode element) => ((IElement)element).NamespaceUri == NamespaceNames.HtmlUri;

    public bool HoldsNoMarkup(string name) => isXml ? name == "template" : ElementNames.HoldsNoMarkup(name);

    public string? Attribute(INode element, string name) => SelectMarkup.AsWritten(((IElement)element).GetAttribute(name));

    public IEnumerable<KeyValuePair<string, string>> Attributes(INode element) =>
        ((IElement)element).Attributes.Select(attribute => KeyValuePair.Create(attribute.Name, SelectMarkup.AsWritten(attribute.Value)!));

    public INode? ShadowRoot(INode element) => ((IElement)element).ShadowRoot;

    public int Start(INode element) => starts.TryGetValue((IElement)element, out var start) ? start : -1;
}

/// <summary>HtmlAgilityPack's tree, which knows no namespaces.</summary>
internal readonly struct HtmlAgilityPackTree : IMarkupTree<HtmlNode>
{
    public int ChildCount(HtmlNode node) => node.HasChildNodes ? node.ChildNodes.Count : 0;

    public HtmlNode Child(HtmlNode node, int index) => node.ChildNodes[index];

    public HtmlNode? Parent(HtmlNode node) => node.ParentNode;

    public string? Text(HtmlNode node) => node is HtmlTextNode text ? WebUtility.HtmlDecode(text.Text) : null;

    public string? Name(HtmlNode node) => node.NodeType == HtmlNodeType.Element ? node.Name : null;

    /// <summary>
    /// Only what stands in SVG with nothing but SVG's own containers around it is foreign: anything else there is HTML in an island,
    /// or breaks out.
    /// </summary>
    public bool IsHtml(HtmlNode element)
    {
        if (element.Name == "svg") return false;
        var node = element.ParentNode;
        while (node?.Name is "g" or "a" or "text" or "tspan" or "defs" or "symbol" or "switch" or "marker" or "mask" or "pattern"
            or "clippath") node = node.ParentNode;
        return node?.Name != "svg";
    }

    public bool HoldsNoMarkup(string name) => ElementNames.HoldsNoMarkup(name);

    public string? Attribute(HtmlNode element, string name)
    {
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return WebUtility.HtmlDecode(attribute.Value);
        }

        return null;
    }

    public IEnumerable<KeyValuePair<string, string>> Attributes(HtmlNode element) =>
        element.Attributes.Select(attribute => KeyValuePair.Create(attribute.Name, attribute.Value ?? ""));

    public HtmlNode? ShadowRoot(HtmlNode element) =>
        element.Name == "template" && Attribute(element, "shadowrootmode") is not null ? element : null;

    public int Start(HtmlNode element) => element.StreamPosition;
}

/// <summary>What is known of HTML's elements by name.</summary>
internal static class ElementNames
{
    private static readonly FrozenSet<string> Inline =
        ("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small "
        + "span strike strong sub sup time tt u var wbr")
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the text before and after the element's tags belongs to one word.</summary>
    public static bool IsInline(string name) => Inline.Contains(name);

    /// <summary>
    /// Whether the element holds text that is not markup, or markup that is not in the document: no links, and nothing to be seen.
    /// </summary>
    public static bool HoldsNoMarkup(string name) =>
        name is "script" or "style" or "template" or "textarea" or "title" or "iframe" or "noembed" or "noframes" or "xmp" or "plaintext";
}

/// <summary>
/// Since 2025 the HTML Standard keeps what stands in a <c>select</c>, links among them; AngleSharp still drops it.
/// Under another name of the same length the element is an ordinary one, and everything keeps its place in the source.
/// </summary>
internal static class SelectMarkup
{
    /// <summary>What a <c>select</c> is called in the tree.</summary>
    public const string Name = "selekt";

    public static string Open(string text) =>
        text.Contains("<select", StringComparison.OrdinalIgnoreCase)
            ? text.Replace("<select", "<" + Name, StringComparison.OrdinalIgnoreCase)
                .Replace("</select", "</" + Name, StringComparison.OrdinalIgnoreCase)
            : text;

    /// <summary>An attribute's value as the page has it: behind a quote that nobody closed it may hold tags.</summary>
    public static string? AsWritten(string? value) =>
        value?.Contains(Name, StringComparison.Ordinal) == true
            ? value.Replace("<" + Name, "<select", StringComparison.Ordinal).Replace("</" + Name, "</select", StringComparison.Ordinal)
            : value;
}
