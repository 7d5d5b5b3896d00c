using System.Text.RegularExpressions;
using LinkWatch.Html.Trees;

namespace LinkWatch.Html;

/// <summary>
/// Pages sent as XML, for the scanner's tokenizer: <c>&lt;title/&gt;</c>, read as HTML, swallows the rest of the page as its text. Under
/// another name of the same length such an element is an ordinary one, and everything keeps its place in the source.
/// </summary>
internal static class XmlMarkup
{
    private static readonly Regex SelfClosed = new(
        "<(?:script|style|title|textarea|iframe|noembed|noframes|noscript|xmp|template)(?:[ \t\r\n][^<>]*)?/>",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Whether a page of this Content-Type is XML to a browser.</summary>
    public static bool IsXml(string? contentType) =>
        DataBlocks.Essence(contentType) is var type
            && (type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
                || type.Equals("text/xml", StringComparison.OrdinalIgnoreCase)
                || type.Equals("application/xml", StringComparison.OrdinalIgnoreCase));

    public static string Open(string text) => SelfClosed.Replace(text, static tag => "<x" + tag.Value[2..]);
}
