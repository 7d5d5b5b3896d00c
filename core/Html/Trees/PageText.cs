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
