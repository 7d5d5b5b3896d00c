using System.Text;

namespace LinkWatch.Html.Encodings;

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
