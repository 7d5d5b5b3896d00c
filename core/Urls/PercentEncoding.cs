using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace LinkWatch.Urls;

/// <summary>
/// Percent-encoded bytes (https://url.spec.whatwg.org/#percent-encoded-bytes).
/// Each set here holds what its percent-encode set leaves alone.
/// </summary>
internal static class PercentEncoding
{
    public static readonly SearchValues<char> KeptInOpaque = Kept("");
    public static readonly SearchValues<char> KeptInFragment = Kept(" \"<>`");
    public static readonly SearchValues<char> KeptInQuery = Kept(" \"#<>");
    public static readonly SearchValues<char> KeptInSpecialQuery = Kept(" \"#<>'");
    public static readonly SearchValues<char> KeptInPath = Kept(" \"#<>?^`{}");
    public static readonly SearchValues<char> KeptInUserinfo = Kept(" \"#<>?^`{}/:;=@[\\]|");

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~");

    /// <summary>
    /// Characters that part nothing in a path or query, so that their escape means the same: the unreserved ones; what RFC 3986 allows
    /// nowhere in them, and parsers escape or not (Chromium, the WHATWG sets above and servers differ over each); the marks of RFC 2396,
    /// 2.3, which <c>encodeURIComponent</c> leaves alone and PHP's <c>rawurlencode</c> escapes; and of pchar <c>:</c> and <c>@</c>.
    /// </summary>
    private static readonly SearchValues<char> Interchangeable =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~ \"<>[\\]^`{|}!'()*:@");

    /// <summary>UTF-8 percent-encodes <paramref name="text"/>; half a surrogate pair counts as U+FFFD.</summary>
    public static void Append(List<char> output, ReadOnlySpan<char> text, SearchValues<char> kept)
    {
        while (true)
        {
            var stop = text.IndexOfAnyExcept(kept);
            output.AddRange(stop < 0 ? text : text[..stop]);
            if (stop < 0) return;
            Rune.DecodeFromUtf16(text[stop..], out var rune, out var consumed);
            AppendEncoded(output, rune);
            text = text[(stop + consumed)..];
        }
    }

    /// <summary>
    /// Percent-decodes and reads the bytes as UTF-8; what is not UTF-8 becomes U+FFFD. An incomplete escape stays as it is.
    /// </summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var isEscape = bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1])
                && char.IsAsciiHexDigit((char)bytes[i + 2]);
            bytes[length++] = isEscape ? (byte)Value((char)bytes[i + 1], (char)bytes[i + 2]) : bytes[i];
            if (isEscape) i += 2;
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>
    /// Decodes the escapes of unreserved characters (RFC 3986, 2.3) and upper-cases the others: two spellings of one URL become equal.
    /// </summary>
    public static string Normalize(ReadOnlySpan<char> text) => Decode(text, Unreserved);

    /// <summary>
    /// One spelling for comparing, not for fetching: also the escapes of <see cref="Interchangeable"/> characters are decoded. Those of
    /// delimiters (<c>/ ? # &amp; = + % ; , $</c>) and of bytes beyond ASCII stay.
    /// </summary>
    public static string Fold(ReadOnlySpan<char> text) => Decode(text, Interchangeable);

    private static string Decode(ReadOnlySpan<char> text, SearchValues<char> decoded)
    {
        var output = new List<char>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%' || i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                output.Add(text[i]);
                continue;
            }

            var value = (char)Value(text[i + 1], text[i + 2]);
            if (decoded.Contains(value)) output.Add(value);
            else output.AddRange(['%', char.ToUpperInvariant(text[i + 1]), char.ToUpperInvariant(text[i + 2])]);
            i += 2;
        }

        return new string(CollectionsMarshal.AsSpan(output));
    }

    private static int Value(char high, char low) => (Digit(high) << 4) | Digit(low);

    /// <summary>The value of a hexadecimal digit.</summary>
    public static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;

    private static void AppendEncoded(List<char> output, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
        {
            output.AddRange(['%', HexDigit(b >> 4), HexDigit(b & 15)]);
        }
    }

    private static char HexDigit(int value) => "0123456789ABCDEF"[value];

    private static SearchValues<char> Kept(string encoded) =>
        SearchValues.Create(
            [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => !encoded.Contains(c, StringComparison.Ordinal))]);
}
