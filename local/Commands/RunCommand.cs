using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Local.Commands;

/// <summary><c>run</c>: runs one cycle of what is due, then exits. For cron.</summary>
internal static class RunCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("run", "Checks what is due, sends alerts, and exits; for cron.")
        {
            CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        foreach (var option in CommonOptions.OfFetching) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = context.Settings(parsed);

            // The new pages of a host become due one interval apart; a cycle must not end between two of them.
            var lookAhead = new ScheduleOptions
            {
                GatherFor = TimeSpan.Zero,
                LookAhead = TimeSpan.FromMinutes(1),
                FirstLookAhead = TimeSpan.FromDays(8),
            };
            await using var pipeline = await context.OpenAsync(
                settings, services => services.AddSingleton(lookAhead).AddLogging(PipelineLog.ToStandardError), cancellationToken);
            using var progress = new PageProgress(context.Io, "Checking");
            var report = await RunAsync(context, pipeline.Get<RunOnce>(), progress, cancellationToken);

            await context.Io.Out.WriteLineAsync(
                parsed.GetValue(CommonOptions.Json) ? Json.Write(report) : Words(report, settings.OutboxFolder));
            return report.Undelivered.Failed > 0 ? CommandLine.NotWell : CommandLine.Done;
        });
        return command;
    }

    private static async Task<RunReport> RunAsync(
        CommandContext context, RunOnce cycle, PageProgress progress, CancellationToken cancellationToken)
    {
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
        finally
        {
            progress.Dispose();
        }
    }

    private static string Words(RunRest rest)
    {
        var next = rest.Next is { } due ? $" The next page after those is due at {due:yyyy-MM-dd HH:mm} UTC." : "";
        return $"linkwatch: stopped. {rest.Pages} pages are due; run it again to go on.{next}";
    }

    private static string Words(RunReport report, string outbox)
    {
        var elsewhere = report.InFlight > 0
            ? $" Not done: {report.InFlight} slices, which another process is checking or which wait for another attempt."
            : "";
        var reported = report.Alerts > 0 ? $" Alerts: {report.Alerts} (outbox: {outbox})." : " No alerts.";
        return $"Checked {report.Pages} pages.{reported}{elsewhere}{UndeliveredWords.Of(report.Undelivered)}";
    }
}
