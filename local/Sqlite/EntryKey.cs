using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>
/// Keys of lists' entries as the file has them: in half the bytes, and in the same order. Hashes, times and addresses are written as the
/// bytes that they stand for, each after a mark; whatever has another form stays as it is.
/// </summary>
internal static class EntryKey
{
    private const byte Hash = 1;
    private const byte Time = 2;
    private const byte Address = 3;
    private const byte ShortHash = 4;

    private const char Separator = '!';

    /// <summary>What <see cref="Keys.EndOf"/> makes of a separator.</summary>
    private const char PastSeparator = '"';

    private const int HashDigits = 32;
    private const int ShortHashDigits = 16;
    private const int TimeDigits = 19;

    // list!<facet>!<order and status>!<place>!<link>
    private const int Facet = 0;
    private const int Place = 2;
    private const int Link = 3;

    private static readonly byte[] PastAll = [byte.MaxValue];

    /// <summary>Whether a row is an entry, of which there is nothing but its key.</summary>
    public static bool IsEntry(string key) => key.StartsWith(Keys.ListPrefix, StringComparison.Ordinal);

    /// <summary>The key in the file, or the end of a range of keys.</summary>
    public static byte[] Pack(string key)
    {
        if (!IsEntry(key)) return PastAll;
        var packed = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(key.Length) + 8);
        try
        {
            var rest = key.AsSpan(Keys.ListPrefix.Length);
            var length = 0;
            for (var part = Facet; ; part++)
            {
                var end = rest.IndexOfAny(Separator, PastSeparator);
                length += Write(part, end < 0 ? rest : rest[..end], packed.AsSpan(length));
                if (end < 0) return packed[..length];
                packed[length++] = (byte)rest[end];
                rest = rest[(end + 1)..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>The key as it was packed.</summary>
    public static string Unpack(ReadOnlySpan<byte> packed)
    {
        var key = new StringBuilder(Keys.ListPrefix, 2 * packed.Length);
        while (packed.Length > 0) packed = packed[Read(packed, key)..];
        return key.ToString();
    }

    private static int Write(int part, ReadOnlySpan<char> text, Span<byte> into) => part switch
    {
        Facet when text.LastIndexOf('-') is > 0 and var at && IsHash(text[(at + 1)..], ShortHashDigits) =>
            Encoding.UTF8.GetBytes(text[..(at + 1)], into) + WriteHash(ShortHash, text[(at + 1)..], into[(at + 1)..]),
        Place when text.Length == TimeDigits && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) =>
            WriteTime(ticks, into),
        Place when text.Length > 0 && SortableText.TryRead(text, into[1..]) is { } bytes && !into.Slice(1, bytes).Contains((byte)0) =>
            EndAddress(bytes, into),
        Link when IsHash(text, HashDigits) => WriteHash(Hash, text, into),
        _ => Encoding.UTF8.GetBytes(text, into),
    };

    private static bool IsHash(ReadOnlySpan<char> text, int digits) =>
        text.Length == digits && !text.ContainsAnyExcept("0123456789abcdef");

    private static int WriteHash(byte mark, ReadOnlySpan<char> digits, Span<byte> into)
    {
        into[0] = mark;
        Convert.FromHexString(digits, into[1..], out _, out var length);
        return 1 + length;
    }

    private static int WriteTime(ulong ticks, Span<byte> into)
    {
        into[0] = Time;
        BinaryPrimitives.WriteUInt64BigEndian(into[1..], ticks);
        return 1 + sizeof(ulong);
    }

    /// <summary>A zero ends it: an address that goes on sorts after.</summary>
    private static int EndAddress(int length, Span<byte> into)
    {
        into[0] = Address;
        into[1 + length] = 0;
        return length + 2;
    }

    /// <summary>Returns how many bytes were read.</summary>
    private static int Read(ReadOnlySpan<byte> packed, StringBuilder key)
    {
        switch (packed[0])
        {
            case Hash or ShortHash:
                var bytes = (packed[0] == Hash ? HashDigits : ShortHashDigits) / 2;
                key.Append(Convert.ToHexStringLower(packed.Slice(1, bytes)));
                return 1 + bytes;
            case Time:
                key.Append(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt64BigEndian(packed[1..]):d19}");
                return 1 + sizeof(ulong);
            case Address:
                var address = packed.Slice(1, packed[1..].IndexOf((byte)0));
                key.Append(SortableText.Of(address));
                return address.Length + 2;
            default:
                var text = packed.IndexOfAnyInRange((byte)0, (byte)4) is > 0 and var end ? packed[..end] : packed;
                key.Append(Encoding.UTF8.GetString(text));
                return text.Length;
        }
    }
}
