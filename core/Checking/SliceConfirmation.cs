using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>
/// Weighs the readings of a slice against what is believed: each link by itself (<see cref="Confirm"/>), then the links of a host
/// together (<see cref="OutageDetector"/>).
/// </summary>
public sealed class SliceConfirmation(IPageStore pages, ConfirmOptions options, CheckOptions check)
{
    /// <param name="slice">Whose readings.</param>
    /// <param name="work">Its pages, each with its row as it is now.</param>
    /// <param name="replacements">Pages in whose place the same page was seen on several hosts.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ConfirmedPages> ConfirmAsync(
        ClaimedSlice slice,
        IReadOnlyList<(PageWork Work, PageRow Row)> work,
        IReadOnlyDictionary<PageKey, Incident> replacements,
        CancellationToken cancellationToken)
    {
        var plannedAt = slice.Row.PlannedAt;
        var postponed = work.Where(page => page.Work.Visited is null)
            .Select(page => PageOutcome.Of(page.Row, page.Work.Page.Slice, page.Work.Until, [], plannedAt));
        var visited = work.Where(page => page.Work.Visited is not null)
            .Select(page => (page.Work, page.Row,
                Checked: PageUpdate.Apply(page.Row, page.Work.Visited!, plannedAt, options, check.FastSite))).ToList();
        var read = visited.Select(page => page.Checked).OfType<CheckedPage>().ToList();

        // A row that still names the re-check which this slice was planned from would name one that is gone: no check could be saved.
        var unread = visited.Where(page => page.Checked is null && IsNamedBy(page.Row, page.Work.Page.Slice))
            .Select(page => PageOutcome.Of(page.Row, page.Work.Page.Slice, page.Work.Visited!.At, [], plannedAt));

        // A healthy slice reads no host's row: the tick said which hosts are in trouble, and the pages show where trouble begins.
        var hosts = SliceOutages.HostsInDoubt(read).Union(read.Select(page => page.Slice.Host).Where(slice.Troubled.Contains)).ToList();
        var stored = hosts.Count == 0 ? [] : await pages.FindHostsAsync(slice.Shard, hosts, cancellationToken);
        var assessed = SliceOutages.Apply(read, Known(stored, slice), replacements, plannedAt, options);
        return new ConfirmedPages([.. postponed, .. unread, .. assessed.Pages.Select(page => page.Outcome(plannedAt))], assessed.Hosts);
    }

    private static bool IsNamedBy(PageRow row, SlicePage slice) => row.RecheckKey is { } key && key == slice.RecheckKey;

    private static Dictionary<string, Stored<HostRow>> Known(IEnumerable<Stored<HostRow>> stored, ClaimedSlice slice) =>
        stored.ToDictionary(
            host => host.Row.Authority,
            host => host with { Row = FutureTimes.Forget(host.Row, slice.Row.PlannedAt, slice.ClaimedAt) });
}

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
        .Concat(visits.Unreached.Select(page => new PageWork(page, null, visits.UnreachedUntil)))
        .Concat(visits.HandedBack.Select(page => new PageWork(page, null, visits.HandedBackUntil)));
}

/// <summary>What confirmation makes of pages, given their rows as they are now.</summary>
/// <param name="pages">The pages that are still tracked, each with its row.</param>
/// <param name="cancellationToken">Stops.</param>
public delegate Task<ConfirmedPages> ConfirmPages(IReadOnlyList<(PageWork Work, PageRow Row)> pages, CancellationToken cancellationToken);

/// <summary>The pages as they are to be written, and the rows of their hosts that go with them.</summary>
public sealed record ConfirmedPages(IReadOnlyList<PageOutcome> Pages, IReadOnlyList<RowWrite> Hosts);

/// <summary>Applies the brake to the pages of a slice, host by host. Pure.</summary>
internal static class SliceOutages
{
    /// <summary>Hosts whose row must be read first: one of their links turns, or turns back.</summary>
    public static IEnumerable<string> HostsInDoubt(IEnumerable<CheckedPage> pages) => pages
        .Where(page =>
            page.Links.Any(link => link.Before.Degradation != link.After.Degradation || link.After.Degradation is { IsConfirmed: false }))
        .Select(page => page.Slice.Host)
        .Distinct(StringComparer.Ordinal);

    /// <param name="pages">Pages that were read.</param>
    /// <param name="hosts">The rows that are there of the hosts in doubt and of those known to be in trouble.</param>
    /// <param name="replacements">The walls that pages met.</param>
    /// <param name="plannedAt">The slice's planned time.</param>
    /// <param name="options">How many are too many.</param>
    public static AssessedSlice Apply(
        IReadOnlyList<CheckedPage> pages,
        IReadOnlyDictionary<string, Stored<HostRow>> hosts,
        IReadOnlyDictionary<PageKey, Incident> replacements,
        DateTimeOffset plannedAt,
        ConfirmOptions options)
    {
        var assessed = new List<CheckedPage>(pages.Count);
        var writes = new List<RowWrite>();
        foreach (var host in pages.GroupBy(page => page.Slice.Host, StringComparer.Ordinal))
        {
            var stored = hosts.GetValueOrDefault(host.Key);
            var read = host.SelectMany(page =>
                page.Links.Where(IsCounted).Select(link => CheckOf(page, link, replacements))).ToList();
            var result = OutageDetector.Apply(host.Key, stored?.Row.Trouble, read, plannedAt, options);
            var checks = new Queue<LinkCheck>(result.Checks);
            assessed.AddRange(host.Select(page =>
                page with { Links = page.Links.Select(link => IsCounted(link) ? Marked(link, checks.Dequeue()) : link).ToList() }));
            if (HostWrite(host.Key, stored, result.Trouble, plannedAt) is { } write) writes.Add(write);
        }

        return new AssessedSlice(assessed, writes);
    }

    /// <summary>A target's host is the owner's own: what happens on it is told page by page.</summary>
    private static bool IsCounted(CheckedLink link) => link is { IsRead: true, After.Role: not TrackedRole.Target };

    private static LinkCheck CheckOf(CheckedPage page, CheckedLink link, IReadOnlyDictionary<PageKey, Incident> replacements) => new(
        link.After.SiteId,
        Standing(link.Before),
        Standing(link.After),
        link.Change,
        replacements.GetValueOrDefault(page.Slice.Page));

    private static LinkStanding Standing(TrackedLink link) => new(link.State, link.Degradation, link.Incident);

    private static CheckedLink Marked(CheckedLink link, LinkCheck check) =>
        link with { After = link.After with { Incident = check.After.Incident }, Change = check.Change };

    private static RowWrite? HostWrite(string authority, Stored<HostRow>? stored, HostTrouble? trouble, DateTimeOffset now)
    {
        if (stored is null) return trouble is null ? null : RowWrite.Insert(new HostRow(authority, null) { Trouble = trouble });
        if (trouble is null && !(stored.Row.WaitUntil > now)) return RowWrite.Delete(stored.Row.RowKey, stored.Version);
        return trouble == stored.Row.Trouble ? null : RowWrite.Replace(stored.Row with { Trouble = trouble }, stored.Version);
    }
}

/// <summary>The pages with their incidents, and the rows of their hosts to be written with them.</summary>
internal sealed record AssessedSlice(IReadOnlyList<CheckedPage> Pages, IReadOnlyList<RowWrite> Hosts);
