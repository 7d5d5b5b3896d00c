using System.Buffers.Text;

namespace LinkWatch.Discovery.Sources;

/// <summary>Undoes how Apache and nginx escape what clients sent: <c>\"</c>, <c>\\</c>, <c>\xC3</c>.</summary>
internal sealed class LogEscapes
{
    private byte[] decoded = new byte[1024];
    private int used;

    /// <summary>What was decoded before is no longer needed.</summary>
    public void Clear() => used = 0;

    /// <returns>The text itself if nothing is escaped; else bytes that are valid until <see cref="Clear"/>.</returns>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf((byte)'\\') < 0) return text;

        // What was handed out before stays in the old array.
        if (decoded.Length - used < text.Length) (decoded, used) = (new byte[Math.Max(decoded.Length * 2, text.Length)], 0);
        var start = used;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                decoded[used++] = text[i];
            }
            else if (text[i + 1] == 'x' && i + 3 < text.Length
                && Utf8Parser.TryParse(text.Slice(i + 2, 2), out byte value, out var read, 'x') && read == 2)
            {
                decoded[used++] = value;
                i += 3;
            }
            else
            {
                decoded[used++] = text[++i];
            }
        }

        return decoded.AsSpan(start, used - start);
    }
}
