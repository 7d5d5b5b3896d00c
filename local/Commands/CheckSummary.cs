using LinkWatch.Links;
using LinkWatch.Reporting;

namespace LinkWatch.Local.Commands;

/// <summary>What a <c>check</c> of many rows came to.</summary>
internal sealed class CheckSummary
{
    private const int MostBadTold = 20;
    private readonly SortedDictionary<Status, int> statuses = [];
    private int bad;

    public int Checked { get; private set; }

    public bool AllLive => bad == 0 && statuses.Keys.All(status => status == Status.Live);

    /// <summary>The number checked so far.</summary>
    public int Count(CheckReport report)
    {
        statuses[report.Status] = statuses.GetValueOrDefault(report.Status) + 1;
        return ++Checked;
    }

    /// <summary>Whether this bad row is still told one by one.</summary>
    public bool CountBad() => ++bad <= MostBadTold;

    public override string ToString() =>
        $"{Checked} checked: {string.Join(", ", statuses.Select(status => $"{status.Value} {status.Key.Name()}"))}{(bad > 0 ? $"; {bad} bad rows left out" : "")}.";
}
