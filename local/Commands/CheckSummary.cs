using LinkWatch.Links;
using LinkWatch.Reporting;

namespace LinkWatch.Local.Commands;

/// <summary>The totals of a <c>check</c> of many rows.</summary>
internal sealed class CheckSummary(BadRows bad)
{
    private readonly SortedDictionary<Status, int> statuses = [];

    public int Checked { get; private set; }

    public bool AllLive => bad.Count == 0 && statuses.Keys.All(status => status == Status.Live);

    /// <summary>The number checked so far.</summary>
    public int Count(CheckReport report)
    {
        statuses[report.Status] = statuses.GetValueOrDefault(report.Status) + 1;
        return ++Checked;
    }

    public override string ToString() =>
        $"{Checked} checked: {string.Join(", ", statuses.Select(status => $"{status.Value} {status.Key.Name()}"))}"
            + $"{(bad.Count > 0 ? $"; {Counted.Of(bad.Count, "invalid row")} skipped" : "")}.";
}
