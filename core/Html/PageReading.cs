using System.Text.Json.Serialization;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html;

/// <summary>
/// What one reader found on a page. Small enough to be kept, so that an unchanged page is judged anew without being parsed.
/// </summary>
public sealed record PageReading
{
    /// <summary>Which reader: <c>scanner</c>, <c>anglesharp</c> or <c>htmlagilitypack</c>.</summary>
    public required string Reader { get; init; }

    /// <summary>
    /// Name of the encoding that the bytes were decoded with, as the Encoding standard spells it in lower case (<c>utf-8</c>).
    /// </summary>
    public required string Encoding { get; init; }

    /// <summary>Whether nothing declares the encoding, so that it was guessed.</summary>
    public bool IsEncodingGuessed { get; init; }

    /// <summary>What relative addresses resolved against: the first <c>base href</c>, itself resolved, else the page's URL.</summary>
    public required WebUrl BaseUrl { get; init; }

    /// <summary>White space folded; null where there is none.</summary>
    public string? Title { get; init; }

    /// <summary>The followed-link elements (<c>a</c>, <c>area</c>) to a wanted target's site, in document order.</summary>
    public IReadOnlyList<FoundLink> Links { get; init; } = [];

    /// <summary>All links on the page that lead to another host.</summary>
    public int OutboundLinks { get; init; }

    /// <summary>Every <c>meta name=robots|googlebot</c> outside noscript, in document order.</summary>
    public IReadOnlyList<RobotsMeta> Robots { get; init; } = [];

    /// <summary>Every <c>link rel=canonical</c> in the head, outside noscript, in document order.</summary>
    public IReadOnlyList<CanonicalTag> Canonicals { get; init; } = [];

    /// <summary>The first <c>meta http-equiv=refresh</c> outside noscript that names an address, or null.</summary>
    public MetaRefresh? Refresh { get; init; }

    /// <summary>
    /// The beginning of the visible text (scripts, styles and tags left out, white space folded), at most 4,096 characters.
    /// Empty where the page holds every wanted target: it says why one is missing.
    /// </summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// Length of the whole visible text, in characters after folding white space; 0 where <see cref="Text"/> was not asked for.
    /// </summary>
    public int TextLength { get; init; }

    /// <summary>Number of script elements (JSON-LD and other data blocks left out).</summary>
    public int Scripts { get; init; }

    /// <summary>Whether the page asks for a password.</summary>
    public bool HasPasswordField { get; init; }

    /// <summary>The body holds neither an element nor a letter; false where the text was not asked for.</summary>
    public bool IsBlank { get; init; }

    /// <summary>
    /// Wanted targets that no <c>a</c> holds, but whose host and path stand in a script or a shadow-root template:
    /// a script may build the link.
    /// </summary>
    public IReadOnlyList<string> ScriptedTargets { get; init; } = [];

    public PageEnd End { get; init; }

    /// <summary>Wanted targets that no <c>a</c> holds, but that may be there all the same.</summary>
    public IReadOnlyList<TargetDoubt> TargetDoubts { get; init; } = [];

    /// <summary>Why an absent link may not be believed, as far as the page's markup says so; null if nothing does.</summary>
    public AbsenceDoubt? Doubt { get; init; }

    /// <summary>What the page offers its visitors; null if it holds every wanted target, or a lot of text.</summary>
    [JsonIgnore]
    public PageShape? Shape { get; init; }

    /// <summary>The pages that visitors see in this one's place; null if they see this one.</summary>
    public PagesInstead? Instead { get; init; }
}

/// <summary>What lists of links are asked.</summary>
internal static class FoundLinks
{
    /// <param name="links">Of one page.</param>
    /// <param name="target">Looked for.</param>
    /// <param name="referrer">The page, as its links may name it.</param>
    public static bool Hold(this IReadOnlyList<FoundLink> links, LinkTarget target, Referrer referrer)
    {
        foreach (var link in links)
        {
            if (target.Matches(link.Href, referrer)) return true;
        }

        return false;
    }

    /// <summary>Whether each of <paramref name="targets"/> is there.</summary>
    /// <inheritdoc cref="Hold"/>
    public static bool HoldAll(this IReadOnlyList<FoundLink> links, IReadOnlyList<LinkTarget> targets, Referrer referrer)
    {
        foreach (var target in targets)
        {
            if (!links.Hold(target, referrer)) return false;
        }

        return true;
    }
}

/// <summary>A link as it stands on the page.</summary>
public sealed record FoundLink
{
    /// <summary>The href resolved.</summary>
    public required WebUrl Href { get; init; }

    /// <summary>Lower-case tokens, split at white space and commas, in order, without repeats.</summary>
    public IReadOnlyList<string> Rel { get; init; } = [];

    /// <summary>The text, white space folded; of a link without text, its images' alt texts.</summary>
    public required string Anchor { get; init; }

    public Placement Placement { get; init; }

    /// <summary>The start tag as written in the source (or as close to it as the reader can say), at most 500 characters.</summary>
    public required string Tag { get; init; }

    /// <summary>Byte offset of the tag in the body, or null where the reader cannot say.</summary>
    public long? Offset { get; init; }

    /// <summary>The link holds an image and no text.</summary>
    public bool IsImage { get; init; }

    /// <summary>And no alternative text either.</summary>
    [JsonIgnore]
    public bool IsImageWithoutAlt => IsImage && Anchor.Length == 0;
}

/// <summary>What visitors see in a page's place: its frames, or where a script sends them.</summary>
/// <param name="Urls">Their addresses.</param>
/// <param name="AreAll">Whether these are all; false if others are not shown by the page's text, or are too many.</param>
/// <param name="MayStay">Whether some visitors see the page itself: only a condition sends them on.</param>
public sealed record PagesInstead(IReadOnlyList<WebUrl> Urls, bool AreAll, bool MayStay = false)
{
    /// <summary>More are not read: it is one check of one page.</summary>
    public const int Max = 4;

    /// <summary>
    /// In characters: a page with less text of its own may be there for the sake of its frames, or until its script has run.
    /// </summary>
    internal const int LittleText = 600;

    internal static PagesInstead Of(IEnumerable<WebUrl> urls, bool areAll)
    {
        var distinct = urls.DistinctBy(url => url.Href).ToList();
        return new([.. distinct.Take(Max)], areAll && distinct.Count <= Max);
    }
}

/// <summary>Why the absence of a link to one target may not be believed.</summary>
/// <param name="Target">The target's URL.</param>
/// <param name="Says">In an owner's words.</param>
public sealed record TargetDoubt(string Target, string Says);

/// <summary>A robots meta tag: for whom (<c>robots</c> or <c>googlebot</c>), what it says, and the tag as written.</summary>
public sealed record RobotsMeta(string Agent, string Content, string Tag);

/// <summary>A canonical link: the address resolved, and the tag as written.</summary>
public sealed record CanonicalTag(WebUrl Href, string Tag);

/// <summary>A refresh: after how many seconds, to where, and the tag as written.</summary>
public sealed record MetaRefresh(double Seconds, WebUrl Url, string Tag);

/// <summary>How a page's source ends, whatever its framing says.</summary>
public enum PageEnd
{
    /// <summary>Nobody looked: the reading is older than this.</summary>
    Unknown,

    /// <summary>With <c>&lt;/body&gt;</c> or <c>&lt;/html&gt;</c>; comments, scripts and a few words may follow.</summary>
    Closed,

    /// <summary>Without them, as HTML allows.</summary>
    Open,

    /// <summary>Inside a tag, a comment, a script, a character reference or a character.</summary>
    Inside,
}

/// <summary>Turns bytes into what a verdict needs. One page must never end the process or hold a core beyond its budget.</summary>
public interface IPageReader
{
    /// <summary>Reads the page; null where this reader abstains, because the answer could differ from a browser's.</summary>
    /// <exception cref="PageUnreadableException">The page cannot be read within the guard's limits.</exception>
    PageReading? Read(PageSource source, CancellationToken cancellationToken);
}

/// <summary>A page that no reader may be given, or that ran out of its budget; the message is shown to the owner as evidence.</summary>
public sealed class PageUnreadableException(string message) : Exception(message);

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
