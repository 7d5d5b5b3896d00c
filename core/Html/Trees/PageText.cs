using System.Text;
using System.Text.Unicode;
using LinkWatch.Html.Encodings;

namespace LinkWatch.Html.Trees;

/// <summary>A page's decoded text, and what can be told from the place of a tag in it.</summary>
internal sealed class PageText(SniffedPage sniffed)
{
    private int knownIndex;
    private long knownOffset = sniffed.MarkLength;

    public SniffedPage Sniffed => sniffed;

    public string Text { get; } = sniffed.Decode();

    /// <summary>Whether the encoding knows all the bytes. XML takes others for a fatal error (XML, 4.3.3).</summary>
    public bool IsWellEncoded() =>
        !Text.Contains('\uFFFD', StringComparison.Ordinal)
            || (sniffed.Charset.Name == "utf-8" && Utf8.IsValid(sniffed.Body.Span[sniffed.MarkLength..]));

    /// <summary>
    /// The tag as written at <paramref name="start"/>; put together from its attributes where the parser made the element up (start -1).
    /// </summary>
    public string TagOf(int start, string name, IEnumerable<KeyValuePair<string, string>> attributes) =>
        start >= 0 && start < Text.Length && Text[start] == '<' ? SourceTag.At(Text, start) : SourceTag.Rebuild(name, attributes);

    /// <summary>The text for the scanner's tokenizer, without a byte order mark.</summary>
    public ReadOnlySpan<byte> ToUtf8(PageSource source) =>
        XmlMarkup.IsXml(source.ContentType) ? Encoding.UTF8.GetBytes(XmlMarkup.Open(Text))
        : sniffed.Charset.Name == "utf-8" ? sniffed.Body.Span[sniffed.MarkLength..]
        : Encoding.UTF8.GetBytes(Text);

    /// <summary>
    /// The byte in the body of the character at <paramref name="index"/>. Asked in document order, the text is counted through only once.
    /// </summary>
    public long OffsetOf(int index)
    {
        if (index < knownIndex) (knownIndex, knownOffset) = (0, sniffed.MarkLength);
        knownOffset += sniffed.Charset.Encoding.GetByteCount(Text.AsSpan(knownIndex, index - knownIndex));
        knownIndex = index;
        return knownOffset;
    }
}

/// <summary>Which script elements are no scripts (https://html.spec.whatwg.org/#attr-script-type).</summary>
internal static class DataBlocks
{
    public static bool IsJsonLd(string? type) => Essence(type).Equals("application/ld+json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Any type but JavaScript's own, <c>module</c> and none.</summary>
    public static bool IsDataBlock(string? type)
    {
        var essence = Essence(type);
        return !(essence.IsEmpty
            || essence.Equals("module", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("javascript", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("ecmascript", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("jscript", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A MIME type without its parameters.</summary>
    public static ReadOnlySpan<char> Essence(string? type)
    {
        var text = type.AsSpan();
        var semicolon = text.IndexOf(';');
        return (semicolon < 0 ? text : text[..semicolon]).Trim();
    }
}

/// <summary>
/// A <c>noscript</c> in the head with more in it than <c>link</c>, <c>meta</c> and <c>style</c>, as tracking pixels are pasted there.
/// Without scripting the standard ends it, and mostly the head, there: what it holds, and the rest of the head, lands in the body.
/// Search engines run scripts and see neither: to them a canonical after the pixel is in the head, and a refresh beside it is in noscript.
/// Places in the source tell which is which.
/// </summary>
/// <param name="Start">Of the <c>noscript</c>'s start tag.</param>
/// <param name="End">Of its content.</param>
/// <param name="HeadEnd">Where the source ends the head.</param>
internal readonly record struct LeakedNoscript(int Start, int End, int HeadEnd)
{
    public static LeakedNoscript None => default;

    /// <param name="text">The page.</param>
    /// <param name="start">Of the last <c>noscript</c> in the head, which is the one that may have leaked.</param>
    public static LeakedNoscript At(string text, int start)
    {
        var end = IndexOf(text, "</noscript", start);
        if (end < 0) return new LeakedNoscript(start, text.Length, text.Length);
        var headEnd = IndexOf(text, "</head", end);
        if (headEnd < 0) headEnd = IndexOf(text, "<body", end);
        return new LeakedNoscript(start, end, headEnd < 0 ? end : headEnd);
    }

    /// <summary>Whether a tag at <paramref name="place"/> (-1 if unknown) is within the noscript.</summary>
    public bool Holds(int place) => place >= Start && place < End;

    /// <summary>Whether a tag at <paramref name="place"/> (-1 if unknown) is in the head behind the noscript.</summary>
    public bool IsHead(int place) => place >= End && place < HeadEnd;

    private static int IndexOf(string text, string tag, int from) => text.IndexOf(tag, from, StringComparison.OrdinalIgnoreCase);
}
