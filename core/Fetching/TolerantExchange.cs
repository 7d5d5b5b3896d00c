using System.Net.Security;
using System.Text;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>
/// One HTTP/1.1 request and its answer without HttpClient, which refuses answers that browsers and curl read
/// (docs/decisions/0007-tolerant-http-exchange.md). Only for what it refused: the address gate, the validation of certificates and
/// the limits are the same.
/// </summary>
internal sealed class TolerantExchange(FetchOptions options, AddressGate addresses, TimeProvider time)
{
    /// <summary>Never throws for anything that the remote side does; a token that ends is <see cref="Links.Reason.Timeout"/>.</summary>
    public async Task<RawResponse> AskAsync(PageRequest page, BodyLimit limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(page.Url, cancellationToken);
            await connection.WriteAsync(Head(page), cancellationToken);
            return await ReadAsync(connection, limit, cancellationToken);
        }
        catch (Exception e)
        {
            return RawResponse.Failed(e, cancellationToken) with { IsMalformed = false };
        }
    }

    /// <summary>The answer that <paramref name="connection"/> brings.</summary>
    /// <exception cref="IOException">It brings none, or the connection breaks before its body.</exception>
    internal static async Task<RawResponse> ReadAsync(Stream connection, BodyLimit limit, CancellationToken cancellationToken)
    {
        var bytes = new AnswerBytes(connection);
        var head = await AnswerHead.ReadAsync(bytes, cancellationToken);
        var answer = await RawResponse.ReadAsync(TolerantBody.Of(head, bytes), head.Headers, limit, cancellationToken);
        return head.IsDoubtful && answer.End is BodyEnd.Whole or BodyEnd.Cut
            ? answer with { End = BodyEnd.Cut, IsEndedByClose = false, IsMalformed = false }
            : answer with { IsMalformed = false };
    }

    private async Task<Stream> ConnectAsync(WebUrl url, CancellationToken cancellationToken)
    {
        using var deadline = new RequestDeadline(options.ConnectTimeout, time, cancellationToken);
        var host = url.Host.Trim('[', ']');
        var connection = await addresses.ConnectAsync(host, url.Port, deadline.Token);
        if (url.Scheme == "http") return connection;
        var secure = new SslStream(connection);
        try
        {
            var authentication = HttpExchange.Security(options);
            (authentication.TargetHost, authentication.ApplicationProtocols) = (host, [SslApplicationProtocol.Http11]);
            await secure.AuthenticateAsClientAsync(authentication, deadline.Token);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    /// <summary>A URL's path and query, as the standard writes them, hold no character that could end the line.</summary>
    private byte[] Head(PageRequest page)
    {
        var url = page.Url;
        var head = new StringBuilder($"GET {url.Path}{url.Query} HTTP/1.1\r\nHost: {url.Authority}\r\n");
        foreach (var (name, value) in page.Fields(options.UserAgent)) head.Append(name).Append(": ").Append(value).Append("\r\n");
        return Encoding.Latin1.GetBytes(head.Append("Connection: close\r\n\r\n").ToString());
    }
}
