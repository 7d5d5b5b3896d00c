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
