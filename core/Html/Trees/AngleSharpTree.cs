using AngleSharp.Dom;

namespace LinkWatch.Html.Trees;

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
