using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Robots;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Judging;

/// <summary>
/// What is kept of a page between visits, so that an unchanged one is judged anew without being parsed. Stored with the page's row.
/// </summary>
public sealed record KnownPage
{
    /// <summary>Null where the server gave none, or they must not be used.</summary>
    public Validators? Validators { get; init; }

    /// <summary>Hash of the decompressed body.</summary>
    public string? BodyHash { get; init; }

    /// <summary>Length of the decompressed body, in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Readers change; what an older one found is not reused.</summary>
    public int ReadersVersion { get; init; }

    public required WebUrl FinalUrl { get; init; }

    public IReadOnlyList<Hop> Trail { get; init; } = [];

    /// <summary>X-Robots-Tag lines of the last 200: a 304 without any repeats them.</summary>
    public IReadOnlyList<string> RobotsHeaders { get; init; } = [];

    /// <summary>Link header lines with a canonical, of the last 200.</summary>
    public IReadOnlyList<string> CanonicalHeaders { get; init; } = [];

    /// <summary>What the readers found, its text left out; null where the page was too rich to keep.</summary>
    public PageReading? Reading { get; init; }

    /// <summary>What the canonical page said when it was last asked; null if the page names no other.</summary>
    public CanonicalPage? CanonicalPage { get; init; }

    public RobotsStanding? Robots { get; init; }

    /// <summary>The last complete 200 page that held a target: other pages are recognised by it. Null until there was one.</summary>
    public Fingerprint? Fingerprint { get; init; }

    /// <summary>What the page is about, as of when it last was another topic; null where it is not known.</summary>
    public PageTopic? Topic { get; init; }

    /// <summary>
    /// The network of its host when it was first read, such as <c>203.0.113.0/24</c>: how it arrived, and not where it moved since.
    /// </summary>
    public string? Network { get; init; }

    /// <summary>
    /// Of a site's own page: the other hosts that it links to so that search engines follow, with a space between. Null where it is not
    /// known.
    /// </summary>
    public string? LinksTo { get; init; }

    /// <summary>Null where it is not known.</summary>
    public PageEnding? Ending { get; init; }

    /// <summary>When the page was last read without validators.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>
    /// The same for other links: the page is read anew. How it ends and what it looks like stays known, or a page that breaks off would
    /// pass for whole from an edit on.
    /// </summary>
    public KnownPage ForOtherLinks() => this with { Validators = null, BodyHash = null, Reading = null };
}

/// <summary>Enough of a page to recognise another page in its place.</summary>
public sealed record Fingerprint(string? Title, long Size, int OutboundLinks);

/// <summary>The page that the canonical names: whether it could be read, and the links to wanted targets on it.</summary>
public sealed record CanonicalPage(WebUrl Url, bool IsReadable, IReadOnlyList<FoundLink> Links)
{
    /// <summary>Why its links cannot be counted, as a clause that follows a comma (<c>which asks not to be indexed</c>), or null.</summary>
    public string? Detail { get; init; }

    /// <summary>The page could not be read this time: its links are those of the last time that it could.</summary>
    public bool IsFromBefore { get; init; }

    /// <summary>How it used to end; null where that is not known.</summary>
    public PageEnding? Ending { get; init; }
}

/// <summary>A page that visitors see in another's place: one of its frames, or where its script sends them.</summary>
/// <param name="Url">Its address.</param>
/// <param name="IsSeen">Whether a link that is not in <paramref name="Links"/> is not there.</param>
/// <param name="Links">To wanted targets.</param>
public sealed record InsteadPage(WebUrl Url, bool IsSeen, IReadOnlyList<FoundLink> Links)
{
    /// <summary>Why it could not be seen, as a clause that follows a comma, or null.</summary>
    public string? Detail { get; init; }
}
