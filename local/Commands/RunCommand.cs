using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Metering;
using LinkWatch.Scheduling;
using LinkWatch.Sites;
using LinkWatch.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Local.Commands;

/// <summary><c>run</c>: runs one cycle of what is due, then exits. For cron.</summary>
internal static class RunCommand
{
    public static Command Create(CommandContext context)
    {
        var all = new Option<bool>("--all") { Description = "Checks every page now, whether or not it is due." };
        var site = new Option<string?>("--site")
        {
            Description = "With --confirm fast: the site to try it on, if there are several.",
            HelpName = "ID",
        };
        var command = new Command("run", "Checks what is due, sends alerts, and exits; for cron.")
        {
            all, FastConfirm.Option, site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        foreach (var option in CommonOptions.OfFetching) command.Add(option);
        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(site) is not null && !FastConfirm.IsGiven(parsed))
                throw new UsageException("--site goes with --confirm fast; without it, run checks what is due of every site");
            return RunAsync(context, parsed, parsed.GetValue(site), parsed.GetValue(all) ? _ => true : null, cancellationToken);
        });
        return command;
    }

    /// <summary>One cycle of what is due, and of the pages that are wanted although they are not.</summary>
    /// <exception cref="UsageException">There is no such site.</exception>
    public static async Task<int> RunAsync(
        CommandContext context, ParseResult parsed, string? siteId, Func<PageRow, bool>? isWanted, CancellationToken cancellationToken)
    {
        var settings = context.Settings(parsed);

        // The new pages of a host become due one interval apart; a cycle must not end between two of them.
        var lookAhead = new ScheduleOptions
        {
            GatherFor = TimeSpan.Zero,
            LookAhead = TimeSpan.FromMinutes(1),
            FirstLookAhead = new ScheduleOptions().MaxRecheckAhead,
        };
        Site? fast = null;
        await using var pipeline = await context.OpenAsync(
            settings,
            services => services.AddSingleton(lookAhead).AddLogging(PipelineLog.ToStandardError)
                // Made when a step is first asked for, and by then the site is known.
                .AddSingleton(_ => settings.Pipeline.Check with { FastSite = fast?.Id }),
            cancellationToken);
        if (FastConfirm.IsGiven(parsed))
        {
            fast = await FastConfirm.SiteAsync(pipeline, siteId, cancellationToken);
            isWanted ??= row => row.Links.Any(link => link.SiteId == fast.Id && link.Role != TrackedRole.Candidate);
        }

        if (siteId is not null) await pipeline.SiteAsync(siteId, cancellationToken);
        if (isWanted is not null && await pipeline.Get<PageRechecks>().RequestAsync(isWanted, cancellationToken) == 0)
        {
            await context.Io.Error.WriteLineAsync("linkwatch: no tracked link matches; 'linkwatch export --site S' lists them");
            return CommandLine.NotWell;
        }

        var cycle = pipeline.Get<RunOnce>();
        using var audit = new PageProgress(context.Io, "Reading through");
        pipeline.Get<PipelineActivity>().Audit = audit;
        var report = await RunAsync(context, cycle, cancellationToken);
        audit.Dispose();
        await context.Io.Out.WriteLineAsync(parsed.GetValue(CommonOptions.Json)
            ? Json.Write(report with { Fast = fast?.Id })
            : (fast is null ? "" : FastConfirm.Words(fast) + "\n") + Words(report, settings.OutboxFolder)
                + Left(await cycle.RestAsync(cancellationToken)));
        return report.Undelivered.Failed > 0 ? CommandLine.NotWell : CommandLine.Done;
    }

    private static async Task<RunReport> RunAsync(CommandContext context, RunOnce cycle, CancellationToken cancellationToken)
    {
        using var progress = new PageProgress(context.Io, "Checking");
        try
        {
            return await cycle.RunAsync(progress, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            progress.Dispose();
            await context.Io.Error.WriteLineAsync(Words(await cycle.RestAsync(CancellationToken.None)));
            throw;
        }
    }

    private static string Words(RunRest rest)
    {
        var next = rest.Next is { } due ? $" The next page after those is due at {Terminal.Time(due)} UTC." : "";
        return $"linkwatch: stopped. {Counted.Of(rest.Pages, "page is", "pages are")} due; run it again to go on.{next}";
    }

    private static string Left(RunRest rest)
    {
        var due = rest.Pages > 0 ? $" {Counted.Of(rest.Pages, "page is", "pages are")} still due." : "";
        return rest.Next is { } next ? $"{due} Next re-check: {Terminal.Time(next)} UTC." : due;
    }

    private static string Words(RunReport report, string outbox)
    {
        var elsewhere = report.InFlight > 0
            ? $" Not done: {Counted.Of(report.InFlight, "batch of pages", "batches of pages")}, which another process is checking or "
                + "which wait for another attempt."
            : "";
        var reported = report.Alerts > 0 ? $" Alerts: {report.Alerts} (outbox: {outbox})." : " No alerts.";
        var waiting = report.NextMail is { } at ? $" Confirmed changes go out with the next mail, from {Terminal.Time(at)} UTC on." : "";
        return $"Checked {Counted.Of(report.Pages, "page")}.{reported}{waiting}{elsewhere}{UndeliveredWords.Of(report.Undelivered)}";
    }
}
