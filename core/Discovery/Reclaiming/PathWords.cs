using LinkWatch.Urls;

namespace LinkWatch.Discovery.Reclaiming;

/// <summary>A path taken apart to be compared with others.</summary>
/// <param name="Host">The host that it is on; may be empty.</param>
/// <param name="Path">As it was asked for.</param>
/// <param name="Form">Host and path, without what is easily written otherwise: case, slashes, the ending, punctuation at the end.</param>
/// <param name="Folder">All but the last part, in lower case.</param>
/// <param name="Last">The last part, in lower case and without its ending; empty for the home page.</param>
/// <param name="Kind">What is there: <c>page</c>, or the ending of a file.</param>
/// <param name="Words">The words of all parts but numbers.</param>
internal sealed record PathWords(string Host, string Path, string Form, string Folder, string Last, string Kind, IReadOnlySet<string> Words)
{
    /// <summary>What a text around an address leaves at its end.</summary>
    private static readonly char[] Punctuation = [')', ']', '.', ',', ';', ':', '"', '\'', '>', '’', '”'];

    private static readonly char[] BetweenWords = ['-', '_', ' ', '+', '.', '~', ','];

    private static readonly string[] PageEndings = ["html", "htm", "php", "asp", "aspx", "jsp", "shtml", "xhtml", "cfm"];

    public static PathWords Of(string host, string path)
    {
        var parts = PercentEncoding.Decode(path).ToLowerInvariant()
            .Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        var (last, kind) = parts.Count == 0 ? ("", "page") : WithoutEnding(parts[^1].TrimEnd(Punctuation));
        if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        if (last is "index" or "default" or "" && parts.Count > 0)
        {
            last = parts[^1];
            parts.RemoveAt(parts.Count - 1);
        }
        else if (last is "index" or "default")
        {
            last = "";
        }

        var folder = string.Join('/', parts);
        var words = parts.Append(last).SelectMany(part => part.Split(BetweenWords, StringSplitOptions.RemoveEmptyEntries))
            .Where(word => !word.All(char.IsAsciiDigit)).ToHashSet(StringComparer.Ordinal);
        return new PathWords(host, path, $"{host}/{folder}/{last}.{kind}", folder, last, kind, words);
    }

    /// <summary>A key of an index: only what is on the same host is compared.</summary>
    public string HostAnd(string text) => Host + "/" + text;

    private static (string Name, string Kind) WithoutEnding(string part)
    {
        var dot = part.LastIndexOf('.');
        if (dot < 0 || part.Length - dot is < 2 or > 6 || !part[(dot + 1)..].All(char.IsAsciiLetterOrDigit)) return (part, "page");
        var ending = part[(dot + 1)..];
        return PageEndings.Contains(ending) ? (part[..dot], "page") : (part[..dot], ending);
    }
}
