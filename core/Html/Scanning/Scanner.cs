using System.Buffers;
using System.Text;
using LinkWatch.Html.Encodings;
using LinkWatch.Html.Trees;

namespace LinkWatch.Html.Scanning;

/// <summary>
/// The fast reader: one pass of the HTML Standard's tokenizer, without a tree. Where it answers, what it saw is there, with the rel, robots
/// directives, canonical and base that a full parser would find; it abstains (null) for the reasons that <see cref="Abstention"/> lists.
/// What it did not see may still be there: it can never say that a link is absent. So of the links to a target's site it keeps
/// only those to the target itself, and it tells of no text, scripts or password fields: those explain why a link is missing.
/// </summary>
/// <remarks>
/// What runs for each tag is compiled with all optimisations at its first call (<c>AggressiveOptimization</c>): the JIT's quick version is
/// ten times slower and stays for the first seconds of a process, which are all that a check of some thousand pages takes.
/// </remarks>
public sealed class Scanner : IPageReader
{
    public const string Name = "scanner";

    private const int DeepestNesting = 512;

    /// <inheritdoc/>
    public PageReading? Read(PageSource source, CancellationToken cancellationToken) => Read(source, out _, cancellationToken);

    /// <inheritdoc cref="Read(PageSource, CancellationToken)"/>
    /// <param name="source">The page.</param>
    /// <param name="abstention">Why the answer is null.</param>
    /// <param name="cancellationToken">Looked at every few thousand tags.</param>
    public static PageReading? Read(PageSource source, out Abstention abstention, CancellationToken cancellationToken)
    {
        if (XmlMarkup.IsXml(source.ContentType))
        {
            abstention = Abstention.Xml;
            return null;
        }

        var sniffed = PageEncoding.Sniff(source);
        if (sniffed.IsUtf8)
        {
            return Read(source, sniffed, sniffed.Body.Span, sniffed.MarkLength, out abstention, cancellationToken);
        }

        var text = new PageText(sniffed);
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Text.Length));
        try
        {
            var page = utf8.AsSpan(0, Encoding.UTF8.GetBytes(text.Text, utf8));
            return Read(source, sniffed, page, start: 0, out abstention, cancellationToken) is { } reading
                ? reading with { Links = WithOffsets(reading.Links, page, text) }
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    /// <param name="source">The page.</param>
    /// <param name="sniffed">Its encoding.</param>
    /// <param name="page">Its text in UTF-8.</param>
    /// <param name="start">Where that begins: behind a byte order mark.</param>
    /// <param name="abstention">Why the answer is null.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    private static PageReading? Read(
        PageSource source, in SniffedPage sniffed, ReadOnlySpan<byte> page, int start, out Abstention abstention,
        CancellationToken cancellationToken)
    {
        var buffers = new ScanBuffers(stackalloc uint[DeepestNesting], stackalloc int[DeepestNesting]);
        var scan = new PageScan(page, start, source, sniffed.Charset, buffers);
        abstention = scan.Run(cancellationToken);
        if (abstention != Abstention.None) return null;
        var findings = scan.Findings;
        var baseUrl = findings.BaseUrl(source.Url);
        return new PageReading
        {
            Reader = Name,
            Encoding = sniffed.Charset.Name,
            IsEncodingGuessed = sniffed.IsGuessed,
            BaseUrl = baseUrl,
            Title = findings.Title,
            Links = scan.Links?.Links ?? [],
            OutboundLinks = scan.Links?.OutboundLinks ?? 0,
            Robots = findings.Robots,
            Canonicals = [.. findings.Canonicals(baseUrl, sniffed)],
            Refresh = findings.Refresh(source.Url, baseUrl),
            End = PageEnds.Of(sniffed, page, scan.ClosedAt, scan.IsCutOff),
        };
    }

    /// <summary>Offsets in the body, from offsets in its UTF-8 transcript.</summary>
    private static List<FoundLink> WithOffsets(IReadOnlyList<FoundLink> links, ReadOnlySpan<byte> page, PageText text)
    {
        var placed = new List<FoundLink>(links.Count);
        var (known, index) = (0, 0);
        foreach (var link in links)
        {
            var offset = (int)link.Offset!.Value;
            index += Encoding.UTF8.GetCharCount(page[known..offset]);
            known = offset;
            placed.Add(link with { Offset = text.OffsetOf(index) });
        }

        return placed;
    }
}

/// <summary>The memory that a scan works in, all of it on the caller's stack.</summary>
/// <param name="names">The stack of open elements: as deep as this is long.</param>
/// <param name="starts">As long as <paramref name="names"/>.</param>
internal readonly ref struct ScanBuffers(Span<uint> names, Span<int> starts)
{
    public Span<uint> Names { get; } = names;
    public Span<int> Starts { get; } = starts;
}

/// <summary>
/// Why the scanner gives a page to a full parser: from here on, what tree construction makes of the tags could differ from what
/// their order in the source says. Each names the only part of the standard's tree construction that it stands for.
/// </summary>
public enum Abstention
{
    /// <summary>The scanner answers.</summary>
    None,

    /// <summary>A NUL byte: dropped, replaced or kept, depending on where it stands.</summary>
    Nul,

    /// <summary>A frameset may take the place of the body, and everything else on the page is then dropped.</summary>
    Frameset,

    /// <summary>Everything behind <c>plaintext</c> is text.</summary>
    Plaintext,

    /// <summary>A script, style, title, textarea or the like that the page never closes swallows the rest of it.</summary>
    UnclosedRawText,

    /// <summary>
    /// A tag in a <c>select</c> that old and new versions of the standard treat differently: dropped, kept, or closing the select.
    /// </summary>
    TagInSelect,

    /// <summary>
    /// HTML inside SVG or MathML (in <c>foreignObject</c>, <c>desc</c>, <c>title</c>, <c>mi</c>, <c>annotation-xml</c> …).
    /// </summary>
    HtmlInForeignContent,

    /// <summary>An HTML tag that closes the SVG or MathML around it.</summary>
    BreaksOutOfForeignContent,

    /// <summary>
    /// An end tag in <c>mi</c>, <c>mo</c>, <c>mn</c>, <c>ms</c> or <c>mtext</c> that is not its own: the standard closes what it names,
    /// AngleSharp (1.10) treats it as HTML and stays in the formula.
    /// </summary>
    EndTagInMathText,

    /// <summary><c>&amp;;</c> in a tag that counts: the standard keeps it as it is, AngleSharp (1.10) drops the semicolon.</summary>
    EmptyReference,

    /// <summary>A table's column outside a table, in a template: the tags behind it are dropped.</summary>
    ColumnInTemplate,

    /// <summary>
    /// A template that ends with a cell, caption or object open in it: formatting that was open there, a link too, goes on behind it.
    /// </summary>
    BrokenTemplate,

    /// <summary>A template that becomes a shadow root: neither on the page nor off it.</summary>
    ShadowRoot,

    /// <summary>A <c>base</c> in the body that a table or noscript may move, or behind a link that was already read without it.</summary>
    BaseInBody,

    /// <summary>Robots directives in the body that a table may move, or where a noscript may not have been closed by its end tag.</summary>
    RobotsInBody,

    /// <summary>
    /// A canonical, <c>base</c> or robots directive behind a noscript that ended the head, as a tracking pixel does: to a parser without
    /// scripts it is in the body, to a search engine in the head.
    /// </summary>
    LeakedNoscript,

    /// <summary>Called XML, where <c>&lt;title/&gt;</c> is whole: its tags do not end as HTML's do.</summary>
    Xml,

    /// <summary>Deeper than any honest page.</summary>
    TooDeep,
}
