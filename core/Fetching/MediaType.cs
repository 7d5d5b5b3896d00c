using System.Buffers;

namespace LinkWatch.Fetching;

/// <summary>
/// The type that an answer gives its body, from all the lines in which it does
/// (https://fetch.spec.whatwg.org/#concept-header-extract-mime-type).
/// </summary>
public static class MediaType
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>
    /// The last valid type of all lines, as written; if an earlier line of the same type in a row names a charset and no later one does,
    /// that one. Null if no line names a type.
    /// </summary>
    public static string? Extract(IEnumerable<string> lines)
    {
        string? type = null;
        foreach (var next in lines.SelectMany(Values))
        {
            var essence = Essence(next);
            if (essence is "" or "*/*") continue;
            if (type is null || essence != Essence(type) || NamesCharset(next) || !NamesCharset(type)) type = next;
        }

        return type;
    }

    /// <summary>Type and subtype, lower case; empty if they are not valid, which says no more than a missing line.</summary>
    public static string Essence(string type)
    {
        var essence = type.Split(';')[0].Trim(' ', '\t').ToLowerInvariant();
        // A forgotten semicolon ("text/html charset=utf-8"): no valid type, but browsers show the page.
        if (essence.AsSpan().IndexOfAny(" \t(") is > 0 and var end && IsHtml(essence[..end])) essence = essence[..end];
        return essence.Split('/') is [{ Length: > 0 } first, { Length: > 0 } second] && IsToken(first) && IsToken(second) ? essence : "";
    }

    public static bool IsHtml(string essence) => essence is "text/html" or "application/xhtml+xml" or "application/vnd.wap.xhtml+xml";

    /// <summary>RFC 9110, 5.6.2.</summary>
    internal static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenCharacters);

    /// <summary>A line may hold several types: commas separate them, but may be quoted too (Fetch, "get, decode, and split").</summary>
    private static IEnumerable<string> Values(string line)
    {
        var (start, isQuoted) = (0, false);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '"') isQuoted = !isQuoted;
            else if (line[at] == '\\' && isQuoted) at++;
            else if (line[at] == ',' && !isQuoted)
            {
                yield return line[start..at].Trim(' ', '\t');
                start = at + 1;
            }
        }

        yield return line[start..].Trim(' ', '\t');
    }

    private static bool NamesCharset(string type) => type.Split(';').Skip(1).Any(parameter =>
        parameter.Split('=') is [var name, var value, ..]
        && name.Trim().Equals("charset", StringComparison.OrdinalIgnoreCase)
        && value.Trim().Length > 0);
}
