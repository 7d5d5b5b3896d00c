using LinkWatch.Html;

namespace LinkWatch.Judging;

/// <summary>The HTTP <c>Link</c> header (RFC 8288), as far as it names canonical addresses.</summary>
internal static class LinkHeader
{
    /// <summary>
    /// The addresses, as written, that <paramref name="line"/> calls canonical of this page. Commas stand between links, but also inside
    /// <c>&lt;…&gt;</c> and quotes, so that the line cannot be split at them. A link with an <c>anchor</c> speaks of something else.
    /// </summary>
    public static IEnumerable<string> Canonicals(string line)
    {
        var at = 0;
        while ((at = line.IndexOf('<', at)) >= 0)
        {
            var close = line.IndexOf('>', at);
            if (close < 0) yield break;
            var href = line[(at + 1)..close].Trim();
            at = close + 1;
            string? rel = null;
            var isOfAnother = false;
            while (NextParameter(line, ref at) is var (name, value))
            {
                if (name == "rel") rel ??= value;
                if (name == "anchor" || RelTokens.MarksOfVariants.Contains(name, StringComparer.Ordinal)) isOfAnother = true;
            }

            if (!isOfAnother && rel is not null && href.Length > 0 && IsCanonical(rel)) yield return href;
        }
    }

    private static bool IsCanonical(string rel) =>
        rel.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains("canonical", StringComparer.OrdinalIgnoreCase);

    /// <summary>The next <c>;name=value</c> of the link that is being read; null at the comma that ends it, or at the line's end.</summary>
    private static (string Name, string Value)? NextParameter(string line, ref int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t' or ';') at++;
        if (at >= line.Length || line[at] == ',') return null;
        var start = at;
        while (at < line.Length && line[at] is not ('=' or ';' or ',')) at++;
        var name = line[start..at].Trim().ToLowerInvariant();
        if (at >= line.Length || line[at] != '=') return (name, "");
        at++;
        while (at < line.Length && line[at] is ' ' or '\t') at++;
        return (name, at < line.Length && line[at] == '"' ? Quoted(line, ref at) : Token(line, ref at));
    }

    private static string Quoted(string line, ref int at)
    {
        var start = ++at;
        while (at < line.Length && line[at] != '"') at += line[at] == '\\' ? 2 : 1;
        var end = Math.Min(at, line.Length);
        at = Math.Min(end + 1, line.Length);
        return line[start..end].Replace("\\", "", StringComparison.Ordinal);
    }

    private static string Token(string line, ref int at)
    {
        var start = at;
        while (at < line.Length && line[at] is not (';' or ',')) at++;
        return line[start..at].Trim();
    }
}
