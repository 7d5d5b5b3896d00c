using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Months;

/// <summary>
/// Counts the changes of a month as they come by. All are counted, and the first of each kind are kept to be listed, so memory doesn't grow
/// with their number. Pure.
/// </summary>
public sealed class MonthCount(Month month)
{
    /// <summary>Of one kind; a report leads to the others.</summary>
    public const int MaxListed = 10;

    private const int MaxTitle = 200;

    private static readonly string[] ListedKinds = [ChangeKinds.Lost, ChangeKinds.Unindexed, ChangeKinds.Nofollow, ChangeKinds.Back];

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MonthChange>> listed = new(StringComparer.Ordinal);
    private int cameLive;

    /// <param name="row">A change of the month; the newest first.</param>
    public void Add(HistoryRow row)
    {
        var change = row.Change;
        foreach (var kind in ChangeKinds.All.Where(kind => kind.Fits(row)))
        {
            counts[kind.Name] = counts.GetValueOrDefault(kind.Name) + 1;
            if (ListedKinds.Contains(kind.Name)) List(kind.Name, row);
        }

        if (!row.IsOfTarget && change is { Kind: ChangeKind.Baseline, New: Status.Live }) cameLive++;
    }

    /// <param name="now">When it is counted.</param>
    public MonthRow Row(DateTimeOffset now) => new(month.First, now)
    {
        Changes = counts,
        CameLive = cameLive,
        Listed = listed.ToDictionary(kind => kind.Key, kind => (IReadOnlyList<MonthChange>)kind.Value, StringComparer.Ordinal),
    };

    private void List(string kind, HistoryRow row)
    {
        if (!listed.TryGetValue(kind, out var of)) listed[kind] = of = [];
        if (of.Count >= MaxListed) return;
        of.Add(new MonthChange(row.LinkId, row.Source, row.Change.At, row.Change.New, [.. row.Change.Reasons.Take(3)])
        {
            Title = row.Title is { } title ? TextCut.To(title, MaxTitle) : null,
        });
    }
}
