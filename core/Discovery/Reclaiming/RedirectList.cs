using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Reclaiming;

/// <summary>
/// Writes redirects to paste into a server's configuration: one for each address that has a suggestion; the others are named in comments.
/// Each fits one path only, with any query. The paths are what visitors typed, so every character that could mean something to the server
/// is escaped.
/// </summary>
public static partial class RedirectList
{
    private const string WithQuery = "has a query, so no redirect by path fits it";

    public static string Write(RedirectFormat format, IReadOnlyList<BrokenAddress> broken) =>
        format == RedirectFormat.Iis ? Xml(broken.DistinctBy(HostAndPath)) : Lines(format, broken.DistinctBy(HostAndPath));

    private static string Lines(RedirectFormat format, IEnumerable<BrokenAddress> broken)
    {
        var text = new StringBuilder();
        foreach (var host in broken.GroupBy(address => address.Host, StringComparer.Ordinal))
        {
            if (host.Key.Length > 0) text.Append(CultureInfo.InvariantCulture, $"# for {Safe(host.Key)} only\n");
            foreach (var address in host) text.Append(Line(format, address)).Append('\n');
        }

        return text.ToString();
    }

    private static string Line(RedirectFormat format, BrokenAddress address)
    {
        if (WhyNot(address) is { } why) return $"# {Safe(address.Address)}: {why}";
        var (path, to) = (Decoded(address)!, address.Suggestion!.Path);
        return format switch
        {
            RedirectFormat.Nginx => $"location = {Quoted(path)} {{ return 301 {to}; }}",
            RedirectFormat.Apache => $"RedirectMatch 301 \"^{Pattern(path)}$\" \"{to}\"",
            _ => $"{NetlifyPath(address.Path!)} {to} 301",
        };
    }

    /// <summary>Why no redirect is written; null if one is.</summary>
    private static string? WhyNot(BrokenAddress address)
    {
        if (address.IsServerError) return $"answers {address.Status}: repair it, a redirect would only hide it";
        if (address.Suggestion is null) return "no page that answers is surely meant";
        if (address.Path is null) return WithQuery + $" (meant: {address.Suggestion.Path})";
        return Decoded(address) is null ? "is no UTF-8, or has control characters" : null;
    }

    /// <summary>The path as servers compare it; null if it can't be written in a line of text.</summary>
    private static string? Decoded(BrokenAddress address)
    {
        var path = PercentEncoding.Decode(address.Path);
        return path.Any(letter => char.IsControl(letter) || letter is '\uFFFD' or '\u2028' or '\u2029') ? null : path;
    }

    /// <summary>What servers compare, in which two addresses of a log may agree; nginx refuses a path that comes twice.</summary>
    private static (string Host, string Path) HostAndPath(BrokenAddress address) =>
        (address.Host, address.Path is null || Decoded(address) is not { } path ? address.Address : Merged(path));

    private static string Merged(string path)
    {
        while (path.Contains("//", StringComparison.Ordinal)) path = path.Replace("//", "/", StringComparison.Ordinal);
        return path;
    }

    private static string Quoted(string path) =>
        "\"" + Merged(path).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    /// <summary>
    /// A regular expression for the bytes of a path, without a character that quotation marks or expressions know. Apache merges repeated
    /// slashes or doesn't, by its version and settings.
    /// </summary>
    private static string Pattern(string path) => RepeatedSlashes().Replace(
        string.Concat(Encoding.UTF8.GetBytes(path).Select(letter =>
            IsPlain((char)letter) ? ((char)letter).ToString() : $"\\x{letter:x2}")),
        "/+");

    [GeneratedRegex("//+", RegexOptions.NonBacktracking)]
    private static partial Regex RepeatedSlashes();

    private static string UnicodePattern(string path) =>
        string.Concat(path.Select(letter => IsPlain(letter) ? letter.ToString() : $"\\u{(int)letter:x4}"));

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_';

    /// <summary>Netlify knows <c>*</c> and <c>:name</c> in a path.</summary>
    private static string NetlifyPath(string path) =>
        path.Replace("*", "%2A", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal);

    private static string Safe(string text) => string.Concat(text.Select(letter => letter is > ' ' and < '\u007f' ? letter : '?'));

    private static string Xml(IEnumerable<BrokenAddress> broken)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("rewrite");
            xml.WriteStartElement("rules");
            foreach (var (i, address) in broken.Index()) Rule(xml, address, i + 1);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void Rule(XmlWriter xml, BrokenAddress address, int number)
    {
        if (WhyNot(address) is { } why)
        {
            xml.WriteComment($" {Safe(address.Address)}: {why} ".Replace("--", "-%2D", StringComparison.Ordinal));
            return;
        }

        xml.WriteStartElement("rule");
        xml.WriteAttributeString("name", $"LinkWatch {number}");
        xml.WriteAttributeString("stopProcessing", "true");
        xml.WriteStartElement("match");
        xml.WriteAttributeString("url", $"^{UnicodePattern(Decoded(address)!.TrimStart('/'))}$");
        xml.WriteAttributeString("ignoreCase", "false");
        xml.WriteEndElement();
        if (address.Host.Length > 0)
        {
            xml.WriteStartElement("conditions");
            xml.WriteStartElement("add");
            xml.WriteAttributeString("input", "{HTTP_HOST}");
            xml.WriteAttributeString("pattern", $"^{UnicodePattern(address.Host)}(:[0-9]+)?$");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteStartElement("action");
        xml.WriteAttributeString("type", "Redirect");
        xml.WriteAttributeString("url", address.Suggestion!.Path);
        xml.WriteAttributeString("appendQueryString", "false");
        xml.WriteAttributeString("redirectType", "Permanent");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
