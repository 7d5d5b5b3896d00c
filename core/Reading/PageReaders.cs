using LinkWatch.Links;

namespace LinkWatch.Reading;

/// <summary>
/// The readers in the order in which a page is given to them. The fast one is believed only where it has nothing but good news:
/// every other answer, whatever an owner is told of, is the full parser's.
/// </summary>
/// <param name="time">Clock of the budgets.</param>
/// <param name="fast">A reader that may abstain, and that can say <i>present</i> but never <i>absent</i>; null goes without.</param>
public sealed class PageReaders(TimeProvider time, IPageReader? fast = null)
{
    private static readonly string[] Withholding = ["nofollow", "ugc", "sponsored"];

    /// <summary>The robots directives that speak against a link or its page; <c>max-image-preview</c> and the like, on every second page, do not.</summary>
    private static readonly string[] Restricting = ["noindex", "nofollow", "none", "unavailable_after"];

    private readonly AngleSharpReader deciding = new(time);
    private readonly HtmlAgilityPackReader second = new(time);

    /// <summary>The reading that decides.</summary>
    /// <exception cref="PageUnreadableException">No reader can read the page within its limits.</exception>
    public PageReading Read(PageSource source, CancellationToken cancellationToken) =>
        fast?.Read(source, cancellationToken) is { } reading && Stands(reading, source) ? reading : Decide(source, cancellationToken);

    /// <summary>The full parser's reading, for what is told as a change.</summary>
    /// <exception cref="PageUnreadableException">The page cannot be read within its limits.</exception>
    public PageReading Decide(PageSource source, CancellationToken cancellationToken) => deciding.Read(source, cancellationToken);

    /// <summary>What an independent reader sees, which errs on the side of finding; null where it cannot read the page safely, and <paramref name="declined"/> says why.</summary>
    public PageReading? SecondOpinion(PageSource source, out string? declined, CancellationToken cancellationToken)
    {
        try
        {
            declined = null;
            return second.Read(source, cancellationToken);
        }
        catch (PageUnreadableException e)
        {
            declined = e.Message;
            return null;
        }
    }

    /// <summary>Every target is linked and followed, and nothing on the page speaks against its being indexed.</summary>
    private static bool Stands(PageReading reading, PageSource source) =>
        !reading.Robots.Any(meta => Restricting.Any(word => meta.Content.Contains(word, StringComparison.OrdinalIgnoreCase)))
        && reading.Refresh is null
        && reading.Canonicals.All(canonical => UrlIdentity.IsSamePage(canonical.Href, source.Url))
        && source.Wanted.All(target => reading.Links.Any(link => target.Matches(link.Href) && !link.Rel.Intersect(Withholding).Any()));
}
