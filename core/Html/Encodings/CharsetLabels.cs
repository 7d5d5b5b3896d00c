using System.Collections.Frozen;
using System.Text;

namespace LinkWatch.Html.Encodings;

/// <summary>
/// The names by which pages call encodings, as the Encoding standard lists them (https://encoding.spec.whatwg.org/#names-and-labels).
/// Left out, so that they count as unknown: <c>utf-7</c> and the labels of <c>replacement</c>, which browsers refuse to decode,
/// and iso-8859-10, -14 and -16, for which .NET has no table.
/// </summary>
internal static class CharsetLabels
{
    private static readonly (string Name, int CodePage, string Labels)[] Table =
    [
        ("utf-8", 65001, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"),
        ("ibm866", 866, "866 cp866 csibm866 ibm866"),
        ("iso-8859-2", 28592, "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"),
        ("iso-8859-3", 28593, "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"),
        ("iso-8859-4", 28594, "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"),
        ("iso-8859-5", 28595, "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
        ("iso-8859-6", 28596, "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i "
            + "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"),
        ("iso-8859-7", 28597, "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
            + "iso_8859-7:1987 sun_eu_greek"),
        ("iso-8859-8", 28598,
            "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual"),
        ("iso-8859-8-i", 28598, "csiso88598i iso-8859-8-i logical"),
        ("iso-8859-13", 28603, "iso-8859-13 iso8859-13 iso885913"),
        ("iso-8859-15", 28605, "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"),
        ("koi8-r", 20866, "cskoi8r koi koi8 koi8-r koi8_r"),
        ("koi8-u", 21866, "koi8-ru koi8-u"),
        ("macintosh", 10000, "csmacintosh mac macintosh x-mac-roman"),
        ("windows-874", 874, "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"),
        ("windows-1250", 1250, "cp1250 windows-1250 x-cp1250"),
        ("windows-1251", 1251, "cp1251 windows-1251 x-cp1251"),
        ("windows-1252", 1252, "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
            + "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"),
        ("windows-1253", 1253, "cp1253 windows-1253 x-cp1253"),
        ("windows-1254", 1254,
            "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254"),
        ("windows-1255", 1255, "cp1255 windows-1255 x-cp1255"),
        ("windows-1256", 1256, "cp1256 windows-1256 x-cp1256"),
        ("windows-1257", 1257, "cp1257 windows-1257 x-cp1257"),
        ("windows-1258", 1258, "cp1258 windows-1258 x-cp1258"),
        ("x-mac-cyrillic", 10007, "x-mac-cyrillic x-mac-ukrainian"),
        ("gbk", 54936, "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"),
        ("gb18030", 54936, "gb18030"),
        ("big5", 950, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
        ("euc-jp", 51932, "cseucpkdfmtjapanese euc-jp x-euc-jp"),
        ("iso-2022-jp", 50220, "csiso2022jp iso-2022-jp"),
        ("shift_jis", 932, "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"),
        ("euc-kr", 949, "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"),
        ("utf-16be", 1201, "unicodefffe utf-16be"),
        ("utf-16le", 1200, "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"),
        ("x-user-defined", 1252, "x-user-defined"),
    ];

    private static readonly FrozenDictionary<string, Charset> ByLabel = Load();

    /// <summary>One of each code page that <see cref="Charset.IsAsciiCompatible"/>.</summary>
    public static IReadOnlyList<Charset> AsciiCompatible { get; } =
        [.. Table.DistinctBy(row => row.CodePage).Select(row => ByLabel[row.Name]).Where(charset => charset.IsAsciiCompatible)];

    /// <summary>The encoding that <paramref name="label"/> names (white space around it and ASCII case ignored), or null.</summary>
    public static Charset? Find(ReadOnlySpan<char> label) =>
        ByLabel.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(label.Trim(" \t\n\f\r"), out var charset) ? charset : null;

    private static FrozenDictionary<string, Charset> Load()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var byLabel = new Dictionary<string, Charset>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, codePage, labels) in Table)
        {
            var charset = new Charset(name, Open(codePage));
            foreach (var label in labels.Split(' ')) byLabel.Add(label, charset);
        }

        return byLabel.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static Encoding Open(int codePage)
    {
        // The code pages' own fallback writes '?' for what it cannot read, and such a '?' would cut a URL's path.
        var encoding = Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
        return codePage switch
        {
            932 => new TolerantDoubleByte(encoding, [(0x81, 0x9F), (0xE0, 0xFC)], 0x40),
            949 or 950 => new TolerantDoubleByte(encoding, [(0x81, 0xFE)], 0x40),
            51932 => new TolerantDoubleByte(encoding, [(0x8E, 0x8F), (0xA1, 0xFE)], 0x80),
            _ => encoding,
        };
    }
}

/// <summary>An encoding under the Encoding standard's name, in lower case. Malformed bytes decode to U+FFFD.</summary>
public sealed record Charset(string Name, Encoding Encoding)
{
    /// <summary>Whether ASCII's bytes are ASCII, whatever stands before them.</summary>
    public bool IsAsciiCompatible { get; } = Name is not ("iso-2022-jp" or "utf-16be" or "utf-16le" or "x-user-defined");
}

/// <summary>
/// A double-byte encoding that, like browsers, reads a lead byte without its second byte as one U+FFFD and goes on with what follows.
/// .NET's own decoders take the next byte with it, whatever it is: after a text cut in mid-character, as old CMSes
/// cut their teasers, the <c>&lt;</c> or <c>"</c> would be gone, and with it the link.
/// </summary>
/// <param name="inner">.NET's encoding.</param>
/// <param name="leads">First byte of a pair.</param>
/// <param name="lowestTrail">The lowest second byte of a pair.</param>
internal sealed class TolerantDoubleByte(Encoding inner, (byte From, byte To)[] leads, byte lowestTrail) : Encoding
{
    public override int GetByteCount(char[] chars, int index, int count) => inner.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        inner.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => inner.GetMaxByteCount(charCount);

    public override int GetMaxCharCount(int byteCount) => inner.GetMaxCharCount(byteCount);

    public override int GetCharCount(byte[] bytes, int index, int count)
    {
        var total = 0;
        for (var end = index + count; index < end;)
        {
            var length = WholeLength(bytes.AsSpan(index, end - index));
            total += inner.GetCharCount(bytes, index, length);
            index += length;
            if (index >= end) break;
            total++;
            index++;
        }

        return total;
    }

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var start = charIndex;
        for (var end = byteIndex + byteCount; byteIndex < end;)
        {
            var length = WholeLength(bytes.AsSpan(byteIndex, end - byteIndex));
            charIndex += inner.GetChars(bytes, byteIndex, length, chars, charIndex);
            byteIndex += length;
            if (byteIndex >= end) break;
            chars[charIndex++] = '\uFFFD';
            byteIndex++;
        }

        return charIndex - start;
    }

    /// <summary>How many bytes come before the first lead byte that lacks its second byte.</summary>
    private int WholeLength(ReadOnlySpan<byte> bytes)
    {
        var i = 0;
        while (i < bytes.Length)
        {
            var next = bytes[i..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (next < 0) return bytes.Length;
            i += next;
            if (!IsLead(bytes[i])) i++;
            else if (i + 1 < bytes.Length && bytes[i + 1] >= lowestTrail) i += 2;
            else return i;
        }

        return i;
    }

    private bool IsLead(byte b)
    {
        foreach (var (from, to) in leads)
        {
            if (b >= from && b <= to) return true;
        }

        return false;
    }
}
