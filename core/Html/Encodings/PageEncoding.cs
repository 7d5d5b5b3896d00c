using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace LinkWatch.Html.Encodings;

/// <summary>
/// Which encoding a page is in, as browsers decide it (https://html.spec.whatwg.org/#determining-the-character-encoding):
/// the byte order mark, the Content-Type header, a <c>meta</c> in the first 1,024 bytes, a later <c>meta</c>;
/// where none says so, UTF-8 if the bytes are valid UTF-8, else a guess. An unknown label counts as none.
/// A page sent as XML is declared by the mark, the header or its XML declaration, and is UTF-8 without.
/// </summary>
public static class PageEncoding
{
    private const int MaxBroken = 64;

    private static readonly Charset Utf8Charset = CharsetLabels.Find("utf-8")!;

    public static SniffedPage Sniff(PageSource source) => Sniff(source.Body, source.ContentType);

    /// <param name="body">The bytes as they arrived; may be cut off anywhere.</param>
    /// <param name="contentType">The Content-Type header, or null.</param>
    public static SniffedPage Sniff(ReadOnlyMemory<byte> body, string? contentType)
    {
        var bytes = body.Span;
        if (Mark(bytes) is { } marked) return new SniffedPage(marked.Charset, body, marked.Length);
        if (CharsetPrescan.FromContent(contentType) is { } sent) return new SniffedPage(sent, body, 0);
        if (XmlMarkup.IsXml(contentType))
            return new SniffedPage(CharsetPrescan.FromXml(bytes[..Math.Min(bytes.Length, 1024)]) ?? Utf8Charset, body, 0);
        return (CharsetPrescan.Early(bytes) ?? CharsetPrescan.Late(bytes)) is { } declared
            ? new SniffedPage(declared, body, 0)
            : Undeclared(body);
    }

    /// <summary>What a page whose encoding was guessed may be in besides, the likeliest first.</summary>
    public static IEnumerable<Charset> Others(SniffedPage guessed)
    {
        if (IsUtf16(guessed.Charset)) return [];
        IEnumerable<Charset> ranked = [Utf8Charset, .. EncodingGuess.Rank(guessed.Body.Span), .. CharsetLabels.AsciiCompatible];
        return ranked.DistinctBy(charset => charset.Encoding.CodePage).Where(charset => charset != guessed.Charset);
    }

    internal static bool IsUtf16(Charset charset) => charset.Name is "utf-16le" or "utf-16be";

    private static SniffedPage Undeclared(ReadOnlyMemory<byte> body)
    {
        var bytes = body.Span;
        if (Utf16(bytes) is { } wide) return new SniffedPage(wide, body, 0, IsGuessed: true);
        if (IsUtf8(bytes))
        {
            // ISO-2022-JP is ASCII to all appearance: an escape sequence switches to two-byte characters.
            var isEscaped = bytes.IndexOf("\u001B$B"u8) >= 0 || bytes.IndexOf("\u001B$@"u8) >= 0;
            return isEscaped ? new SniffedPage(CharsetLabels.Find("iso-2022-jp")!, body, 0, IsGuessed: true) : new(Utf8Charset, body, 0);
        }

        return new SniffedPage(IsDamagedUtf8(bytes) ? Utf8Charset : EncodingGuess.Rank(bytes)[0], body, 0, IsGuessed: true);
    }

    private static (Charset Charset, int Length)? Mark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8Charset, 3),
        [0xFE, 0xFF, ..] => (CharsetLabels.Find("utf-16be")!, 2),
        [0xFF, 0xFE, ..] => (CharsetLabels.Find("utf-16le")!, 2),
        _ => null,
    };

    /// <summary>Markup whose every second byte is NUL.</summary>
    private static Charset? Utf16(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'<', 0, not 0, 0, ..] => CharsetLabels.Find("utf-16le"),
        [0, (byte)'<', 0, not 0, ..] => CharsetLabels.Find("utf-16be"),
        _ => null,
    };

    /// <summary>Whether the bytes are UTF-8, but for a last character that was cut off.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        for (var cut = 0; cut <= Math.Min(3, bytes.Length); cut++)
        {
            if (!Utf8.IsValid(bytes[..^cut])) continue;
            return cut == 0 || Rune.DecodeFromUtf8(bytes[^cut..], out _, out _) == OperationStatus.NeedMoreData;
        }

        return false;
    }

    /// <summary>
    /// Whether the bytes are UTF-8 but for a few, as where a teaser was cut in mid-character: no other encoding's text is UTF-8 in 95 %.
    /// </summary>
    private static bool IsDamagedUtf8(ReadOnlySpan<byte> bytes)
    {
        var (whole, broken) = (0, 0);
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var next)
        {
            bytes = bytes[next..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done) whole++;
            else broken++;
            // Most of the pages that come here are another encoding's, which the first words show.
            if (broken > MaxBroken && whole < broken) return false;
            bytes = bytes[length..];
        }

        return whole >= 20 * broken;
    }
}

/// <summary>A page's bytes with the encoding to read them in.</summary>
/// <param name="Charset">What the bytes are encoded in.</param>
/// <param name="Body">The bytes as they arrived.</param>
/// <param name="MarkLength">Length of the byte order mark, in bytes: it is no part of the text.</param>
/// <param name="IsGuessed">Whether nothing declares the encoding, and the bytes are not plain UTF-8.</param>
public readonly record struct SniffedPage(Charset Charset, ReadOnlyMemory<byte> Body, int MarkLength, bool IsGuessed = false)
{
    /// <summary>Whether the bytes are the same in UTF-8: they are, or all of them are ASCII.</summary>
    public bool IsUtf8 =>
        Charset.Name == "utf-8" || (Charset.IsAsciiCompatible && Ascii.IsValid(Body.Span[MarkLength..]));

    /// <summary>The text, without the byte order mark.</summary>
    public string Decode() => Charset.Encoding.GetString(Body.Span[MarkLength..]);
}
