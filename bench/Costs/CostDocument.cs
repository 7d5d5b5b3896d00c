using System.Globalization;
using System.Text;
using LinkWatch.Storage;

namespace LinkWatch.Bench.Costs;

/// <summary>Writes docs/cost.md from the measured figures and the prices.</summary>
internal static class CostDocument
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static string Of(CostFigures figures)
    {
        var firstImport = figures.FirstReadings with { Counts = (figures.Import + figures.FirstReadings).Counts };
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # What it costs

            <!-- Written by `bench azure-cost --write`; a test compares it with the prices in bench/Costs/AzurePrices.cs. -->

            A thousand checks of unchanged pages cost {100 * DollarsOf(figures.Steady, figures):0.00} cents.
            There is also a small [minimum](#the-minimum) a month.

            The figures come from the real steps, messages and stores on Azurite, counted on the wire. Every request is a transaction,
            and so is every retry; an entity-group transaction of up to 100 rows is one, as Azure bills it.
            The run covers {figures.Hours:0.#} hours of a day of {figures.ChecksPerDay:N0} checks, in ticks of five minutes;
            before it, {figures.Import.Checks:N0} links were imported, and their pages had their first readings.
            They lead to {figures.Targets} pages of the site, which are visited once a day, too: of a whole day, that would be
            {TargetRow.MaxOfSite:N0}, the most that are watched of a site. These visits are in all figures.

            ## Prices

            US dollars, pay as you go, without the monthly free grant (100,000 GB-seconds, 250,000 executions).
            The prices are from 2026; check them.

            | what | unit | dollars |
            |---|---|---|

            """);
        foreach (var price in AzurePrices.All)
            text.Append(CultureInfo.InvariantCulture, $"| [{price.What}]({price.Source}) | {price.Unit} | {Dollars(price.Dollars)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"""

            ## A thousand checks

            | | table transactions | queue transactions | executions | GB-seconds | dollars |
            |---|---|---|---|---|---|
            {Line("unchanged pages, none slow (steady state)", figures.Steady, figures)}
            {Line("a typical day: 98 % unchanged, 3 % slow", figures.Typical, figures)}
            {Line("a first import: the import and the first checks", firstImport, figures)}

            An unchanged check takes **{figures.Steady.PerCheck:0.000}** storage transactions,
            for planning, queues and tables together (limit: 0.25).
            With changes, and with slow pages, which continue in slices of their own, it is {figures.Typical.PerCheck:0.000}.

            Once a day, the audit of the site works out what links are worth, what their profile is and which of them are worth a look,
            and holds its lists against them. It takes {figures.Audit.Phase.Counts.Sum(count => count.Requests)} transactions
            for these {figures.Audit.Phase.Checks:N0} links ({figures.Audit.Seconds:0.0} s): {figures.Audit.Phase.PerCheck:0.000} a link,
            less for a larger site. With it, a thousand unchanged checks cost {Dollars(WithAudit(figures))} dollars.

            A candidate of [discovery](discovery.md) takes {figures.Discovery.PerCheck:0.0} transactions
            ({Dollars(DollarsOf(figures.Discovery, figures))} dollars for a thousand),
            from the inbox until it was visited; every other one was then tracked and read.

            GB-seconds come from slices timed with realistic answers (200 to 1,200 ms; 3 % of the pages took 8 s):
            {figures.Timed.Slices} slices of {figures.Timed.Checks:N0} checks,
            at most {figures.Timed.AtOnce} at the same time on an instance of 512 MB,
            {figures.Timed.MeanSlice:0.0} s on average and {figures.Timed.LongestSlice:0.0} s at most.
            An instance is billed while it works on at least one slice:
            {figures.Timed.GigabyteSeconds * 1000:0.0} GB-seconds per 1,000 checks, ticks included.

            ## The minimum

            The cost of a month in which nothing is due: timers every five minutes (a tick and a sweep, at least a second each),
            polling two empty queues once a minute, and a lease that each timer renews.

            {Floor(figures)}

            ## Requests and bytes

            Per 1,000 checks; bytes of bodies only.

            | | requests | bytes sent | bytes received |
            |---|---|---|---|

            """);
        foreach (var (name, phase) in new[]
        {
            ("steady", figures.Steady), ("typical", figures.Typical), ("first readings", figures.FirstReadings), ("import", figures.Import),
            ("audit", figures.Audit.Phase), ("discovery", figures.Discovery),
        })
        {
            foreach (var count in phase.Counts)
                text.Append(CultureInfo.InvariantCulture, $"| {name}: {count.Service}, {count.Operation} | "
                    + $"{Per(count.Requests, phase):0.0} | {Per(count.Sent, phase):N0} | {Per(count.Received, phase):N0} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""

            ## How fast one process is

            {figures.Rate.ChecksPerSecond:0} checks a second, end to end, with pages that answer at once:
            planned, sent, received, judged and written on Azurite.
            The process used {figures.Rate.OwnCores:0.00} cores,
            and Azurite {figures.Rate.AzuriteCores:0.00} of the one core that it can use:
            {figures.Rate.ChecksPerSecond / (figures.Rate.OwnCores + figures.Rate.AzuriteCores):0} checks for a second of a core.

            """);
        return text.ToString();
    }

    /// <summary>The cost of 1,000 checks.</summary>
    internal static double DollarsOf(CostPhase phase, CostFigures figures) =>
        Per(phase.Requests("tables"), phase) * AzurePrices.TableOperation
        + Per(phase.Requests("queues"), phase) * AzurePrices.QueueOperation
        + Per(phase.Executions, phase) * AzurePrices.Execution
        + figures.Timed.GigabyteSeconds * 1000 * AzurePrices.GigabyteSecond;

    /// <summary>A thousand unchanged checks with their links' share of the daily audit.</summary>
    internal static double WithAudit(CostFigures figures) => DollarsOf(figures.Steady, figures)
        + Per(figures.Audit.Phase.Requests("tables"), figures.Audit.Phase) * AzurePrices.TableOperation
        + figures.Audit.Seconds * AzurePrices.InstanceGigabytes * 1000 / figures.Audit.Phase.Checks * AzurePrices.GigabyteSecond;

    private static string Line(string name, CostPhase phase, CostFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {Per(phase.Requests("tables"), phase):0} | {Per(phase.Requests("queues"), phase):0} | "
            + $"{Per(phase.Executions, phase):0} | {figures.Timed.GigabyteSeconds * 1000:0.0} | {Dollars(DollarsOf(phase, figures))} |");

    private static string Floor(CostFigures figures)
    {
        var ticks = 30 * (Day / FunctionsHost.Tick);
        var tables = ticks * figures.IdleTick.Requests("tables");
        var queues = ticks * figures.IdleTick.Requests("queues") + 2 * 30 * (Day / FunctionsHost.LongestPoll);
        var executions = ticks * figures.IdleTick.Executions;
        var seconds = executions * AzurePrices.MinSeconds * AzurePrices.InstanceGigabytes;
        var dollars = tables * AzurePrices.TableOperation + queues * AzurePrices.QueueOperation
            + executions * (AzurePrices.Execution + AzurePrices.BlobOperation) + seconds * AzurePrices.GigabyteSecond;
        return string.Create(CultureInfo.InvariantCulture, $"""
            | table transactions | queue transactions | blob transactions | executions | GB-seconds | dollars a month |
            |---|---|---|---|---|---|
            | {tables:N0} | {queues:N0} | {executions:N0} | {executions:N0} | {seconds:N0} | {dollars:0.00} |
            """);
    }

    private static double Per(long count, CostPhase phase) => count * 1000.0 / phase.Checks;

    private static string Dollars(double dollars) => dollars.ToString("0.########", CultureInfo.InvariantCulture);
}
