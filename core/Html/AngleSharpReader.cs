using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LinkWatch.Html.Encodings;
using LinkWatch.Html.Scanning;
using LinkWatch.Html.Trees;
using LinkWatch.Links;

namespace LinkWatch.Html;

/// <summary>
/// The reader that decides: builds the page's tree as the HTML Standard says, scripting off, and never abstains.
/// A page that takes longer than its budget ends in <see cref="PageUnreadableException"/>,
/// as does any page on which the parser itself fails.
/// </summary>
public sealed class AngleSharpReader(TimeProvider time, TimeSpan? budget = null) : IPageReader
{
    public const string Name = "anglesharp";

    /// <summary>
    /// What the tree of a page may take, in wall-clock time. A page may take 2 s in all: the rest is for the second opinion.
    /// </summary>
    public static readonly TimeSpan DefaultBudget = TimeSpan.FromSeconds(1.5);

    /// <summary>Tags times open elements, at 50 ns each: a second.</summary>
    private const long MaxHarmlessSteps = 20_000_000;

    /// <summary>Attributes of one tag, roughly.</summary>
    private const int MaxAttributes = 150_000;

    PageReading? IPageReader.Read(PageSource source, CancellationToken cancellationToken) => Read(source, cancellationToken);

    /// <inheritdoc cref="IPageReader.Read"/>
    public PageReading Read(PageSource source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var spent = new ReadingBudget(time, budget ?? DefaultBudget, cancellationToken);
        try
        {
            return InLikelyEncodings(source, spent, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw spent.Spent();
        }
        catch (Exception e) when (e is not (PageUnreadableException or OperationCanceledException or OutOfMemoryException))
        {
            throw new PageUnreadableException($"the parser failed on this page: {e.Message}");
        }
    }

    /// <summary>
    /// If the encoding was guessed and a wanted link's absence hangs on the guess, the page is read in the other encodings too:
    /// an address outside ASCII that is found in any of them is there.
    /// </summary>
    private static PageReading InLikelyEncodings(PageSource source, ReadingBudget budget, CancellationToken cancellationToken)
    {
        var sniffed = PageEncoding.Sniff(source);
        var best = Read(source, sniffed, budget);
        if (best.TargetDoubts.Count == 0 || !sniffed.IsGuessed) return best;
        try
        {
            foreach (var charset in PageEncoding.Others(sniffed))
            {
                var reading = Read(source, sniffed with { Charset = charset }, budget);
                if (Absent(reading, source).Count < Absent(best, source).Count) best = reading;
                if (Absent(best, source).Count == 0) break;
            }
        }
        catch (Exception e) when (e is PageUnreadableException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The time for one page is over: what was not seen until then stays in doubt.
        }

        return best;
    }

    private static List<LinkTarget> Absent(PageReading reading, PageSource source) =>
        [.. source.Wanted.Where(target => !reading.Links.Hold(target, source.Referrer))];

    private static PageReading Read(PageSource source, SniffedPage sniffed, ReadingBudget budget)
    {
        var page = new PageText(sniffed);
        var starts = new Dictionary<IElement, int>(ReferenceEqualityComparer.Instance);
        var isXml = XmlMarkup.IsXml(source.ContentType);
        var xml = isXml ? XmlTree.Build(page, starts, budget) : null;
        // The document is left to the garbage collector: disposing of it would take its tree apart node by node,
        // an eighth of the whole time.
        var document = xml?.Document ?? Parse(page.Text, starts, budget);
        var reading = new PageWalk<AngleSharpTree, INode>(new AngleSharpTree(starts, isXml), page, source, budget).Read(document, Name);
        if (xml is not null)
        {
            reading = reading with
            {
                Doubt = xml.IsMalformed ? AbsenceDoubt.Malformed : null,
                TargetDoubts = [.. XmlBases.Doubts(document, source, reading, budget)],
            };
        }

        var utf8 = page.ToUtf8(source);
        var scan = EndScan.Of(utf8, isXml);
        reading = reading with { End = xml is null ? scan.End(page.Sniffed) : xml.IsMalformed ? PageEnd.Unknown : PageEnd.Closed };
        var absent = Absent(reading, source);
        return absent.Count == 0 && !source.IsTarget
            ? reading
            : PageShapes.AddTo(AbsenceDoubts.AddTo(reading, document, source, utf8, scan, absent, budget), document, source, budget);
    }

    private static IHtmlDocument Parse(string page, Dictionary<IElement, int> starts, ReadingBudget budget)
    {
        var parser = new HtmlParser(new HtmlParserOptions
        {
            SkipComments = true,
            // The parser's own limit lifts deep elements out of their parents, a template's among them: its links would count.
            MaximumDepth = int.MaxValue,
            OnCreated = (element, position) =>
            {
                budget.Step();
                if (element.LocalName is "a" or "area" or "base" or "meta" or "link" or "noscript") starts[element] = position.Index;
            },
        });

        var text = SelectMarkup.Open(page);
        if (IsBoundToOutlast(text)) throw budget.Spent();
        return MayOutlast(text)
            ? parser.ParseDocumentAsync(text, budget.Token).GetAwaiter().GetResult()
            : parser.ParseDocument(text);
    }

    /// <summary>
    /// What the budget does not see. The parser looks for the base URL of each object when it closes it, in the whole tree: 20,000 that are
    /// open to the end take 20 seconds. And a tag is one token, whatever is in it: a million attributes take 400 MB.
    /// </summary>
    private static bool IsBoundToOutlast(string text)
    {
        long objects = Count(text, "<object") + Count(text, "<audio") + Count(text, "<video");
        return objects * text.AsSpan().Count('<') > MaxHarmlessSteps || TagSizes.Of(text).Largest > MaxAttributes;
    }

    private static int Count(ReadOnlySpan<char> text, string name)
    {
        var count = 0;
        while (text.IndexOf(name, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            count++;
            text = text[(at + name.Length)..];
        }

        return count;
    }

    /// <summary>
    /// Tags that close nothing create no element, so that the callback alone does not see them: 20,000 of them behind as many open elements
    /// take 20 seconds. The asynchronous way looks at its token before each tag, for 8 % more time; it completes at once,
    /// for the text is all there.
    /// </summary>
    private static bool MayOutlast(string text)
    {
        long tags = text.AsSpan().Count('<');
        return tags * (tags - text.AsSpan().Count("</")) > MaxHarmlessSteps;
    }
}
