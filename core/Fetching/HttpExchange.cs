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
        wire = new HttpMessageInvoker(Handler(options, addresses), disposeHandler: true);
    }

    /// <summary>Never throws for anything that the remote side does; a token that ends is <see cref="Reason.Timeout"/>.</summary>
    public async Task<RawResponse> AskAsync(WebUrl url, Validators? validators, int maxBytes, CancellationToken cancellationToken)
    {
        if (AddressOf(url) is not { } address) return Failed(FetchFault.Of(Reason.Dns, $"{url.Host} cannot be a host name"));
        PooledBody? body = null;
        try
        {
            using var request = Request(address, validators);
            using var response = await wire.SendAsync(request, cancellationToken);
            var answer = new RawResponse { Status = (int)response.StatusCode, Headers = ResponseLines.Of(response) };
            if (answer.Status < 200) return Failed(new(Reason.Unreadable, $"the answer is only provisional: {answer.Status}"));
            if (answer.IsRedirect) return answer;

            var reader = new BodyReader(response, answer.Headers);
            body = reader.Rent(maxBytes);
            var end = await reader.ReadAsync(body, cancellationToken);
            return answer with { End = end, Body = body, IsEndedByClose = reader.IsEndedByClose };
        }
        catch (Exception e)
        {
            body?.Return();
            return Failed(cancellationToken.IsCancellationRequested ? new(Reason.Timeout, "no answer in time") : FetchFault.Of(e));
        }
    }

    public void Dispose() => wire.Dispose();

    private static RawResponse Failed(FetchFailure failure) => new() { Failure = failure };

    /// <summary>
    /// Exactly what the URL standard made of the URL: without that option System.Uri would undo escapes and dot segments its own way,
    /// and another page would be asked for. User name, password and fragment are not sent.
    /// </summary>
    internal static Uri? AddressOf(WebUrl url) => Uri.TryCreate(
        $"{url.Scheme}://{url.Authority}{url.Path}{url.Query}",
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true },
        out var address) ? address : null;

    private HttpRequestMessage Request(Uri address, Validators? validators)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", userAgent);
        headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        headers.TryAddWithoutValidation("Accept-Language", "en,*;q=0.5");
        headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        AddValidator(headers, "If-None-Match", validators?.ETag);
        AddValidator(headers, "If-Modified-Since", validators?.LastModified);
        return request;
    }

    /// <summary>A validator is the server's own text: one that could not be sent back byte for byte is left out.</summary>
    private static void AddValidator(System.Net.Http.Headers.HttpRequestHeaders headers, string name, string? value)
    {
        if (value is { Length: > 0 and < 1024 } && value.All(c => c is >= ' ' and < '\x7F')) headers.TryAddWithoutValidation(name, value);
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
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(options.TrustedAuthorities) },
    };

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
