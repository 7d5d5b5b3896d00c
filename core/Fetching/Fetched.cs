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
