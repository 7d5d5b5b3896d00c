using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

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
                page.Links.Where(link => link.IsRead).Select(link => CheckOf(page, link, replacements))).ToList();
            var result = OutageDetector.Apply(host.Key, stored?.Row.Trouble, read, plannedAt, options);
            var checks = new Queue<LinkCheck>(result.Checks);
            assessed.AddRange(host.Select(page =>
                page with { Links = page.Links.Select(link => link.IsRead ? Marked(link, checks.Dequeue()) : link).ToList() }));
            if (HostWrite(host.Key, stored, result.Trouble, plannedAt) is { } write) writes.Add(write);
        }

        return new AssessedSlice(assessed, writes);
    }

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
