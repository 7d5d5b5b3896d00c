using System.Net.Sockets;
using System.Security.Authentication;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>
/// What came back for one URL, redirects followed. Either <see cref="Failure"/> says why there is no answer,
/// or <see cref="HttpStatus"/> is the final answer's, with its headers and as much of its body as arrived.
/// Dispose returns the body's buffer to its pool.
/// </summary>
public sealed class Fetched : IDisposable
{
    private readonly Action? release;

    public Fetched(Action? release = null) => this.release = release;

    public required WebUrl Requested { get; init; }

    /// <summary>The URL that gave the final answer (or at which fetching failed).</summary>
    public required WebUrl Final { get; init; }

    /// <summary>The redirects that were followed, in order.</summary>
    public IReadOnlyList<Hop> Trail { get; init; } = [];

    /// <summary>Why there is no answer to judge, or null.</summary>
    public FetchFailure? Failure { get; init; }

    /// <summary>Status of the final answer; null if there is a failure before any.</summary>
    public int? HttpStatus { get; init; }

    public HttpFields Headers { get; init; } = HttpFields.Empty;

    /// <summary>Decompressed, at most the size cap.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    public BodyEnd End { get; init; }

    /// <summary>
    /// The body was received to its end, and only the connection's close says that it is the end. Where <see cref="End"/> is
    /// <see cref="BodyEnd.Cut"/> nothing but a closing tag is missing: what has no tags may be whole.
    /// </summary>
    public bool IsEndedByClose { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>The network of the host that gave the final answer, such as <c>203.0.113.0/24</c>; null if it isn't known.</summary>
    public string? Network { get; init; }

    public void Dispose() => release?.Invoke();
}

/// <summary>One redirect: the status that sent us on, from where, to where.</summary>
public sealed record Hop(int Status, WebUrl From, WebUrl To)
{
    /// <summary>Seconds that a refresh (tag or header) waits before it sends on; null for a redirect by status.</summary>
    public double? RefreshAfter { get; init; }

    /// <summary>What became of the cookies that the redirect set; null: it set none.</summary>
    public HopCookies? Cookies { get; init; }
}

/// <summary>What became of the cookies that a redirect set.</summary>
public enum HopCookies
{
    /// <summary>They were kept, and sent wherever a browser would have sent them.</summary>
    Kept,

    /// <summary>Not all: they were too many or too large.</summary>
    Refused,
}

/// <summary>A reason (one of the unknown ones) and what exactly happened.</summary>
public sealed record FetchFailure(Reason Reason, string Detail);

/// <summary>How the body ended. Only <see cref="Whole"/> can say that a link is absent.</summary>
public enum BodyEnd
{
    /// <summary>Nothing was sent (204, an empty body, or no answer).</summary>
    Empty,

    /// <summary>
    /// The declared length or the final chunk was reached and the decompressor saw its end; or the close ended it after
    /// <c>&lt;/body&gt;</c> or <c>&lt;/html&gt;</c>.
    /// </summary>
    Whole,

    /// <summary>The connection or the compressed stream ended early.</summary>
    Cut,

    /// <summary>Larger than the cap.</summary>
    TooLarge,

    /// <summary>Time ran out while it arrived.</summary>
    TimedOut,
}

/// <summary>The network, as one operation. Never throws for anything that the remote side does.</summary>
public interface IFetcher
{
    /// <param name="url">An http(s) URL; anything else fails as <see cref="Reason.AddressForbidden"/>.</param>
    /// <param name="validators">From an earlier answer, for a conditional GET; null asks for the page whatever it was.</param>
    /// <param name="budget">The most time that the whole fetch, body included, may take.</param>
    /// <param name="cancellationToken">Ends the fetch because we stop; this alone throws <see cref="OperationCanceledException"/>.</param>
    Task<Fetched> FetchAsync(WebUrl url, Validators? validators, TimeSpan budget, CancellationToken cancellationToken);

    /// <summary>
    /// A part of a trail that a refresh began: what its pages set goes into <paramref name="cookies"/>, and is sent. A web without
    /// cookies needs no more than the other.
    /// </summary>
    Task<Fetched> FetchAsync(
        WebUrl url, Validators? validators, TrailCookies cookies, TimeSpan budget, CancellationToken cancellationToken) =>
        FetchAsync(url, validators, budget, cancellationToken);

    /// <summary>For pages that are read while another is held: its canonical page, its frames, its host's front page.</summary>
    IFetcher ForOtherPages() => this;
}

/// <summary>What lets a server answer 304. They are sent to the URL they belong to, and to no other on the way there.</summary>
/// <param name="ETag">As it was sent, quotes and all.</param>
/// <param name="LastModified">As it was sent.</param>
/// <param name="Url">The final URL of the fetch that returned them; null: the requested URL, whatever answered.</param>
public sealed record Validators(string? ETag, string? LastModified, WebUrl? Url = null);

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
