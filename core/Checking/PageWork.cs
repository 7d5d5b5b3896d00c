using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>What is to be written of one page of a slice.</summary>
/// <param name="Page">Which page.</param>
/// <param name="Visited">Null if the page is left as it is.</param>
/// <param name="Until">For such a page: when it is to be visited.</param>
public sealed record PageWork(ClaimedPage Page, VisitedPage? Visited, DateTimeOffset? Until = null)
{
    /// <summary>
    /// The same for a page that is too large by itself, so that its slice ends and its hosts become free: without its evidence, which
    /// others wrote, and if even that is too much, as it was. Never verified, it is then reported as such.
    /// </summary>
    public PageWork WithoutEvidence() => Visited switch
    {
        null => throw new InvalidOperationException($"{Page.Slice.Page.RowKey}: a row that was stored is too large to be stored"),
        { Visit.Verdicts: var verdicts } when verdicts.Any(verdict => verdict.Evidence.Count > 0) => this with
        {
            Visited = Visited with
            {
                Visit = Visited.Visit with { Verdicts = [.. verdicts.Select(verdict => verdict with { Evidence = [] })] }
            },
        },
        _ => this with { Visited = null },
    };

    /// <summary>All pages of a slice that are not handed on.</summary>
    public static IEnumerable<PageWork> Of(SliceVisits visits) => visits.Visited.Select(page => new PageWork(page.Page, page))
        .Concat(visits.Waiting.Select(page => new PageWork(page, null, visits.Waits[page.Slice.Host])))
        .Concat(visits.HandedBack.Select(page => new PageWork(page, null, visits.HandedBackUntil)));
}

/// <summary>What confirmation makes of pages, given their rows as they are now.</summary>
/// <param name="pages">The pages that are still tracked, each with its row.</param>
/// <param name="cancellationToken">Stops.</param>
public delegate Task<ConfirmedPages> ConfirmPages(IReadOnlyList<(PageWork Work, PageRow Row)> pages, CancellationToken cancellationToken);

/// <summary>The pages as they are to be written, and the rows of their hosts that go with them.</summary>
public sealed record ConfirmedPages(IReadOnlyList<PageOutcome> Pages, IReadOnlyList<RowWrite> Hosts);
