using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace LinkWatch.Fetching;

/// <summary>How LinkWatch fetches: who it says it is, how polite it is, and what it bears.</summary>
public sealed record FetchOptions
{
    /// <summary>The default time between two requests to a host.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);

    /// <summary>With more, a slice would have no time left for the second page of a host.</summary>
    public static readonly TimeSpan MaxInterval = TimeSpan.FromMinutes(1);

    /// <summary>The product token: what a robots.txt group must name to mean us (RFC 9309, 2.2.1).</summary>
    public string Agent { get; init; } = "LinkWatch";

    /// <summary>A page that explains to owners of visited sites who visits and why. The default is a placeholder: set your own.</summary>
    public string ContactUrl { get; init; } = "https://linkwatch.example/bot";

    public string UserAgent => $"Mozilla/5.0 (compatible; {Agent}/{Version}; +{ContactUrl})";

    /// <summary>The most bytes that are kept of a body, decompressed.</summary>
    public int MaxBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>
    /// The most bodies of 256 KiB or more that are held at once, each in a buffer of <see cref="MaxBytes"/> that is kept. The others wait
    /// for their turn, and are asked for again.
    /// </summary>
    public int MaxLargeBodies { get; init; } = 4;

    /// <summary>The same of pages that are read for another page's sake, while that is held.</summary>
    public int MaxLargeOtherBodies { get; init; } = 2;

    public int MaxRedirects { get; init; } = 10;

    /// <summary>The most time for name, connection and TLS handshake.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// From the start of one request to a host to the start of the next. Zero lifts politeness, for <see cref="AllowedAddresses"/> only.
    /// </summary>
    public TimeSpan Interval { get; init; } = DefaultInterval;

    /// <summary>Ranges that may be connected to although they are not public, on any port.</summary>
    public IReadOnlyList<IPNetwork> AllowedAddresses { get; init; } = [];

    private static string Version { get; } = typeof(FetchOptions).Assembly.GetName().Version!.ToString(2);

    /// <summary>
    /// The certificate authorities to trust in place of the system's, for sites with one of their own; null: the system's.
    /// </summary>
    public X509Certificate2Collection? TrustedAuthorities { get; init; }
}
