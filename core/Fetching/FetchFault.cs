using System.Net.Sockets;
using System.Security.Authentication;
using LinkWatch.Links;

namespace LinkWatch.Fetching;

/// <summary>What an exception on the way to an answer means. Every one is the remote side's doing: there is no other default.</summary>
internal static class FetchFault
{
    /// <summary>HTTP/2 errors that say the peer broke the protocol (RFC 9113, 7); the others say that it gave up.</summary>
    private static readonly HashSet<long> Malformed = [0x1, 0x3, 0x6, 0x9];

    public static FetchFailure Of(Exception exception)
    {
        var chain = Chain(exception).ToList();
        if (chain.OfType<ConnectRefusedException>().FirstOrDefault() is { } refused) return refused.Failure;
        return Of(ReasonOf(chain), chain[^1].Message);
    }

    /// <summary>
    /// Whether it is the way in which the answer was written that HttpClient could not bear. A limit that was passed, or a connection
    /// that broke, is no such thing.
    /// </summary>
    public static bool IsMalformed(Exception exception) => Chain(exception).Any(e =>
        ErrorOf(e) is HttpRequestError.InvalidResponse || (e is HttpProtocolException protocol && Malformed.Contains(protocol.ErrorCode)));

    /// <summary>Details quote what the server sent, which may be long.</summary>
    public static FetchFailure Of(Reason reason, string detail) => new(reason, detail.Length <= 300 ? detail : detail[..300] + "…");

    private static Reason ReasonOf(List<Exception> chain)
    {
        if (chain.Exists(e => e is AuthenticationException)) return Reason.Tls;
        if (chain.OfType<HttpRequestException>().FirstOrDefault()?.HttpRequestError == HttpRequestError.SecureConnectionError)
            return Reason.Tls;
        if (chain.Exists(e =>
            e is OperationCanceledException or TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }))
            return Reason.Timeout;
        if (chain.OfType<HttpProtocolException>().FirstOrDefault() is { } protocol)
            return Malformed.Contains(protocol.ErrorCode) ? Reason.Unreadable : Reason.Connection;
        if (chain.Exists(e => e is SocketException)) return Reason.Connection;
        return chain.Select(ErrorOf).FirstOrDefault(e => e is not null) switch
        {
            HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded or HttpRequestError.VersionNegotiationError =>
                Reason.Connection,
            HttpRequestError.NameResolutionError => Reason.Dns,
            _ => Reason.Unreadable,
        };
    }

    private static HttpRequestError? ErrorOf(Exception e) => e switch
    {
        HttpIOException io => io.HttpRequestError,
        HttpRequestException request => request.HttpRequestError,
        _ => null,
    };

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException) yield return at;
    }
}
