using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace LinkWatch.Urls;

/// <summary>
/// A URL as the WHATWG URL standard reads it (https://url.spec.whatwg.org). Immutable; equal when <see cref="Href"/> is equal.
/// </summary>
public sealed class WebUrl : IEquatable<WebUrl>
{
    private string? host;

    internal WebUrl(string href, string scheme, UrlParts parts) => (Href, Scheme, Parts) = (href, scheme, parts);

    /// <summary>The serialised URL, fragment included.</summary>
    public string Href { get; }

    /// <summary>Lower case, without the colon.</summary>
    public string Scheme { get; }

    /// <summary>Lower case, punycode, IPv6 in brackets; without the port. Empty if the scheme has none.</summary>
    public string Host => host ??= HostSpan.ToString();

    /// <summary>The port connected to: as written, else the scheme's default (80, 443), else -1.</summary>
    public int Port => Parts.ExplicitPort >= 0 ? Parts.ExplicitPort : SpecialScheme.DefaultPort(Scheme);

    public string Path => PathSpan.ToString();

    /// <summary>With its leading <c>?</c>, or empty.</summary>
    public string Query => QuerySpan.ToString();

    /// <summary>With its leading <c>#</c>, or empty.</summary>
    public string Fragment => Href[Parts.FragmentStart..];

    /// <summary>Percent-encoded, or empty.</summary>
    public string Username => Credentials.IndexOf(':') is var colon and >= 0 ? Credentials[..colon].ToString() : Credentials.ToString();

    /// <summary>Percent-encoded, or empty.</summary>
    public string Password => Credentials.IndexOf(':') is var colon and >= 0 ? Credentials[(colon + 1)..].ToString() : "";

    public bool IsHttp => Scheme is "http" or "https";

    /// <summary>Host, and port if it is not the scheme's default.</summary>
    public string Authority => Parts.ExplicitPort < 0 ? Host : AuthoritySpan.ToString();

    internal UrlParts Parts { get; }

    internal ReadOnlySpan<char> HostSpan => Href.AsSpan(Parts.HostStart..Parts.HostEnd);

    internal ReadOnlySpan<char> AuthoritySpan => HasHost ? Href.AsSpan(Parts.HostStart..Parts.PathStart) : default;

    internal ReadOnlySpan<char> PathSpan => Href.AsSpan(Parts.PathStart..Parts.QueryStart);

    internal ReadOnlySpan<char> QuerySpan => Href.AsSpan(Parts.QueryStart..Parts.FragmentStart);

    /// <summary>From the colon's end to the path, so <c>//user@host:8080</c>, or empty.</summary>
    internal ReadOnlySpan<char> AuthorityWithSlashes => HasHost ? Href.AsSpan((Parts.SchemeEnd + 1)..Parts.PathStart) : default;

    /// <summary>Whether the path is one piece that nothing is relative to, as in <c>mailto:</c>.</summary>
    internal bool HasOpaquePath => !HasHost && !PathSpan.StartsWith('/');

    private bool HasHost => Parts.HostStart > Parts.SchemeEnd + 1;

    private ReadOnlySpan<char> Credentials =>
        Parts.HostStart > Parts.SchemeEnd + 3 ? Href.AsSpan((Parts.SchemeEnd + 3)..(Parts.HostStart - 1)) : default;

    /// <summary>
    /// Reads <paramref name="input"/>, relative to <paramref name="baseUrl"/> if given; false if the standard says failure.
    /// </summary>
    public static bool TryParse(string? input, WebUrl? baseUrl, [NotNullWhen(true)] out WebUrl? url)
    {
        url = input is null ? null : UrlInput.Read(input, input, baseUrl);
        return url is not null;
    }

    public static bool TryParse(string? input, [NotNullWhen(true)] out WebUrl? url) => TryParse(input, null, out url);

    /// <inheritdoc cref="TryParse(string?, WebUrl?, out WebUrl?)"/>
    public static bool TryParse(ReadOnlySpan<char> input, WebUrl? baseUrl, [NotNullWhen(true)] out WebUrl? url)
    {
        url = UrlInput.Read(input, null, baseUrl);
        return url is not null;
    }

    /// <exception cref="FormatException">The standard says failure.</exception>
    public static WebUrl Parse(string input, WebUrl? baseUrl = null) =>
        TryParse(input, baseUrl, out var url) ? url : throw new FormatException($"not a URL: {input}");

    public bool Equals(WebUrl? other) => other is not null && Href == other.Href;

    public override bool Equals(object? obj) => Equals(obj as WebUrl);

    public override int GetHashCode() => Href.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Href;
}

/// <summary>
/// Where the parts lie in a serialised URL: a link costs one object and one string, and parts are cut out when asked for.
/// </summary>
/// <param name="SchemeEnd">The colon.</param>
/// <param name="HostStart">After <c>//</c> and userinfo; just after the colon if there is no host at all.</param>
/// <param name="HostEnd">Before the port.</param>
/// <param name="PathStart">After the port.</param>
/// <param name="QueryStart">The question mark; the fragment's start if there is no query.</param>
/// <param name="FragmentStart">The number sign; the length if there is no fragment.</param>
/// <param name="ExplicitPort">The port as written, or -1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UrlParts(
    int SchemeEnd, int HostStart, int HostEnd, int PathStart, int QueryStart, int FragmentStart, int ExplicitPort);

/// <summary>The schemes that the standard treats specially (https://url.spec.whatwg.org/#special-scheme).</summary>
internal static class SpecialScheme
{
    /// <summary>The special scheme that <paramref name="text"/> spells, ASCII case ignored, or null. Spares a string a link.</summary>
    public static string? Find(ReadOnlySpan<char> text)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https", "http", "file", "ftp", "ws", "wss"])
        {
            if (text.Equals(scheme, StringComparison.OrdinalIgnoreCase)) return scheme;
        }

        return null;
    }

    public static bool Includes(string scheme) => scheme is "https" or "http" or "file" or "ftp" or "ws" or "wss";

    /// <summary>The port that is left out when written, or -1.</summary>
    public static int DefaultPort(string scheme) => scheme switch
    {
        "http" or "ws" => 80,
        "https" or "wss" => 443,
        "ftp" => 21,
        _ => -1,
    };
}
