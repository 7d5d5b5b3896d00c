using System.Text;

namespace LinkWatch.Storage;

/// <summary>The beginning of a text in the characters of a key, so that keys sort as the texts do: base32hex (RFC 4648, 7).</summary>
public static class SortableText
{
    /// <summary>Longer texts that begin alike sort by what follows in their key.</summary>
    private const int MaxBytes = 40;

    private const int BitsPerDigit = 5;
    private const string Digits = "0123456789abcdefghijklmnopqrstuv";

    internal static string Of(string text)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        // What does not fit is cut, and a character that fits in part is written in part.
        if (Encoding.UTF8.TryGetBytes(text, bytes, out var length)) return Of(bytes[..length]);
        return Of(Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, MaxBytes + 1)]).AsSpan(0, MaxBytes));
    }

    /// <summary>The digits of some bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<char> sortable = stackalloc char[((bytes.Length * 8) + BitsPerDigit - 1) / BitsPerDigit];
        var (bits, held, at) = (0, 0, 0);
        foreach (var one in bytes)
        {
            bits = (bits << 8) | one;
            for (held += 8; held >= BitsPerDigit; held -= BitsPerDigit) sortable[at++] = Digits[(bits >> (held - BitsPerDigit)) & 31];
            bits &= (1 << held) - 1;
        }

        if (held > 0) sortable[at] = Digits[(bits << (BitsPerDigit - held)) & 31];
        return new string(sortable);
    }

    /// <summary>Writes the bytes that digits stand for. How many; null if no text has these digits.</summary>
    public static int? TryRead(ReadOnlySpan<char> sortable, Span<byte> into)
    {
        var (bits, held, length) = (0, 0, 0);
        foreach (var digit in sortable)
        {
            var value = digit switch
            {
                >= '0' and <= '9' => digit - '0',
                >= 'a' and <= 'v' => digit - 'a' + 10,
                _ => -1,
            };
            if (value < 0) return null;
            bits = (bits << BitsPerDigit) | value;
            held += BitsPerDigit;
            if (held < 8) continue;
            held -= 8;
            into[length++] = (byte)(bits >> held);
            bits &= (1 << held) - 1;
        }

        return held < BitsPerDigit && bits == 0 && length <= MaxBytes ? length : null;
    }
}
