using System.Text.Json.Serialization;
using LinkWatch.Azure.Counting;

namespace LinkWatch.Bench.Costs;

/// <summary>What a cost run measured: all that docs/cost.md is made of.</summary>
/// <param name="ChecksPerDay">The pace of the day that was played.</param>
/// <param name="Hours">How much of the day was played.</param>
/// <param name="Shards">Of the store.</param>
/// <param name="Import">Taking links in, per link.</param>
/// <param name="FirstReadings">Their first checks, with everything told.</param>
/// <param name="Steady">Checks of a day on which nothing changed and nothing was slow.</param>
/// <param name="Typical">Checks of a day with 98 % unchanged and 3 % slow pages.</param>
/// <param name="IdleTick">One tick and one sweep where nothing is due; its checks are 0.</param>
/// <param name="Timed">Slices that took their time.</param>
/// <param name="Rate">How fast one process went.</param>
internal sealed record CostFigures(
    int ChecksPerDay, double Hours, int Shards, CostPhase Import, CostPhase FirstReadings, CostPhase Steady, CostPhase Typical,
    CostPhase IdleTick, TimedSlices Timed, EndToEnd Rate);

/// <param name="Checks">Pages planned (links, for an import).</param>
/// <param name="Executions">Messages handled and timers fired.</param>
/// <param name="Counts">Requests that went out.</param>
internal sealed record CostPhase(int Checks, int Executions, IReadOnlyList<WireCount> Counts)
{
    public long Requests(string service) => Counts.Where(count => count.Service == service).Sum(count => count.Requests);

    [JsonIgnore]
    public double PerCheck => Counts.Sum(count => count.Requests) / (double)Checks;

    public static CostPhase operator +(CostPhase a, CostPhase b) => new(
        a.Checks + b.Checks,
        a.Executions + b.Executions,
        [.. a.Counts.Concat(b.Counts).GroupBy(count => (count.Service, count.Operation))
            .Select(group => new WireCount(
                group.Key.Service,
                group.Key.Operation,
                group.Sum(count => count.Requests),
                group.Sum(count => count.Sent),
                group.Sum(count => count.Received)))
            .OrderBy(count => (count.Service, count.Operation))]);
}

/// <param name="Checks">Pages that were planned.</param>
/// <param name="Slices">Messages that held them.</param>
/// <param name="AtOnce">Slices in work at once, at most.</param>
/// <param name="MeanSlice">Seconds from receiving a slice to its deletion.</param>
/// <param name="LongestSlice">The same of the longest.</param>
/// <param name="CheckSeconds">For how long at least one slice was in work.</param>
/// <param name="TimerSeconds">For how long ticks ran, each at least the second that is billed.</param>
internal sealed record TimedSlices(
    int Checks, int Slices, int AtOnce, double MeanSlice, double LongestSlice, double CheckSeconds, double TimerSeconds)
{
    /// <summary>Of an instance's memory, per check.</summary>
    [JsonIgnore]
    public double GigabyteSeconds => (CheckSeconds + TimerSeconds) * AzurePrices.InstanceGigabytes / Checks;
}

/// <param name="ChecksPerSecond">Planned, fetched from memory, judged and written.</param>
/// <param name="OwnCores">Of one core, how much the process used.</param>
/// <param name="AzuriteCores">The same of Azurite, which has one.</param>
internal sealed record EndToEnd(double ChecksPerSecond, double OwnCores, double AzuriteCores);
