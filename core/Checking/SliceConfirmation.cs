using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>
/// Weighs the readings of a slice against what is believed: each link by itself (<see cref="Confirm"/>), then the links of a host
/// together (<see cref="OutageDetector"/>).
/// </summary>
public sealed class SliceConfirmation(IPageStore pages, ConfirmOptions options)
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
        var read = work.Where(page => page.Work.Visited is not null)
            .Select(page => PageUpdate.Apply(page.Row, page.Work.Visited!, plannedAt, options))
            .OfType<CheckedPage>().ToList();

        // A healthy slice reads no host's row: the tick said which hosts are in trouble, and the pages show where trouble begins.
        var hosts = SliceOutages.HostsInDoubt(read).Union(read.Select(page => page.Slice.Host).Where(slice.Troubled.Contains)).ToList();
        var stored = hosts.Count == 0 ? [] : await pages.FindHostsAsync(slice.Shard, hosts, cancellationToken);
        var assessed = SliceOutages.Apply(read, Known(stored, slice), replacements, plannedAt, options);
        return new ConfirmedPages([.. postponed, .. assessed.Pages.Select(page => page.Outcome(plannedAt))], assessed.Hosts);
    }

    private static Dictionary<string, Stored<HostRow>> Known(IEnumerable<Stored<HostRow>> stored, ClaimedSlice slice) =>
        stored.ToDictionary(
            host => host.Row.Authority,
            host => host with { Row = FutureTimes.Forget(host.Row, slice.Row.PlannedAt, slice.ClaimedAt) });
}
