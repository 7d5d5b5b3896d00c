using LinkWatch.Confirming;

namespace LinkWatch.Storage;

/// <summary>A site's targets, the worst first, and of one status those that most followed links lead to.</summary>
public static class TargetListing
{
    /// <param name="sites">Where they are stored.</param>
    /// <param name="siteId">Whose.</param>
    /// <param name="only">Only those of this status; null for all.</param>
    /// <param name="after">The <see cref="TargetPage.Next"/> of the page before; null for the first.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<TargetPage> ListAsync(
        this ISiteStore sites, string siteId, TargetStatus? only, string? after, int max, CancellationToken cancellationToken)
    {
        var prefix = only is null ? Keys.TargetListPrefix : Keys.TargetsOf(only);
        var entries = await sites.ListEntriesAsync(
            siteId, after is null ? prefix : Keys.After(after), Keys.EndOf(prefix), max, cancellationToken);
        var ids = entries.Select(Keys.ListedLink).ToList();
        var rows = (await sites.FindTargetsAsync(siteId, ids, cancellationToken)).ToDictionary(row => row.Row.TargetId, row => row.Row);
        return new TargetPage(
            [.. ids.Select(id => rows.GetValueOrDefault(id)).OfType<TargetRow>()], entries.Count < max ? null : entries[^1]);
    }

    public static async Task<TargetRow?> FindTargetAsync(
        this ISiteStore sites, string siteId, string targetId, CancellationToken cancellationToken) =>
        await sites.FindTargetsAsync(siteId, [targetId], cancellationToken) is [{ Row: var target }] ? target : null;
}

/// <param name="Targets">In their order.</param>
/// <param name="Next">What the next page is asked for with; null at the end.</param>
public sealed record TargetPage(IReadOnlyList<TargetRow> Targets, string? Next);
