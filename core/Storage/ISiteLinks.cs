namespace LinkWatch.Storage;

/// <summary>
/// A site's links as its owner looks at them: filtered, ordered, counted, by day. Every call reads a bounded number of rows of the site's
/// own partition, however many links there are. It says what the last change said; what the latest checks found is with the pages.
/// </summary>
public interface ISiteLinks
{
    /// <summary>
    /// A page of links. It may hold fewer than asked for, even none, and still have a next: a text, and the second of two filters, are
    /// looked for among a few hundred links at a time.
    /// </summary>
    /// <param name="siteId">Which site.</param>
    /// <param name="filter">What each of them fulfils.</param>
    /// <param name="order">Their order.</param>
    /// <param name="after"><see cref="LinkPage.Next"/> of the page before; null for the first.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is not the next of a page in this order.</exception>
    Task<LinkPage> ListAsync(
        string siteId, LinkFilter filter, LinkOrder order, string? after, int take, CancellationToken cancellationToken);

    Task<LinkCounts> CountsAsync(string siteId, CancellationToken cancellationToken);

    /// <summary>
    /// Every day from the first to the last, in order, from the day of the first link on. A day without a row of its own ends as the day
    /// before did.
    /// </summary>
    Task<IReadOnlyList<DayRow>> DaysAsync(string siteId, DateOnly first, DateOnly last, CancellationToken cancellationToken);

    /// <summary>
    /// The referring domains and anchors with the most links: of a site of up to a thousand links as it is, of a larger one as the last
    /// daily audit counted them, and null before the first.
    /// </summary>
    Task<ReferrersRow?> FindReferrersAsync(string siteId, CancellationToken cancellationToken);

    /// <summary>Adds what commits of links left to be counted to the counts and the days. Safe to run twice, and beside another.</summary>
    Task CountAsync(string siteId, CancellationToken cancellationToken);
}

/// <summary>The order of a list.</summary>
public enum LinkOrder
{
    /// <summary>The last change first; a link that never changed counts as of when it was added.</summary>
    Change,

    /// <summary>By the host of the source page (without <c>www.</c>), its path and its query.</summary>
    Address,

    /// <summary>The worst status first, and within it the last change.</summary>
    Status,

    /// <summary>
    /// The highest worth first. There is such a list of all links, by status; those that any other filter asks for are looked for in it.
    /// </summary>
    Worth,
}

/// <summary>A page of a list; <see cref="Next"/> is null at the end.</summary>
public sealed record LinkPage(IReadOnlyList<LinkRow> Links, string? Next)
{
    /// <summary>How many links were looked at for it.</summary>
    public int Looked { get; init; }

    /// <summary>Whether a text can be the next of a page in this order.</summary>
    public static bool IsNext(LinkOrder order, string text) => LinkWalk.PlaceOf(order, text) is not null;
}
