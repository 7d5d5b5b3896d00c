using System.Net;
using HtmlAgilityPack;

namespace LinkWatch.Html.Trees;

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
