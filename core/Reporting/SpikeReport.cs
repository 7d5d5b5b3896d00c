using LinkWatch.Spikes;

namespace LinkWatch.Reporting;

/// <summary>A flagged day as <c>spikes --json</c> writes it. The names are part of the public contract.</summary>
/// <param name="Date">The day.</param>
/// <param name="Count">What was counted.</param>
/// <param name="Expected">What was due, to a hundredth.</param>
/// <param name="Reason">Why it is a spike, in words.</param>
public sealed record SpikeReport(DateOnly Date, int Count, double Expected, string Reason)
{
    public static SpikeReport Of(DayJudgement day) => new(day.Date, day.Count, Math.Round(day.Expected!.Value, 2), day.Reason);
}
