using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using LinkWatch.Urls;

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

/// <summary>
/// Stands in for everything outside a page: fetches nothing. What XHTML's public identifiers name declares HTML's character references
/// (https://html.spec.whatwg.org/#parsing-xhtml-documents), of which only those that the page uses are written out; all else is empty.
/// </summary>
internal sealed partial class XhtmlEntities(string text) : XmlResolver
{
    private static readonly Uri Known = new("entities:xhtml");
    private static readonly Uri Nothing = new("entities:none");

    private static readonly FrozenSet<string> PublicIds = new[]
    {
        "-//W3C//DTD XHTML 1.0 Transitional//EN", "-//W3C//DTD XHTML 1.1//EN", "-//W3C//DTD XHTML 1.0 Strict//EN",
        "-//W3C//DTD XHTML 1.0 Frameset//EN", "-//W3C//DTD XHTML Basic 1.0//EN", "-//W3C//DTD XHTML 1.1 plus MathML 2.0//EN",
        "-//W3C//DTD XHTML 1.1 plus MathML 2.0 plus SVG 1.1//EN", "-//W3C//DTD MathML 2.0//EN",
        "-//WAPFORUM//DTD XHTML Mobile 1.0//EN",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Asked of the public identifier first.</summary>
    public override Uri ResolveUri(Uri? baseUri, string? relativeUri) => PublicIds.Contains(relativeUri ?? "") ? Known : Nothing;

    public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) =>
        new MemoryStream(absoluteUri == Known ? Encoding.UTF8.GetBytes(Declarations()) : []);

    private string Declarations()
    {
        var declarations = new StringBuilder();
        foreach (var name in Reference().Matches(text).Select(match => match.Value[1..^1]).Distinct(StringComparer.Ordinal))
        {
            if (name is "amp" or "lt" or "gt" or "quot" or "apos") continue;
            if (HtmlEntityProvider.Resolver.GetSymbol(name + ";") is not { } characters) continue;
            declarations.Append("<!ENTITY ").Append(name).Append(" \"");
            foreach (var rune in characters.EnumerateRunes()) declarations.Append(CultureInfo.InvariantCulture, $"&#38;#{rune.Value};");
            declarations.Append("\">");
        }

        return declarations.ToString();
    }

    [GeneratedRegex("&[A-Za-z][A-Za-z0-9]*;", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}

/// <summary>
/// <c>xml:base</c> (https://www.w3.org/TR/xmlbase/) moved relative addresses once. HTML dropped it, and browsers resolve without it;
/// a link that is there only by it may count for another reader.
/// </summary>
internal static class XmlBases
{
    private const string Says =
        "a link leads there only by an xml:base attribute, which today's browsers ignore and other readers of XML honour";

    public static IEnumerable<TargetDoubt> Doubts(IDocument document, PageSource source, PageReading reading, ReadingBudget budget)
    {
        if (!document.All.Any(element => Of(element) is not null)) yield break;
        var hrefs = document.All.Where(element => element.LocalName is "a" or "area" && element.NamespaceUri == NamespaceNames.HtmlUri)
            .Select(element => Resolve(element, source.Url, budget)).OfType<WebUrl>().ToList();
        foreach (var target in source.Wanted)
        {
            bool Leads(WebUrl href) => target.Matches(href, source.Referrer);
            if (!reading.Links.Any(link => Leads(link.Href)) && hrefs.Exists(Leads))
                yield return new TargetDoubt(target.Url.Href, Says);
        }
    }

    private static WebUrl? Resolve(IElement link, WebUrl page, ReadingBudget budget)
    {
        var bases = new Stack<string>();
        for (IElement? element = link; element is not null; element = element.ParentElement)
        {
            budget.Step();
            if (Of(element) is { } written) bases.Push(written);
        }

        var baseUrl = page;
        while (bases.TryPop(out var written)) baseUrl = BaseUrls.Of(written, baseUrl);
        return WebUrl.TryParse(link.GetAttribute("href"), baseUrl, out var href) ? href : null;
    }

    private static string? Of(IElement element) => element.GetAttribute(NamespaceNames.XmlUri, "base");
}
