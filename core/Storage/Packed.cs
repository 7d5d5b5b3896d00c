using System.IO.Compression;
using System.Text;

namespace LinkWatch.Storage;

/// <summary>Text compressed to fit the limits of stores and queues: Brotli (RFC 7932) over UTF-8.</summary>
public static class Packed
{
    private const int Quality = 5;

    /// <summary>4 MiB: what repeats a long address or a tag holds it once.</summary>
    private const int Window = 22;

    public static byte[] Of(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, packed, out var length, Quality, Window)
            ? packed[..length]
            : throw new InvalidOperationException($"{plain.Length} bytes could not be packed into {packed.Length}");
    }

    /// <exception cref="InvalidDataException">It is not what <see cref="Of"/> made, or not all of it.</exception>
    public static string Open(byte[] packed)
    {
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        try
        {
            return reader.ReadToEnd();
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
