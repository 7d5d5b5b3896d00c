using System.Text;

namespace LinkWatch.Storage;

/// <summary>The beginning of a text in the characters of a key, so that keys sort as the texts do: base32hex (RFC 4648, 7).</summary>
internal static class SortableText
{
    /// <summary>Longer texts that begin alike sort by what follows in their key.</summary>
    private const int MaxBytes = 40;

    private const int BitsPerDigit = 5;
    private const string Digits = "0123456789abcdefghijklmnopqrstuv";

    public static string Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = Math.Min(bytes.Length, MaxBytes);
        var sortable = new StringBuilder((length * 8 / BitsPerDigit) + 1);
        var (bits, held) = (0, 0);
        for (var i = 0; i < length; i++)
        {
            bits = (bits << 8) | bytes[i];
            for (held += 8; held >= BitsPerDigit; held -= BitsPerDigit) sortable.Append(Digits[(bits >> (held - BitsPerDigit)) & 31]);
            bits &= (1 << held) - 1;
        }

        if (held > 0) sortable.Append(Digits[(bits << (BitsPerDigit - held)) & 31]);
        return sortable.ToString();
    }
}
