using HtmlAgilityPack;
using LinkWatch.Html.Encodings;
using LinkWatch.Html.Trees;

namespace LinkWatch.Html;

/// <summary>
/// The second opinion: knows nothing of the HTML Standard's tree construction, and so finds links where a browser builds none, but hardly
/// ever misses one. It declines pages that it could not read in time or that nest too deep for it, with
/// <see cref="PageUnreadableException"/>.
/// </summary>
public sealed class HtmlAgilityPackReader(TimeProvider time) : IPageReader
{
    public const string Name = "htmlagilitypack";

    /// <summary>
    /// The parser closes elements by recursion: some ten thousand levels overflow a thread's stack, which ends the process.
    /// </summary>
    private const int MaximumDepth = 1000;

    /// <summary>
    /// The parser can be neither watched nor stopped, and takes up to 9 µs a tag where tags are badly nested: this many are about half a
    /// second. An ordinary page of 1 MB has 40,000.
    /// </summary>
    private const int MaximumTags = 60_000;

    /// <summary>
    /// Counted as <see cref="TagSizes"/> does. The parser's memory has no limit either: 200 bytes or more for each attribute.
    /// </summary>
    private const int MaximumAttributes = 400_000;

    PageReading? IPageReader.Read(PageSource source, CancellationToken cancellationToken) => Read(source, cancellationToken);

    /// <inheritdoc cref="IPageReader.Read"/>
    public PageReading Read(PageSource source, CancellationToken cancellationToken)
    {
        using var budget = new ReadingBudget(time, AngleSharpReader.DefaultBudget, cancellationToken);
        var page = new PageText(PageEncoding.Sniff(source));
        if (page.Text.AsSpan().Count('<') > MaximumTags) throw new PageUnreadableException($"the page has more than {MaximumTags} tags");
        if (TagSizes.Of(page.Text).Total > MaximumAttributes)
            throw new PageUnreadableException($"the page's tags have more than {MaximumAttributes} attributes");
        return new PageWalk<HtmlAgilityPackTree, HtmlNode>(default, page, source, budget).Read(Parse(page.Text), Name);
    }

    private static HtmlNode Parse(string text)
    {
        var document = new HtmlDocument
        {
            OptionCheckSyntax = false,
            OptionMaxNestedChildNodes = MaximumDepth,
            OptionReadEncoding = false,
            OptionUseIdAttribute = false,
        };
        try
        {
            document.LoadHtml(text);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new PageUnreadableException(e.Message);
        }

        return document.DocumentNode;
    }
}
