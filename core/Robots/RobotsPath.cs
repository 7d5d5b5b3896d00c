using System.Text;
using LinkWatch.Urls;

namespace LinkWatch.Robots;

/// <summary>The part of an address that rules are about (path and query), in the spelling in which it is compared.</summary>
internal static class RobotsPath
{
    /// <summary>RFC 9309 § 2.2.2: unreserved characters unescaped.</summary>
    public static string Of(WebUrl page) => Rooted(Normal(page.Path + page.Query, isDecoding: true));

    /// <summary>
    /// RFC 9309 § 2.2.3: a <c>*</c> or <c>$</c> of the address itself is what <c>%2A</c> and <c>%24</c> in a rule stand for.
    /// </summary>
    public static string WithEscapedSigns(string path) =>
        path.Replace("*", "%2A", StringComparison.Ordinal).Replace("$", "%24", StringComparison.Ordinal);

    /// <summary>A pattern in the same spelling: its stars and closing <c>$</c> keep their meaning.</summary>
    public static string NormalPattern(string pattern) => Normal(pattern, isDecoding: true);

    /// <summary>The same for a path of <see cref="WithEscapedSigns"/>: a <c>$</c> that closes nothing is itself.</summary>
    public static string WithEscapedDollars(string pattern) =>
        pattern.AsSpan()[..Math.Max(pattern.Length - 1, 0)].Contains('$')
            ? pattern[..^1].Replace("$", "%24", StringComparison.Ordinal) + pattern[^1]
            : pattern;

    /// <summary>
    /// Path and query of whatever was typed: what follows <c>//</c> or <c>://</c> up to the next <c>/</c>,
    /// <c>?</c> or <c>;</c> is no part of it, nor is the fragment.
    /// </summary>
    public static string OfWritten(string address)
    {
        var hash = address.IndexOf('#', StringComparison.Ordinal);
        var text = hash < 0 ? address.AsSpan() : address.AsSpan(0, hash);
        if (text.StartsWith("//")) text = text[2..];
        var scheme = text.IndexOf("://");
        if (scheme >= 0 && text[..scheme].IndexOfAny("/?;") < 0) text = text[(scheme + 3)..];
        var begin = text.IndexOfAny("/?;");
        return Rooted(begin < 0 ? "" : Normal(text[begin..].ToString(), isDecoding: false));
    }

    public static bool IsEscape(ReadOnlySpan<byte> text) =>
        text is [(byte)'%', var high, var low, ..] && char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low);

    private static string Rooted(string path) => path.StartsWith('/') ? path : "/" + path;

    /// <summary>
    /// Escapes in upper case, and those of unreserved characters decoded where asked. The same string where nothing differs.
    /// </summary>
    private static string Normal(string text, bool isDecoding)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        var normal = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%' || i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                normal.Append(text[i]);
                continue;
            }

            var code = (char)Convert.ToInt32(text.Substring(i + 1, 2), 16);
            if (isDecoding && (char.IsAsciiLetterOrDigit(code) || code is '-' or '.' or '_' or '~')) normal.Append(code);
            else normal.Append('%').Append(text.Substring(i + 1, 2).ToUpperInvariant());
            i += 2;
        }

        return normal.ToString();
    }
}
