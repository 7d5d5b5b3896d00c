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
