using System.Diagnostics;
using LinkWatch.Azure;
using LinkWatch.Azure.Counting;
using LinkWatch.Bench.Emulating;
using LinkWatch.Checking;
using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Local.Demo;
using LinkWatch.Scheduling;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Bench.Costs;

/// <summary>
/// <c>bench azure-cost</c>: imports links and runs part of three days on Azurite, with the real steps, messages and stores on a clock that
/// jumps from tick to tick, and counts the requests on the wire. Only pages that are due in these hours exist: the rows of others
/// would not be touched.
/// </summary>
internal sealed class AzureCost(CostOptions options, Action<string> say)
{
    private const int Shards = 4;
    private const int Candidates = 200;

    /// <summary>By then all are visited, and those that were found are read.</summary>
    private const int TicksOfVisits = 6;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private readonly JumpingTime time = new(TimeProvider.System, Start.AddHours(12));
    private readonly ScriptedPages web = new();
    private readonly WireCounter counter = new();
    private TimedAudit? audit;
    private int imported;

    public async Task<CostFigures> RunAsync(AzuriteProcess azurite, CancellationToken cancellationToken)
    {
        var storage = await AzureStorage.OpenAsync(
            new AzureStorageOptions { ConnectionString = azurite.ConnectionString, Clients = counter.Watch }, Shards, cancellationToken);
        await using var machine = new CostMachine(storage, time, web, new CheckOptions { Interval = TimeSpan.Zero });
        counter.Take();
        web.Targets = [.. Due(ScriptedPages.Product, TargetRow.MaxOfSite).Select(url => new LinkTarget(url))];
        var import = await ImportAsync(machine, cancellationToken);
        var first = await FirstReadingsAsync(machine, cancellationToken);

        var cpu = Cpu(azurite);
        var clock = Stopwatch.StartNew();
        var steady = await DayAsync(machine, 1, changed: 0, slow: 0, cancellationToken);
        var after = Cpu(azurite);
        var rate = new EndToEnd(
            steady.Checks / clock.Elapsed.TotalSeconds,
            (after.Own - cpu.Own) / clock.Elapsed,
            (after.Azurite - cpu.Azurite) / clock.Elapsed);
        say($"steady: {steady.PerCheck:0.000} transactions a check, {rate.ChecksPerSecond:0} checks/s");

        var typical = await DayAsync(machine, 2, changed: 20, slow: 30, cancellationToken);
        say($"typical: {typical.PerCheck:0.000} transactions a check");

        // The first one had yet to find out what links are worth.
        var audited = audit!;
        say($"audit: {audited.Phase.PerCheck:0.000} transactions a link, {audited.Seconds:0.0} s");
        await using var patient = new CostMachine(storage, time, web, new CheckOptions());
        var timed = await TimedAsync(patient, cancellationToken);
        say($"timed: {timed.Slices} slices of {timed.MeanSlice:0.0} s on average, {timed.AtOnce} at once");
        var idle = await IdleAsync(machine, cancellationToken);
        var discovery = await DiscoverAsync(machine, cancellationToken);
        say($"discovery: {discovery.PerCheck:0.000} transactions a candidate");
        return new CostFigures(
            options.ChecksPerDay, options.Hours, Shards, import, first, steady, typical, idle, timed, rate, web.Targets.Count, audited,
            discovery);
    }

    private async Task<CostPhase> ImportAsync(CostMachine machine, CancellationToken cancellationToken)
    {
        var links = Due(number => ScriptedPages.Page(number, options.ChecksPerDay), options.ChecksPerDay)
            .Select(url => new Backlink { Source = url, Target = web.TargetOf(ScriptedPages.NumberOf(url)) }).ToList();
        var site = new Site { Id = "shop", Domains = ["shop.example"], Owners = ["owner@shop.example"], Channels = ["silent"] };
        await machine.Sites.SaveSiteAsync(site, cancellationToken);
        await machine.Tracker.AddAsync(site, links, "links.csv", progress: null, cancellationToken);
        await machine.Targets.BeginAsync(site.Id, links, cancellationToken);
        say($"imported {links.Count} links to {web.Targets.Count} pages");
        imported = links.Count;
        return new CostPhase(links.Count, 1, counter.Take());
    }

    /// <summary>Of so many pages of a day, those that are due in the hours that are run.</summary>
    private IEnumerable<WebUrl> Due(Func<int, WebUrl> page, int ofDay)
    {
        var part = TimeSpan.FromHours(options.Hours) / TimeSpan.FromDays(1);
        var end = (uint)(part * uint.MaxValue);
        return Enumerable.Range(0, int.MaxValue).Select(page)
            .Where(url => Convert.ToUInt32(ScheduleSlots.Of(Ids.Page(url)), 16) < end).Take((int)(ofDay * part));
    }

    /// <summary>Candidates come into the inbox, are visited, and every other one is found to link to the site.</summary>
    private async Task<CostPhase> DiscoverAsync(CostMachine machine, CancellationToken cancellationToken)
    {
        counter.Take();
        var candidates = Enumerable.Range(0, Candidates)
            .Select(number => new Candidate(ScriptedPages.Candidate(number), CandidateOrigin.Export)).ToAsyncEnumerable();
        await machine.Inbox.AddAsync("shop", candidates, isTrial: false, cancellationToken);
        var phase = new CostPhase(0, 0, counter.Take());
        for (var ticks = 0; ticks < TicksOfVisits; ticks++)
        {
            time.JumpTo(time.GetUtcNow() + FunctionsHost.Tick);
            phase += await TickAsync(machine, cancellationToken);
        }

        return phase with { Checks = Candidates };
    }

    private async Task<CostPhase> FirstReadingsAsync(CostMachine machine, CancellationToken cancellationToken)
    {
        var phase = new CostPhase(0, 0, []);
        CostPhase tick;
        do
        {
            time.JumpTo(time.GetUtcNow() + FunctionsHost.Tick);
            phase += tick = await TickAsync(machine, cancellationToken);
        }
        while (tick.Checks > 0);
        say($"first readings: {phase.PerCheck:0.000} transactions a check");
        return phase;
    }

    /// <summary>
    /// Runs part of a day. The sweep that brings the daily audit is counted apart; the others are counted in the monthly minimum.
    /// </summary>
    private async Task<CostPhase> DayAsync(CostMachine machine, int day, int changed, int slow, CancellationToken cancellationToken)
    {
        (web.Day, web.Changed, web.Slow) = (day, changed, slow);
        await ArriveAsync(machine, Start.AddDays(day), cancellationToken);
        (var phase, audit) = (new CostPhase(0, 0, []), null);
        for (var at = FunctionsHost.Tick; at <= TimeSpan.FromHours(options.Hours); at += FunctionsHost.Tick)
        {
            time.JumpTo(Start.AddDays(day) + at);
            phase += await TickAsync(machine, cancellationToken);
            var clock = Stopwatch.StartNew();
            await machine.SweepAsync(cancellationToken);
            var seconds = clock.Elapsed.TotalSeconds;
            await machine.Alerts.DrainAsync(cancellationToken);
            var swept = new TimedAudit(new CostPhase(imported, 1, counter.Take()), seconds);
            if (audit is null || swept.Phase.PerCheck > audit.Phase.PerCheck) audit = swept;
        }

        return phase;
    }

    /// <summary>
    /// Moves the cursors to the first hour of the run, across hours without pages, and restores the planner's estimate of the
    /// day's page density, which those hours distort.
    /// </summary>
    private async Task ArriveAsync(CostMachine machine, DateTimeOffset at, CancellationToken cancellationToken)
    {
        time.JumpTo(at);
        await TickAsync(machine, cancellationToken);
        for (var shard = 0; shard < Shards; shard++)
        {
            var cursor = (await machine.Pages.ReadAgendaAsync(shard, at, 1, 1, cancellationToken)).Cursor!;
            var dense = new CadenceCursor(cursor.Row.Cadences[Cadence.Daily].PlannedTo, options.ChecksPerDay / 24.0 / Shards);
            var cadences = new Dictionary<Cadence, CadenceCursor>(cursor.Row.Cadences) { [Cadence.Daily] = dense };
            await machine.Pages.CommitAsync(
                shard, [RowWrite.Replace(cursor.Row with { Cadences = cadences }, cursor.Version)], cancellationToken);
        }

        counter.Take();
    }

    private async Task<TimedSlices> TimedAsync(CostMachine machine, CancellationToken cancellationToken)
    {
        web.Day = 3;
        await ArriveAsync(machine, Start.AddDays(3), cancellationToken);
        web.TakesTime = true;
        var (checks, timers, active, slices) = (0, 0.0, TimeSpan.Zero, new List<TimeSpan>());
        for (var tick = 1; tick <= options.TimedTicks; tick++)
        {
            time.JumpTo(Start.AddDays(3) + tick * FunctionsHost.Tick);
            var clock = Stopwatch.StartNew();
            var planned = await machine.TickAsync(cancellationToken);
            var timer = clock.Elapsed;
            clock.Restart();
            slices.AddRange(await machine.Checks.DrainAsync(cancellationToken));
            active += clock.Elapsed;
            checks += planned.Planned;
            timers += Math.Max(AzurePrices.MinSeconds, timer.TotalSeconds);
        }

        web.TakesTime = false;
        return new TimedSlices(
            checks, slices.Count, machine.Checks.MaxAtOnce, slices.Average(slice => slice.TotalSeconds), slices.Max().TotalSeconds,
            active.TotalSeconds, timers);
    }

    /// <summary>
    /// The second tick after a day without pages finds nothing and reads no slots; the second sweep has no daily audit.
    /// </summary>
    private async Task<CostPhase> IdleAsync(CostMachine machine, CancellationToken cancellationToken)
    {
        time.JumpTo(Start.AddDays(3).AddHours(20));
        for (var round = 0; round < 2; round++)
        {
            time.JumpTo(time.GetUtcNow() + FunctionsHost.Tick);
            await machine.TickAsync(cancellationToken);
            await machine.Checks.DrainAsync(cancellationToken);
            await machine.SweepAsync(cancellationToken);
            await machine.Alerts.DrainAsync(cancellationToken);
        }

        counter.Take();
        time.JumpTo(time.GetUtcNow() + FunctionsHost.Tick);
        await machine.TickAsync(cancellationToken);
        await machine.SweepAsync(cancellationToken);
        return new CostPhase(0, 2, counter.Take());
    }

    /// <summary>Runs a tick and all work that follows from it.</summary>
    private async Task<CostPhase> TickAsync(CostMachine machine, CancellationToken cancellationToken)
    {
        var tick = await machine.TickAsync(cancellationToken);
        var slices = await machine.Checks.DrainAsync(cancellationToken);
        var reported = await machine.Alerts.DrainAsync(cancellationToken);
        return new CostPhase(tick.Planned, 1 + slices.Count + reported.Count, counter.Take());
    }

    private static (TimeSpan Own, TimeSpan Azurite) Cpu(AzuriteProcess azurite)
    {
        using var own = Process.GetCurrentProcess();
        using var other = Process.GetProcessById(azurite.ProcessId);
        return (own.TotalProcessorTime, other.TotalProcessorTime);
    }
}

/// <param name="ChecksPerDay">The rate of the day.</param>
/// <param name="Hours">How much of the day is counted.</param>
/// <param name="TimedTicks">Ticks with realistic response times.</param>
internal sealed record CostOptions(int ChecksPerDay, double Hours, int TimedTicks);
