using System.Buffers;

namespace LinkWatch.Reading;

/// <summary>A page's bytes with the encoding to read them in.</summary>
/// <param name="Charset">What the bytes are encoded in.</param>
/// <param name="Body">The bytes as they arrived.</param>
/// <param name="MarkLength">Length of the byte order mark, in bytes: it is no part of the text.</param>
public readonly record struct SniffedPage(Charset Charset, ReadOnlyMemory<byte> Body, int MarkLength)
{
    /// <summary>The text as a string of its own.</summary>
    public string Decode() => Charset.Encoding.GetString(Body.Span[MarkLength..]);

    /// <summary>The text in a buffer from the shared pool, for a reader that keeps none of it: dispose of it to give the buffer back.</summary>
    public PooledText Rent()
    {
        var bytes = Body.Span[MarkLength..];
        var buffer = ArrayPool<char>.Shared.Rent(Charset.Encoding.GetMaxCharCount(bytes.Length));
        return new PooledText(buffer, Charset.Encoding.GetChars(bytes, buffer));
    }

    /// <summary>The byte in the body at which the character at <paramref name="index"/> of <paramref name="text"/> (the decoded page) begins; exact where the bytes are well formed.</summary>
    public long OffsetOf(ReadOnlySpan<char> text, int index) => MarkLength + Charset.Encoding.GetByteCount(text[..index]);
}

/// <summary>Decoded text in a rented buffer; not to be used after it is disposed of.</summary>
public readonly record struct PooledText(char[] Buffer, int Length) : IDisposable
{
    public ReadOnlySpan<char> Span => Buffer.AsSpan(0, Length);

    public void Dispose() => ArrayPool<char>.Shared.Return(Buffer);
}
