using System.Globalization;
using System.Text;

namespace LinkWatch.Bench.Costs;

/// <summary>docs/cost.md, from what was measured and the prices.</summary>
internal static class CostDocument
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static string Of(CostFigures figures)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # What it costs

            <!-- Written by `bench azure-cost --write`; a test holds it to the prices in bench/Costs/AzurePrices.cs. -->

            Every figure is of the real steps, messages and stores on Azurite, counted at the wire: a request is a transaction, a second try
            another, and an entity-group transaction of up to 100 rows is one, as it is billed. {figures.Hours:0.#} hours of a day of {figures.ChecksPerDay:N0}
            checks were played, in ticks of five minutes; the first {figures.Import.Checks:N0} pages had their first readings before.

            ## Prices

            US dollars, pay as you go, before what is free each month (100,000 GB-seconds, 250,000 executions). Recheck them: these are of 2026.

            | what | unit | dollars |
            |---|---|---|

            """);
        foreach (var price in AzurePrices.All) text.Append(CultureInfo.InvariantCulture, $"| [{price.What}]({price.Source}) | {price.Unit} | {Dollars(price.Dollars)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"""

            ## A thousand checks

            | | table transactions | queue transactions | executions | GB-seconds | dollars |
            |---|---|---|---|---|---|
            {Line("unchanged pages, none slow (steady state)", figures.Steady, figures)}
            {Line("a typical day: 98 % unchanged, 3 % slow", figures.Typical, figures)}
            {Line("a first import: taking the links in, and their first checks", figures.FirstReadings with { Counts = (figures.Import + figures.FirstReadings).Counts }, figures)}

            An unchanged check takes **{figures.Steady.PerCheck:0.000}** storage transactions, planning, queue and table together (bar: 0.25). Slow pages go
            on in slices of their own: with them, and with what changed, it is {figures.Typical.PerCheck:0.000}.

            GB-seconds come from slices that took their time: {figures.Timed.Slices} slices of {figures.Timed.Checks:N0} checks, at most {figures.Timed.AtOnce} at once in an
            instance of 512 MB, {figures.Timed.MeanSlice:0.0} s on average and {figures.Timed.LongestSlice:0.0} s at most; answers took 200 to 1,200 ms, 3 % of the pages 8 s. An
            instance is billed while at least one is in work: {figures.Timed.GigabyteSeconds * 1000:0.0} GB-seconds per 1,000 checks, ticks included.

            ## The platform's floor

            What a month costs where nothing is due: timers every five minutes (a tick and a sweep, at least a second each), looks at two empty
            queues once a minute, and a lease renewed by each timer that fires.

            {Floor(figures)}

            ## Requests and bytes

            Bodies only; per 1,000 checks.

            | | requests | bytes sent | bytes received |
            |---|---|---|---|

            """);
        foreach (var (name, phase) in new[] { ("steady", figures.Steady), ("typical", figures.Typical), ("first readings", figures.FirstReadings), ("import", figures.Import) })
        {
            foreach (var count in phase.Counts) text.Append(CultureInfo.InvariantCulture, $"| {name}: {count.Service}, {count.Operation} | {Per(count.Requests, phase):0.0} | {Per(count.Sent, phase):N0} | {Per(count.Received, phase):N0} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""

            ## How fast one process is

            {figures.Rate.ChecksPerSecond:0} checks a second, end to end, with pages that answer at once: planned, sent, received, judged and written on Azurite. It used
            {figures.Rate.OwnCores:0.00} cores, and Azurite {figures.Rate.AzuriteCores:0.00} of the one core that it can use.

            """);
        return text.ToString();
    }

    /// <summary>For 1,000 checks.</summary>
    internal static double DollarsOf(CostPhase phase, CostFigures figures) =>
        Per(phase.Requests("tables"), phase) * AzurePrices.TableOperation
        + Per(phase.Requests("queues"), phase) * AzurePrices.QueueOperation
        + Per(phase.Executions, phase) * AzurePrices.Execution
        + figures.Timed.GigabyteSeconds * 1000 * AzurePrices.GigabyteSecond;

    private static string Line(string name, CostPhase phase, CostFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {Per(phase.Requests("tables"), phase):0} | {Per(phase.Requests("queues"), phase):0} | {Per(phase.Executions, phase):0} | {figures.Timed.GigabyteSeconds * 1000:0.0} | {Dollars(DollarsOf(phase, figures))} |");

    private static string Floor(CostFigures figures)
    {
        var ticks = 30 * (Day / FunctionsHost.Tick);
        var tables = ticks * figures.IdleTick.Requests("tables");
        var queues = ticks * figures.IdleTick.Requests("queues") + 2 * 30 * (Day / FunctionsHost.LongestPoll);
        var executions = ticks * figures.IdleTick.Executions;
        var seconds = executions * AzurePrices.MinSeconds * AzurePrices.InstanceGigabytes;
        var dollars = tables * AzurePrices.TableOperation + queues * AzurePrices.QueueOperation + executions * (AzurePrices.Execution + AzurePrices.BlobOperation) + seconds * AzurePrices.GigabyteSecond;
        return string.Create(CultureInfo.InvariantCulture, $"""
            | table transactions | queue transactions | blob transactions | executions | GB-seconds | dollars a month |
            |---|---|---|---|---|---|
            | {tables:N0} | {queues:N0} | {executions:N0} | {executions:N0} | {seconds:N0} | {dollars:0.00} |
            """);
    }

    private static double Per(long count, CostPhase phase) => count * 1000.0 / phase.Checks;

    private static string Dollars(double dollars) => dollars.ToString("0.########", CultureInfo.InvariantCulture);
}
