using System.Text.Json.Serialization;
using LinkWatch.Azure.Counting;

namespace LinkWatch.Bench.Costs;

/// <summary>The figures of a cost run; docs/cost.md is generated from them.</summary>
/// <param name="ChecksPerDay">The rate of the day.</param>
/// <param name="Hours">How many hours of the day were run.</param>
/// <param name="Shards">The store's number of shards.</param>
/// <param name="Import">The import of links.</param>
/// <param name="FirstReadings">Their first checks, including alerts.</param>
/// <param name="Steady">Checks of a day on which nothing changed and nothing was slow.</param>
/// <param name="Typical">Checks of a day with 98 % unchanged and 3 % slow pages.</param>
/// <param name="IdleTick">A tick and a sweep with nothing due; its checks are 0.</param>
/// <param name="Timed">Slices with realistic response times.</param>
/// <param name="Rate">The speed of one process.</param>
/// <param name="Targets">How many pages of the site are visited beside those with links.</param>
/// <param name="Audit">The daily audit of the imported links.</param>
/// <param name="Discovery">Candidates, from the inbox until they were visited, and until those with a link were tracked and read.</param>
internal sealed record CostFigures(
    int ChecksPerDay, double Hours, int Shards, CostPhase Import, CostPhase FirstReadings, CostPhase Steady, CostPhase Typical,
    CostPhase IdleTick, TimedSlices Timed, EndToEnd Rate, int Targets, TimedAudit Audit, CostPhase Discovery);

/// <param name="Phase">Its checks are links.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record TimedAudit(CostPhase Phase, double Seconds);

/// <param name="Checks">Pages planned (links, for an import).</param>
/// <param name="Executions">Messages handled and timers fired.</param>
/// <param name="Counts">Requests sent.</param>
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

/// <param name="Checks">Pages planned.</param>
/// <param name="Slices">The number of their messages.</param>
/// <param name="AtOnce">The most slices handled at once.</param>
/// <param name="MeanSlice">Seconds from receiving a slice to its deletion.</param>
/// <param name="LongestSlice">The same for the longest.</param>
/// <param name="CheckSeconds">For how long at least one slice was being handled.</param>
/// <param name="TimerSeconds">The duration of all ticks, each at least the one second that is billed.</param>
internal sealed record TimedSlices(
    int Checks, int Slices, int AtOnce, double MeanSlice, double LongestSlice, double CheckSeconds, double TimerSeconds)
{
    /// <summary>Per check.</summary>
    [JsonIgnore]
    public double GigabyteSeconds => (CheckSeconds + TimerSeconds) * AzurePrices.InstanceGigabytes / Checks;
}

/// <param name="ChecksPerSecond">Including planning and writing; pages come from memory.</param>
/// <param name="OwnCores">Of one core, how much the process used.</param>
/// <param name="AzuriteCores">The same of Azurite, which has one.</param>
internal sealed record EndToEnd(double ChecksPerSecond, double OwnCores, double AzuriteCores);
