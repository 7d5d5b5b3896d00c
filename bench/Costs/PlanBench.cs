using System.Diagnostics;
using LinkWatch.Local.Demo;
using LinkWatch.Messages;
using LinkWatch.Scheduling;

namespace LinkWatch.Bench.Costs;

/// <summary><c>bench plan</c>: a day of ticks that plan many links, on a store that makes up its pages and counts calls.</summary>
internal static class PlanBench
{
    private const int Shards = 4;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(int links, CancellationToken cancellationToken)
    {
        // A warm-up, then growing numbers of links, to see whether the time is linear.
        await DayAsync(links / 20, isReported: false, cancellationToken);
        foreach (var count in (int[])[links / 10, links / 4, links / 2, links]) await DayAsync(count, isReported: true, cancellationToken);
        return 0;
    }

    private static async Task DayAsync(int links, bool isReported, CancellationToken cancellationToken)
    {
        var store = new CountingPages(links, Shards, Start);
        var time = new JumpingTime(TimeProvider.System, Start);
        var step = new ScheduleStep(store, new CheckMessages(new SwallowingQueues(store), time), time, new ScheduleOptions());
        var (planned, longest, max) = (0, TimeSpan.Zero, 0L);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        for (var at = FunctionsHost.Tick; at <= TimeSpan.FromDays(1); at += FunctionsHost.Tick)
        {
            time.JumpTo(Start + at);
            var tick = Stopwatch.StartNew();
            planned += (await step.RunAsync(cancellationToken)).Planned;
            longest = tick.Elapsed > longest ? tick.Elapsed : longest;
            store.FinishSlices();
            max = Math.Max(max, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        var took = clock.Elapsed;
        if (!isReported) return;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"{links,9:N0} links: {planned:N0} planned in 288 ticks, {took.TotalSeconds:0.0} s, "
            + $"{took.TotalMicroseconds / links:0.0} µs a link, a tick {took.TotalMilliseconds / 288:0} ms on average and "
            + $"{longest.TotalMilliseconds:0} ms at most; {store.Calls / (double)planned:0.000} calls of the store and "
            + $"{store.Messages / (double)planned:0.000} messages a link; memory {max / 1e6:0} MB at most, {kept / 1e6:0.0} MB kept");
    }
}
