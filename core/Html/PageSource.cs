using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html;

/// <summary>A page as it arrived: bytes, where they came from, and what the server called them.</summary>
/// <param name="Url">The final URL: what relative addresses resolve against.</param>
/// <param name="Body">Decompressed bytes.</param>
/// <param name="ContentType">The Content-Type header, or null.</param>
/// <param name="Wanted">The targets looked for: links to other sites are counted, not kept.</param>
public sealed record PageSource(WebUrl Url, ReadOnlyMemory<byte> Body, string? ContentType, IReadOnlyList<LinkTarget> Wanted)
{
    /// <summary>The page as its links may name it: under the addresses that led to it too.</summary>
    public Referrer Referrer { get; init; } = new(Url);

    /// <summary>
    /// Whether the page itself is judged: what stands in its place is looked for even if it holds every link.
    /// </summary>
    public bool IsTarget { get; init; }
}
