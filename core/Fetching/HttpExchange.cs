using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>One request and its answer, over connections that the address gate opened.</summary>
internal sealed class HttpExchange : IDisposable
{
    /// <summary>
    /// A connection waits for the next request to its host for the interval and a little longer; many hosts are asked only once.
    /// </summary>
    private static readonly TimeSpan IdleBeyondInterval = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker wire;
    private readonly string userAgent;

    public HttpExchange(FetchOptions options, AddressGate addresses)
    {
        userAgent = options.UserAgent;
        var handler = Handler(options, addresses);
        // A cookie goes back byte for byte.
        handler.RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1;
        wire = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>Never throws for anything that the remote side does; a token that ends is <see cref="Reason.Timeout"/>.</summary>
    public async Task<RawResponse> AskAsync(PageRequest page, BodyLimit limit, CancellationToken cancellationToken)
    {
        if (AddressOf(page.Url) is not { } address) return RawResponse.Failed(new(Reason.Dns, $"{page.Url.Host} cannot be a host name"));
        try
        {
            using var request = Request(address, page);
            using var response = await wire.SendAsync(request, cancellationToken);
            var headers = ResponseLines.Of(response);
            var message = MessageBody.Of(response);
            return IsLengthOverlooked(message, headers)
                ? RawResponse.Failed(new(Reason.Unreadable, "the answer's length could not be read")) with { IsMalformed = true }
                : await RawResponse.ReadAsync(message, headers, limit, cancellationToken);
        }
        catch (Exception e)
        {
            return RawResponse.Failed(e, cancellationToken);
        }
    }

    public void Dispose() => wire.Dispose();

    /// <summary>HttpClient does not understand <c>Content-Length: 5, 5</c>, and would wait for the connection's close.</summary>
    private static bool IsLengthOverlooked(MessageBody message, HttpFields headers) =>
        message.IsEndedByClose && MessageFraming.Of(headers).Length is not null;

    /// <summary>
    /// Exactly what the URL standard made of the URL: without that option System.Uri would undo escapes and dot segments its own way,
    /// and another page would be asked for. User name, password and fragment are not sent.
    /// </summary>
    internal static Uri? AddressOf(WebUrl url) => Uri.TryCreate(
        $"{url.Scheme}://{url.Authority}{url.Path}{url.Query}",
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true },
        out var address) ? address : null;

    private HttpRequestMessage Request(Uri address, PageRequest page)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        foreach (var (name, value) in page.Fields(userAgent)) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    internal static SocketsHttpHandler Handler(FetchOptions options, AddressGate addresses) => new()
    {
        ConnectCallback = addresses.ConnectAsync,
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = options.Interval + IdleBeyondInterval,
        MaxResponseHeadersLength = 64,
        MaxResponseDrainSize = 64 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ActivityHeadersPropagator = null,
        SslOptions = Security(options),
    };

    internal static SslClientAuthenticationOptions Security(FetchOptions options) =>
        new() { CertificateChainPolicy = Trust(options.TrustedAuthorities) };

    /// <summary>
    /// The system's validation, without its downloads: a certificate names the address of its issuer, and .NET would fetch it
    /// past the address gate (from 169.254.169.254, if the certificate says so).
    /// </summary>
    internal static X509ChainPolicy Trust(X509Certificate2Collection? authorities)
    {
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (authorities is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}

/// <summary>What one request asks for, and what goes with it.</summary>
/// <param name="Url">User name, password and fragment are not sent.</param>
/// <param name="Validators">For a conditional GET, or null.</param>
/// <param name="Cookie">What the redirects before asked to be sent back, as Latin-1, or null.</param>
internal readonly record struct PageRequest(WebUrl Url, Validators? Validators, string? Cookie)
{
    /// <summary>The header fields, but for those that belong to the connection.</summary>
    public IEnumerable<(string Name, string Value)> Fields(string userAgent)
    {
        yield return ("User-Agent", userAgent);
        yield return ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        yield return ("Accept-Language", "en,*;q=0.5");
        yield return ("Accept-Encoding", "gzip, deflate, br");
        if (IsSendable(Validators?.ETag)) yield return ("If-None-Match", Validators!.ETag!);
        if (IsSendable(Validators?.LastModified)) yield return ("If-Modified-Since", Validators!.LastModified!);
        if (Cookie is not null) yield return ("Cookie", Cookie);
    }

    /// <summary>A validator is the server's own text: one that could not be sent back byte for byte is left out.</summary>
    private static bool IsSendable(string? validator) =>
        validator is { Length: > 0 and < 1024 } && validator.All(c => c is >= ' ' and < '\x7F');
}

/// <summary>The time that one request may take, its body included, and the caller's wish to stop, as one token.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly CancellationTokenSource limit;
    private readonly CancellationTokenRegistration caller;
    private readonly TimeProvider time;
    private readonly long start;

    public RequestDeadline(TimeSpan budget, TimeProvider time, CancellationToken cancellationToken)
    {
        this.time = time;
        start = time.GetTimestamp();
        limit = new CancellationTokenSource(budget > TimeSpan.Zero ? budget : TimeSpan.Zero, time);
        caller = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
    }

    public CancellationToken Token => limit.Token;

    public TimeSpan Spent => time.GetElapsedTime(start);

    public void Dispose()
    {
        caller.Dispose();
        limit.Dispose();
    }
}
