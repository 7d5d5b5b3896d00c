using System.Text;
using System.Text.Unicode;

namespace LinkWatch.Html.Encodings;

/// <summary>
/// Which encoding a page is in, as browsers decide it (https://html.spec.whatwg.org/#determining-the-character-encoding):
/// the byte order mark, the Content-Type header, a <c>meta</c> in the first 1,024 bytes, a later <c>meta</c>;
/// where none says so, UTF-8 if the bytes are valid UTF-8, else windows-1252. An unknown label counts as none.
/// </summary>
public static class PageEncoding
{
    private static readonly Charset Utf8Charset = CharsetLabels.Find("utf-8")!;
    private static readonly Charset Fallback = CharsetLabels.Find("windows-1252")!;

    public static SniffedPage Sniff(PageSource source) => Sniff(source.Body, source.ContentType);

    /// <param name="body">The bytes as they arrived; may be cut off anywhere.</param>
    /// <param name="contentType">The Content-Type header, or null.</param>
    public static SniffedPage Sniff(ReadOnlyMemory<byte> body, string? contentType)
    {
        var bytes = body.Span;
        if (Mark(bytes) is { } marked) return new SniffedPage(marked.Charset, body, marked.Length);
        var charset = CharsetPrescan.FromContent(contentType)
            ?? CharsetPrescan.Early(bytes)
            ?? CharsetPrescan.Late(bytes)
            ?? (IsUtf8(bytes) ? Utf8Charset : Fallback);
        return new SniffedPage(charset, body, 0);
    }

    private static (Charset Charset, int Length)? Mark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8Charset, 3),
        [0xFE, 0xFF, ..] => (CharsetLabels.Find("utf-16be")!, 2),
        [0xFF, 0xFE, ..] => (CharsetLabels.Find("utf-16le")!, 2),
        _ => null,
    };

    /// <summary>Whether the bytes are UTF-8, but for a last character that was cut off.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        for (var cut = 0; cut <= Math.Min(3, bytes.Length); cut++)
        {
            if (!Utf8.IsValid(bytes[..^cut])) continue;
            return cut == 0 || Rune.DecodeFromUtf8(bytes[^cut..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData;
        }

        return false;
    }
}
