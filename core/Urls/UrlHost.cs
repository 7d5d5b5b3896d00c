using System.Buffers;

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
