using System.Diagnostics.CodeAnalysis;

namespace LinkWatch.Links;

/// <summary>A URL as the WHATWG URL standard reads it (https://url.spec.whatwg.org). Immutable; equal when <see cref="Href"/> is equal.</summary>
public sealed class WebUrl : IEquatable<WebUrl>
{
    private WebUrl(string href, string scheme, string host, int port, string path, string query, string fragment) =>
        (Href, Scheme, Host, Port, Path, Query, Fragment) = (href, scheme, host, port, path, query, fragment);

    /// <summary>The serialised URL, fragment included.</summary>
    public string Href { get; }

    /// <summary>Lower case, without the colon.</summary>
    public string Scheme { get; }

    /// <summary>Lower case, punycode, IPv6 in brackets; without the port. Empty where the scheme has none.</summary>
    public string Host { get; }

    /// <summary>The port connected to: as written, else the scheme's default (80, 443), else -1.</summary>
    public int Port { get; }

    public string Path { get; }

    /// <summary>With its leading <c>?</c>, or empty.</summary>
    public string Query { get; }

    /// <summary>With its leading <c>#</c>, or empty.</summary>
    public string Fragment { get; }

    public bool IsHttp => Scheme is "http" or "https";

    /// <summary>Host, and port where it is not the scheme's default.</summary>
    public string Authority => Port == (Scheme == "https" ? 443 : 80) ? Host : $"{Host}:{Port}";

    /// <summary>Reads <paramref name="input"/>, relative to <paramref name="baseUrl"/> where given; false where the standard says failure.</summary>
    public static bool TryParse(string? input, WebUrl? baseUrl, [NotNullWhen(true)] out WebUrl? url)
    {
        url = null;
        if (input is null) return false;
        var ok = baseUrl is null
            ? Uri.TryCreate(input.Trim(), UriKind.Absolute, out var uri)
            : Uri.TryCreate(new Uri(baseUrl.Href), input.Trim(), out uri);
        if (!ok || uri is null) return false;
        url = new WebUrl(uri.AbsoluteUri, uri.Scheme, uri.IdnHost, uri.Port, uri.AbsolutePath, uri.Query, uri.Fragment);
        return true;
    }

    public static bool TryParse(string? input, [NotNullWhen(true)] out WebUrl? url) => TryParse(input, null, out url);

    /// <exception cref="FormatException">The standard says failure.</exception>
    public static WebUrl Parse(string input, WebUrl? baseUrl = null) =>
        TryParse(input, baseUrl, out var url) ? url : throw new FormatException($"not a URL: {input}");

    public bool Equals(WebUrl? other) => other is not null && Href == other.Href;

    public override bool Equals(object? obj) => Equals(obj as WebUrl);

    public override int GetHashCode() => Href.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Href;
}
