using System.Text.Json.Serialization;
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

    /// <summary>What the page is about, as of when it last was another topic; null where nobody looked for it.</summary>
    public PageTopic? Topic { get; init; }

    /// <summary>The same, but null where it can't be told.</summary>
    [JsonIgnore]
    public PageTopic? ToldTopic => Topic == PageTopic.None ? null : Topic;

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

/// <summary>Whether a page is still the one that held the link, by its title and the number of its outbound links.</summary>
public static class PageLikeness
{
    /// <summary>Share of common letter pairs above which two titles are one with an edit, and below which they are two.</summary>
    private const double SameTitle = 0.75;

    private const double OtherTitle = 0.6;

    /// <summary>With fewer outbound links than this before, their number says nothing.</summary>
    private const int MinComparableLinks = 4;

    /// <summary>Characters of a title that are kept and compared: a page may call itself megabytes.</summary>
    private const int MaxTitle = 1000;

    public static Fingerprint Of(PageReading reading, long size) => new(Head(reading.Title), size, reading.OutboundLinks);

    /// <summary>The same title, and most of the outbound links there were (the tracked one may be gone).</summary>
    public static bool IsAlike(Fingerprint then, PageReading now) =>
        Similarity(then.Title, now.Title) >= SameTitle && 2 * now.OutboundLinks >= then.OutboundLinks - 1;

    /// <summary>Another page altogether: another title, and few of the outbound links there were.</summary>
    public static bool IsAnother(Fingerprint then, PageReading now) =>
        then.OutboundLinks >= MinComparableLinks
            && 4 * now.OutboundLinks <= then.OutboundLinks
            && Similarity(then.Title, now.Title) < OtherTitle;

    /// <summary>Whether the page still calls itself what it did while it held the link: then a telling title tells nothing new.</summary>
    public static bool IsSameTitle(Fingerprint then, string? title) => Similarity(then.Title, title) >= SameTitle;

    private static string? Head(string? title) => title is { Length: > MaxTitle } ? title[..MaxTitle] : title;

    /// <summary>Dice's coefficient over pairs of neighbouring letters, so that it works for scripts without spaces too: 0 to 1.</summary>
    private static double Similarity(string? a, string? b)
    {
        a = Fold(Head(a));
        b = Fold(Head(b));
        if (a == b) return 1;
        if (a.Length < 2 || b.Length < 2) return 0;
        var pairs = Pairs(a);
        var others = Pairs(b);
        var common = pairs.Intersect(others).Count();
        return 2.0 * common / (pairs.Count + others.Count);
    }

    private static string Fold(string? title) => new([.. (title ?? "").Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static HashSet<(char First, char Second)> Pairs(string text) => [.. text.Zip(text.Skip(1))];
}
