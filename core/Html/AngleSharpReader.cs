using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LinkWatch.Html.Encodings;
using LinkWatch.Html.Trees;

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

    PageReading? IPageReader.Read(PageSource source, CancellationToken cancellationToken) => Read(source, cancellationToken);

    /// <inheritdoc cref="IPageReader.Read"/>
    public PageReading Read(PageSource source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var spent = new ReadingBudget(time, budget ?? DefaultBudget, cancellationToken);
        try
        {
            return Read(source, spent);
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

    private static PageReading Read(PageSource source, ReadingBudget budget)
    {
        var page = new PageText(PageEncoding.Sniff(source));
        var starts = new Dictionary<IElement, int>(ReferenceEqualityComparer.Instance);
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

        var text = SelectMarkup.Open(XmlMarkup.IsXml(source.ContentType) ? XmlMarkup.Open(page.Text) : page.Text);
        // The document is left to the garbage collector: disposing of it would take its tree apart node by node,
        // an eighth of the whole time.
        var document = MayOutlast(text)
            ? parser.ParseDocumentAsync(text, budget.Token).GetAwaiter().GetResult()
            : parser.ParseDocument(text);
        var reading = new PageWalk<AngleSharpTree, INode>(new AngleSharpTree(starts), page, source, budget).Read(document, Name);
        var absent = source.Wanted.Where(target => !reading.Links.Any(link => target.Matches(link.Href))).ToList();
        if (absent.Count == 0) return reading;
        return PageShapes.AddTo(AbsenceDoubts.AddTo(reading, document, page.Text, absent), document, source, budget);
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
