using System.Text;
using AngleSharp.Html;

namespace LinkWatch.Html.Scanning;

/// <summary>
/// Turns text as written into text as meant (https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state).
/// </summary>
internal static class CharacterReferences
{
    /// <summary>Without a semicolon the longest is <c>Ccedil</c> and its like; with it <c>CounterClockwiseContourIntegral;</c>.</summary>
    private const int LongestName = 32;

    /// <summary>
    /// What the C1 controls mean: windows-1252, as pages that write <c>&amp;#146;</c> expect. Zero where a code stays as it is.
    /// </summary>
    private const string Windows1252 =
        "\u20AC\0\u201A\u0192\u201E\u2026\u2020\u2021\u02C6"
        + "\u2030\u0160\u2039\u0152\0\u017D\0\0\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\0\u017E\u0178";

    /// <summary>Decodes UTF-8, line ends and character references.</summary>
    /// <param name="raw">As written.</param>
    /// <param name="inAttribute">
    /// In an attribute <c>&amp;copy=1</c> and <c>&amp;copyright</c> are no references: addresses are written like that.
    /// </param>
    public static string Decode(ReadOnlySpan<byte> raw, bool inAttribute)
    {
        var text = Encoding.UTF8.GetString(raw);
        if (!raw.ContainsAny((byte)'&', (byte)'\r')) return text;
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return text.Contains('&', StringComparison.Ordinal) ? Decode(text, inAttribute) : text;
    }

    private static string Decode(string text, bool inAttribute)
    {
        var decoded = new StringBuilder(text.Length);
        var at = 0;
        for (int next; (next = text.IndexOf('&', at)) >= 0;)
        {
            decoded.Append(text, at, next - at);
            var length = Read(text.AsSpan(next), inAttribute, decoded);
            if (length == 0) decoded.Append('&');
            at = next + Math.Max(length, 1);
        }

        return decoded.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>
    /// Appends what the reference at the beginning of <paramref name="text"/> means; how long it is, or 0 where it is none.
    /// </summary>
    private static int Read(ReadOnlySpan<char> text, bool inAttribute, StringBuilder decoded) =>
        text.Length > 1 && text[1] == '#' ? ReadNumber(text, decoded) : ReadName(text, inAttribute, decoded);

    /// <summary>The longest name that the table holds, some of them without their semicolon.</summary>
    private static int ReadName(ReadOnlySpan<char> text, bool inAttribute, StringBuilder decoded)
    {
        var end = 1;
        while (end < text.Length && end <= LongestName && char.IsAsciiLetterOrDigit(text[end])) end++;
        if (end < text.Length && text[end] == ';') end++;
        for (; end > 2; end--)
        {
            if (HtmlEntityProvider.Resolver.GetSymbol(text[1..end].ToString()) is not { } symbol) continue;
            if (inAttribute && text[end - 1] != ';' && end < text.Length && (text[end] == '=' || char.IsAsciiLetterOrDigit(text[end])))
                return 0;
            decoded.Append(symbol);
            return end;
        }

        return 0;
    }

    private static int ReadNumber(ReadOnlySpan<char> text, StringBuilder decoded)
    {
        var isHex = text.Length > 2 && text[2] is 'x' or 'X';
        var start = isHex ? 3 : 2;
        var end = start;
        var code = 0;
        for (; end < text.Length && (isHex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])); end++)
        {
            code = Math.Min((code * (isHex ? 16 : 10)) + Convert.ToInt32(text[end].ToString(), 16), 0x110000);
        }

        if (end == start) return 0;
        decoded.Append(Meant(code));
        return end < text.Length && text[end] == ';' ? end + 1 : end;
    }

    private static string Meant(int code)
    {
        if (code is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF)) return "\uFFFD";
        if (code is >= 0x80 and < 0xA0 && Windows1252[code - 0x80] is not '\0' and var meant) return meant.ToString();
        return char.ConvertFromUtf32(code);
    }
}
