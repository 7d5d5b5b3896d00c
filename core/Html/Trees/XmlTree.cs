using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace LinkWatch.Html.Trees;

/// <summary>
/// Builds the tree of a page that is sent as XML, by XML's rules: names have a case and a namespace, entities may be the page's own,
/// and the first error ends it. Nothing is fetched, and entities expand no further than a page may be long.
/// </summary>
internal sealed class XmlTree
{
    private const long MaxFromEntities = 1_000_000;

    private readonly string text;
    private readonly Dictionary<IElement, int> starts;
    private readonly ReadingBudget budget;
    private readonly List<int> lines = [0];
    private INode parent;

    private XmlTree(string text, Dictionary<IElement, int> starts, ReadingBudget budget)
    {
        (this.text, this.starts, this.budget) = (text, starts, budget);
        Document = new HtmlParser().ParseDocument("");
        Document.RemoveChild(Document.DocumentElement);
        parent = Document;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n'))) lines.Add(i + 1);
        }
    }

    public IDocument Document { get; }

    /// <summary>Whether the page broke XML's rules; the tree then holds what came before.</summary>
    public bool IsMalformed { get; private set; }

    /// <param name="page">The page.</param>
    /// <param name="starts">Where to put the places of the tags.</param>
    /// <param name="budget">Ends the work.</param>
    public static XmlTree Build(PageText page, Dictionary<IElement, int> starts, ReadingBudget budget)
    {
        var text = page.Text;
        var tree = new XmlTree(text, starts, budget) { IsMalformed = !page.IsWellEncoded() };
        try
        {
            using var reader = XmlReader.Create(new StringReader(AsVersion10(text)), Settings(text));
            while (reader.Read()) tree.Add(reader);
        }
        catch (XmlException)
        {
            tree.IsMalformed = true;
        }

        return tree;
    }

    private static XmlReaderSettings Settings(string text) => new()
    {
        DtdProcessing = DtdProcessing.Parse,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersFromEntities = MaxFromEntities,
        XmlResolver = new XhtmlEntities(text),
    };

    /// <summary>.NET refuses XML 1.1, which browsers read as 1.0.</summary>
    private static string AsVersion10(string text)
    {
        if (!text.StartsWith("<?xml", StringComparison.Ordinal)) return text;
        var end = text.IndexOf("?>", StringComparison.Ordinal);
        return end < 0 ? text : text[..end].Replace("1.1", "1.0", StringComparison.Ordinal) + text[end..];
    }

    private void Add(XmlReader reader)
    {
        budget.Step();
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                Open(reader);
                break;
            case XmlNodeType.EndElement:
                parent = parent.Parent!;
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace
                when parent is IElement:
                parent.AppendChild(Document.CreateTextNode(reader.Value));
                break;
            default:
                break;
        }
    }

    private void Open(XmlReader reader)
    {
        var element = Document.CreateElement(NullIfEmpty(reader.NamespaceURI)!, reader.Name);
        var start = Start(reader);
        var isEmpty = reader.IsEmptyElement;
        // In a head that XML's rules built, a noscript leaks nothing: its place must not be known.
        if (start >= 0 && element.LocalName is "a" or "area" or "base" or "meta" or "link") starts[element] = start;
        while (reader.MoveToNextAttribute())
        {
            budget.Step();
            element.SetAttribute(NullIfEmpty(reader.NamespaceURI)!, reader.Name, reader.Value);
        }

        parent.AppendChild(element);
        if (!isEmpty) parent = element;
    }

    /// <summary>-1 for an element out of an entity, whose lines are the entity's own.</summary>
    private int Start(XmlReader reader)
    {
        var place = (IXmlLineInfo)reader;
        if (place.LineNumber < 1 || place.LineNumber > lines.Count) return -1;
        var start = lines[place.LineNumber - 1] + place.LinePosition - 2;
        return start >= 0 && string.CompareOrdinal(text, start, $"<{reader.Name}", 0, reader.Name.Length + 1) == 0 ? start : -1;
    }

    private static string? NullIfEmpty(string name) => name.Length == 0 ? null : name;
}
