using System.Text;
using LinkWatch.Html.Encodings;

namespace LinkWatch.Html.Scanning;

/// <summary>Tells a page's <see cref="PageEnd"/> from where its tokens ended. The same for every reader.</summary>
internal static class PageEnds
{
    /// <summary>Bytes of text that may follow the closing tag: what a host or a cache adds.</summary>
    private const int MaxTrailingText = 2048;

    /// <summary>No name of a character reference is longer (https://html.spec.whatwg.org/multipage/named-characters.html).</summary>
    private const int LongestReference = 33;

    /// <summary>Two letters and more of a name in common use are no <c>AT&amp;T</c>.</summary>
    private static readonly string[] Names =
    [
        "aacute", "acirc", "acute", "aelig", "agrave", "amp", "apos", "aring", "atilde", "auml", "brvbar", "bull", "ccedil", "cent",
        "copy", "deg", "eacute", "ecirc", "egrave", "euml", "euro", "frac12", "gt", "hellip", "iacute", "icirc", "iexcl", "igrave",
        "iquest", "iuml", "laquo", "larr", "ldquo", "lsquo", "lt", "mdash", "middot", "nbsp", "ndash", "ntilde", "oacute", "ocirc",
        "oelig", "ograve", "oslash", "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "rarr", "rdquo", "reg", "rsquo",
        "sect", "shy", "szlig", "thinsp", "times", "trade", "uacute", "ucirc", "ugrave", "uuml", "yacute", "yen", "zwj", "zwnj",
    ];

    /// <param name="sniffed">The page as it arrived.</param>
    /// <param name="page">The same in UTF-8.</param>
    /// <param name="closedAt">Just behind the last <c>&lt;/body&gt;</c> or <c>&lt;/html&gt;</c>, or -1.</param>
    /// <param name="isCutOff">The tokenizer was inside something when the page ended.</param>
    public static PageEnd Of(in SniffedPage sniffed, ReadOnlySpan<byte> page, int closedAt, bool isCutOff)
    {
        if (closedAt >= 0 && IsTrailing(page[closedAt..])) return PageEnd.Closed;
        if (!isCutOff && !EndsInReference(page) && !EndsInCharacter(sniffed)) return PageEnd.Open;
        // A quote or an iframe that is never closed swallows the rest of a page that arrived whole.
        return EndsInClosingTag(page) ? PageEnd.Closed : PageEnd.Inside;
    }

    private static bool IsTrailing(ReadOnlySpan<byte> rest)
    {
        var tokens = new Tokenizer(rest, 0);
        for (var text = 0; text <= MaxTrailingText;)
        {
            switch (tokens.Next())
            {
                case Token.End:
                    return true;
                case Token.Text:
                    text += tokens.Text.Trim(" \t\r\n\f"u8).Length;
                    break;
                case Token.StartTag when tokens.Element.Is(Traits.RawText) && !tokens.SkipRawText(out _):
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>After white space and comments at the end.</summary>
    private static bool EndsInClosingTag(ReadOnlySpan<byte> page)
    {
        var rest = page.TrimEnd(" \t\r\n\f"u8);
        while (rest.EndsWith("-->"u8) && rest.LastIndexOf("<!--"u8) is > 0 and var comment) rest = rest[..comment].TrimEnd(" \t\r\n\f"u8);
        return rest.Length >= 7 && (Ascii.EqualsIgnoreCase(rest[^7..], "</html>"u8) || Ascii.EqualsIgnoreCase(rest[^7..], "</body>"u8));
    }

    /// <summary><c>&amp;nbs</c>, <c>&amp;#82</c>, <c>&amp;</c>: the standard's parse errors of a reference that the end cuts off.</summary>
    private static bool EndsInReference(ReadOnlySpan<byte> page)
    {
        var tail = page.Length > LongestReference ? page[^LongestReference..] : page;
        var at = tail.LastIndexOf((byte)'&');
        if (at < 0) return false;
        var name = tail[(at + 1)..];
        if (name.IsEmpty) return true;
        if (name.StartsWith("#x"u8) || name.StartsWith("#X"u8)) return name[2..].IndexOfAnyExcept("0123456789abcdefABCDEF"u8) < 0;
        if (name[0] == '#') return name[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        if (name.Length < 2) return false;
        foreach (var known in Names)
        {
            if (name.Length < known.Length && IsBeginning(name, known)) return true;
        }

        return false;
    }

    private static bool IsBeginning(ReadOnlySpan<byte> name, string known)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != known[i]) return false;
        }

        return true;
    }

    /// <summary>The last character lacks bytes. A single-byte encoding has none that could.</summary>
    private static bool EndsInCharacter(in SniffedPage sniffed)
    {
        var body = sniffed.Body.Span[sniffed.MarkLength..];
        if (body.IsEmpty) return false;
        switch (sniffed.Charset.Name)
        {
            case "utf-8":
                return Rune.DecodeLastFromUtf8(body, out _, out _) == System.Buffers.OperationStatus.NeedMoreData;
            case "utf-16le" or "utf-16be":
                return body.Length % 2 != 0;
            default:
                return body[^1] >= 0x80 && !sniffed.Charset.Encoding.IsSingleByte && EndsInLead(body, sniffed.Charset.Encoding);
        }
    }

    /// <summary>Reads from the last byte that is a character of its own in every double-byte encoding.</summary>
    private static bool EndsInLead(ReadOnlySpan<byte> body, Encoding encoding)
    {
        var start = body.LastIndexOfAnyInRange((byte)0, (byte)0x2F) + 1;
        return encoding.GetString(body[start..]).EndsWith('\uFFFD');
    }
}
