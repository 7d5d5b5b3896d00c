using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using AngleSharp.Html;

namespace LinkWatch.Html.Trees;

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
