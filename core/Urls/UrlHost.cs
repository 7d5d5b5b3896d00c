using System.Buffers;
using System.Globalization;
using System.Text;

namespace LinkWatch.Urls;

/// <summary>The host parser (https://url.spec.whatwg.org/#host-parsing), which answers with the host as it is serialised.</summary>
internal static class UrlHost
{
    private const string ForbiddenHost = "\0\t\n\r #/:<>?@[\\]^|";

    private static readonly SearchValues<char> ForbiddenHostCharacters = SearchValues.Create(ForbiddenHost);

    private static readonly SearchValues<char> ForbiddenDomainCharacters =
        SearchValues.Create([.. ForbiddenHost, .. Enumerable.Range(0, ' ').Select(c => (char)c), '%', '\u007F']);

    /// <summary>The host, or null on failure.</summary>
    public static string? Parse(ReadOnlySpan<char> input, bool isOpaque)
    {
        if (input.StartsWith('[')) return input.EndsWith(']') ? Ipv6Host.Parse(input[1..^1]) : null;
        return isOpaque ? Opaque(input) : Domain(input);
    }

    private static string? Domain(ReadOnlySpan<char> input)
    {
        var domain = input.Contains('%') || !System.Text.Ascii.IsValid(input) ? PercentEncoding.Decode(input) : input.ToString();
        // Web compatibility: an ASCII domain is taken as it is, broken punycode included. Registered names depend on it.
        var ascii = System.Text.Ascii.IsValid(domain) ? domain.ToLowerInvariant() : Idna.ToAscii(domain);
        if (string.IsNullOrEmpty(ascii) || ascii.AsSpan().ContainsAny(ForbiddenDomainCharacters)) return null;
        return Ipv4Host.EndsInNumber(ascii) ? Ipv4Host.Parse(ascii) : ascii;
    }

    private static string? Opaque(ReadOnlySpan<char> input)
    {
        if (input.ContainsAny(ForbiddenHostCharacters)) return null;
        var output = new List<char>(input.Length);
        PercentEncoding.Append(output, input, PercentEncoding.KeptInOpaque);
        return string.Concat(output);
    }
}

/// <summary>IPv4 addresses in all the forms that browsers connect to: decimal, octal and hexadecimal, one to four parts.</summary>
internal static class Ipv4Host
{
    /// <summary>
    /// Whether the host must be an IPv4 address: its last label is a number. What then does not parse is a failure, not a domain.
    /// </summary>
    public static bool EndsInNumber(ReadOnlySpan<char> host)
    {
        host = WithoutFinalDot(host);
        var last = host[(host.LastIndexOf('.') + 1)..];
        return !last.IsEmpty && (!last.ContainsAnyExceptInRange('0', '9') || TryParseNumber(last, out _));
    }

    /// <summary>The address in dotted decimal, or null on failure.</summary>
    public static string? Parse(ReadOnlySpan<char> host)
    {
        host = WithoutFinalDot(host);
        var address = 0L;
        var count = 0;
        foreach (var range in host.Split('.'))
        {
            if (++count > 4 || !TryParseNumber(host[range], out var number)) return null;
            var isLast = range.End.Value == host.Length;
            if (number >= (isLast ? 1L << (8 * (5 - count)) : 256)) return null;
            address += isLast ? number : number << (8 * (4 - count));
        }

        return $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";
    }

    private static ReadOnlySpan<char> WithoutFinalDot(ReadOnlySpan<char> host) => host.EndsWith('.') ? host[..^1] : host;

    /// <summary>A number beyond 32 bits is given as 2^32: too large for any place.</summary>
    private static bool TryParseNumber(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        if (text.IsEmpty) return false;
        var radix = 10;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) radix = 16;
        else if (text.Length > 1 && text[0] == '0') radix = 8;
        var digits = radix switch { 16 => text[2..], 8 => text[1..], _ => text };
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? PercentEncoding.Digit(c) : radix;
            if (digit >= radix) return false;
            number = Math.Min((number * radix) + digit, 1L << 32);
        }

        return true;
    }
}

/// <summary>The IPv6 parser and serialiser (https://url.spec.whatwg.org/#concept-ipv6-parser).</summary>
internal static class Ipv6Host
{
    /// <summary>The address as it is written in a URL, in brackets and compressed; null on failure.</summary>
    public static string? Parse(ReadOnlySpan<char> input)
    {
        Span<ushort> pieces = stackalloc ushort[8];
        pieces.Clear();
        return TryParse(input, pieces) ? Serialize(pieces) : null;
    }

    private static bool TryParse(ReadOnlySpan<char> input, Span<ushort> pieces)
    {
        var count = 0;
        // Where "::" was: it stands for at least one piece, which is counted with it.
        var compress = -1;
        if (input.StartsWith("::"))
        {
            input = input[2..];
            compress = ++count;
        }

        while (!input.IsEmpty)
        {
            if (count == 8) return false;
            if (input[0] == ':')
            {
                if (compress >= 0 || count == 0) return false;
                compress = ++count;
                input = input[1..];
                continue;
            }

            var length = HexLength(input);
            if (length < input.Length && input[length] == '.')
            {
                if (length == 0 || count > 6 || !TryParseIpv4(input, pieces[count..])) return false;
                count += 2;
                break;
            }

            if (length == 0) return false;
            pieces[count++] = ushort.Parse(input[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            input = input[length..];
            if (input.IsEmpty) break;
            if (input[0] != ':' || input.Length == 1) return false;
            input = input[1..];
        }

        if (compress < 0) return count == 8;
        var moved = count - compress;
        pieces[compress..count].CopyTo(pieces[^moved..]);
        pieces[compress..(8 - moved)].Clear();
        return true;
    }

    private static int HexLength(ReadOnlySpan<char> input)
    {
        var length = 0;
        while (length < Math.Min(4, input.Length) && char.IsAsciiHexDigit(input[length])) length++;
        return length;
    }

    /// <summary>Four decimal numbers without leading zeros, to the end of the input.</summary>
    private static bool TryParseIpv4(ReadOnlySpan<char> input, Span<ushort> pieces)
    {
        var seen = 0;
        foreach (var range in input.Split('.'))
        {
            var part = input[range];
            if (seen == 4 || part.IsEmpty || part.Length > 3 || part.ContainsAnyExceptInRange('0', '9')
                || (part.Length > 1 && part[0] == '0'))
                return false;
            var number = int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
            if (number > 255) return false;
            pieces[seen / 2] = (ushort)((pieces[seen / 2] << 8) + number);
            seen++;
        }

        return seen == 4;
    }

    private static string Serialize(ReadOnlySpan<ushort> pieces)
    {
        var (start, length) = LongestZeros(pieces);
        var text = new StringBuilder("[");
        for (var i = 0; i < 8; i++)
        {
            if (i == start)
            {
                text.Append(i == 0 ? "::" : ":");
                i += length - 1;
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"{pieces[i]:x}");
            if (i < 7) text.Append(':');
        }

        return text.Append(']').ToString();
    }

    /// <summary>The first of the longest runs of two or more zeros, or (-1, 0).</summary>
    private static (int Start, int Length) LongestZeros(ReadOnlySpan<ushort> pieces)
    {
        var (start, length) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var run = pieces[i..].IndexOfAnyExcept((ushort)0) is var end and >= 0 ? end : 8 - i;
            if (run > length) (start, length) = (i, run);
        }

        return (start, length);
    }
}
