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

            // The pages of a host become due one interval apart; a cycle must not end between two of them.
            var lookAhead = new ScheduleOptions { GatherFor = TimeSpan.Zero, LookAhead = TimeSpan.FromMinutes(1) };
            await using var pipeline = await context.OpenAsync(
                settings, services => services.AddSingleton(lookAhead).AddLogging(PipelineLog.ToStandardError), cancellationToken);
            using var progress = new PageProgress(context.Io, "Checking");
            var report = await pipeline.Get<RunOnce>().RunAsync(progress, cancellationToken);
            progress.Dispose();

            await context.Io.Out.WriteLineAsync(
                parsed.GetValue(CommonOptions.Json) ? Json.Write(report) : Words(report, settings.OutboxFolder));
            return report.Undelivered.Failed > 0 ? CommandLine.NotWell : CommandLine.Done;
        });
        return command;
    }

    private static string Words(RunReport report, string outbox)
    {
        var elsewhere = report.InFlight > 0 ? $" Another process is checking {report.InFlight} slices." : "";
        var reported = report.Alerts > 0 ? $" Alerts: {report.Alerts} (outbox: {outbox})." : " No alerts.";
        return $"Checked {report.Pages} pages.{reported}{elsewhere}{UndeliveredWords.Of(report.Undelivered)}";
    }
}
