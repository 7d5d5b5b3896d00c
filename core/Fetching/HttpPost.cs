using System.Net;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>Sends JSON to an address that the operator set, under the rules of <see cref="GuardedHandler"/>.</summary>
public sealed class HttpPost : IDisposable
{
    /// <summary>So many bytes of an answer are read: enough for a complaint.</summary>
    private const int MaxAnswer = 2048;

    private readonly HttpMessageInvoker wire;
    private readonly string userAgent;
    private readonly TimeProvider time;

    public HttpPost(FetchOptions options, INameResolver names, TimeProvider time)
    {
        this.time = time;
        wire = new HttpMessageInvoker(new GuardedHandler(options, names, time), disposeHandler: true);
        userAgent = options.UserAgent;
    }

    /// <summary>Never throws for anything that the remote side does.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="json">The body.</param>
    /// <param name="headers">Beyond those of every request.</param>
    /// <param name="budget">From resolving the name to the end of the answer.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    public async Task<PostAnswer> SendAsync(
        WebUrl url, byte[] json, IReadOnlyList<(string Name, string Value)> headers, TimeSpan budget, CancellationToken cancellationToken)
    {
        using var deadline = new RequestDeadline(budget, time, cancellationToken);
        try
        {
            if (HttpExchange.AddressOf(url) is not { } address) return Failed(new(Reason.Dns, $"{url.Host} cannot be a host name"));
            using var request = Request(address, json, headers);
            using var response = await wire.SendAsync(request, deadline.Token);
            return new PostAnswer
            {
                Status = (int)response.StatusCode,
                Headers = ResponseLines.Of(response),
                Text = await ReadAsync(response, deadline.Token)
            };
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Failed(deadline.Token.IsCancellationRequested
                ? new(Reason.Timeout, $"no answer within {budget.TotalSeconds:0} s")
                : FetchFault.Of(e));
        }
    }

    public void Dispose() => wire.Dispose();

    private static PostAnswer Failed(FetchFailure failure) => new() { Failure = failure };

    private HttpRequestMessage Request(Uri address, byte[] json, IReadOnlyList<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ByteArrayContent(json),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>The status is the answer; if its text does not arrive, it is empty.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode) return "";
        try
        {
            var words = new byte[MaxAnswer];
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(words, words.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(words, 0, length);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            return "";
        }
    }
}

/// <summary>What came back: a status, or the reason why there is none.</summary>
public sealed record PostAnswer
{
    public FetchFailure? Failure { get; init; }

    public int? Status { get; init; }

    public HttpFields Headers { get; init; } = HttpFields.Empty;

    /// <summary>The beginning of the body if the status is an error. Untrusted text.</summary>
    public string Text { get; init; } = "";
}

/// <summary>
/// What LinkWatch sends to others by itself goes through here: over connections that the address gate opened, following no
/// redirect, and unencrypted only to addresses that were opened explicitly.
/// </summary>
public sealed class GuardedHandler : DelegatingHandler
{
    private readonly AddressGate addresses;

    public GuardedHandler(FetchOptions options, INameResolver names, TimeProvider time)
    {
        addresses = new AddressGate(new AddressRules(options.AllowedAddresses), names, time);
        InnerHandler = HttpExchange.Handler(options, addresses);
    }

    /// <exception cref="IOException">The address is not asked that way; the message says what to do.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = WebUrl.Parse(request.RequestUri!.OriginalString);
        if (url.Scheme != "https" && !await addresses.IsOpenedAsync(url, cancellationToken))
        {
            throw new ConnectRefusedException(Reason.AddressForbidden, $"{url.Authority} is asked over plain http, which is only for "
                + "addresses that are opened: use https, or open it with --allow-address");
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
