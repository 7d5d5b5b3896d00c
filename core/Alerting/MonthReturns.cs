using LinkWatch.Confirming;
using LinkWatch.Months;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>What became of the changes that a month's report lists: links that came back within the month, or after it.</summary>
internal sealed class MonthReturns(ISiteStore sites)
{
    /// <summary>Changes of a link since its loss: of one that had more, nothing is said.</summary>
    private const int MaxChanges = 50;

    private static readonly string[] Kinds = [ChangeKinds.Lost, ChangeKinds.Nofollow, ChangeKinds.Unindexed];

    public async Task<MonthRow> AddAsync(string siteId, MonthRow month, CancellationToken cancellationToken)
    {
        var losses = Kinds.SelectMany(kind => month.Listed.GetValueOrDefault(kind, [])).ToList();
        if (losses.Count == 0) return month;
        var ids = losses.Select(change => change.LinkId).Distinct().ToList();
        var links = (await sites.FindLinksAsync(siteId, ids, cancellationToken)).ToDictionary(link => link.Row.LinkId, link => link.Row);
        var since = new Dictionary<MonthChange, MonthChange>();
        foreach (var change in losses.Where(change => !(links.GetValueOrDefault(change.LinkId)?.ChangedAt <= change.At)))
            since[change] = await AddAsync(siteId, change, cancellationToken);
        return month with
        {
            Listed = month.Listed.ToDictionary(
                kind => kind.Key,
                kind => (IReadOnlyList<MonthChange>)[.. kind.Value.Select(change => since.GetValueOrDefault(change, change))]),
        };
    }

    private async Task<MonthChange> AddAsync(string siteId, MonthChange change, CancellationToken cancellationToken)
    {
        var history = await sites.ListHistoryAsync(siteId, change.LinkId, after: null, MaxChanges, cancellationToken);
        var later = history.Rows.Select(row => row.Row.Change).Where(other => other.At > change.At).OrderBy(other => other.At).ToList();
        if (later.Count == MaxChanges || later.Find(other => other.Kind == ChangeKind.Back) is not { } back) return change;
        return change with
        {
            BackAt = back.At,
            WorseAt = later.Find(other => other.At > back.At && other.Kind == ChangeKind.State && other.New > back.New)?.At,
        };
    }
}
