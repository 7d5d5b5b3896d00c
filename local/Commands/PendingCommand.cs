using System.CommandLine;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary><c>pending</c>: lists the changes that are being confirmed.</summary>
internal static class PendingCommand
{
    private const int Portion = 500;

    public static Command Create(CommandContext context)
    {
        var site = new Option<string?>("--site") { Description = "Only this site.", HelpName = "ID" };
        var command = new Command("pending", "Lists what is being confirmed: since when, the readings so far, those still needed, and the next one.")
        {
            site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var only = parsed.GetValue(site) is { } id ? (await pipeline.SiteAsync(id, cancellationToken)).Id : null;
            var windows = pipeline.Get<ConfirmOptions>();
            var any = false;
            var terminal = new Terminal(context.Io);
            for (var shard = 0; shard < pipeline.Pages.Shards; shard++)
            {
                var read = shard;
                await foreach (var page in Listing.AllAsync(
                    (after, stop) => pipeline.Pages.ListPagesAsync(read, after, Portion, stop), cancellationToken))
                {
                    foreach (var link in page.Links.Where(link => only is null || link.SiteId == only))
                    {
                        if (PendingReport.Of(page, link, windows) is not { } report) continue;
                        any = true;
                        if (parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync(Json.Write(report));
                        else Show(terminal, report);
                    }
                }
            }

            if (!any && !parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync("Nothing is being confirmed.");
            return CommandLine.Done;
        });
        return command;
    }

    private static void Show(Terminal terminal, PendingReport report)
    {
        var why = report.Reasons.Count == 0 ? "" : $" ({string.Join(' ', report.Reasons.Select(reason => reason.Name()))})";
        var next = report.Next is { } at ? $"next {Terminal.Time(at)} UTC" : "next with its cadence";
        terminal.Text($"{report.From} → {report.To.Name()}{why}");
        terminal.Text("  read    ", $"{Counted.Of(report.Readings, "time")} since {Terminal.Time(report.Since)} UTC, {next}", "grey");
        terminal.Text("  needs   ", Needs(report), "grey");
        terminal.Text("  page    ", Terminal.Url(report.Source), "grey");
        terminal.Text("  target  ", Terminal.Url(report.Target), "grey");
        if (report.Fast is not null)
            terminal.Text("  note    ", $"being {FastConfirmation.Words}; each run with --confirm fast is a reading", "grey");
    }

    private static string Needs(PendingReport report)
    {
        var more = report.Missing == 1 ? "1 more reading that agrees" : $"{report.Missing} more readings that agree";
        if (report.Fast is not null) return more;
        return $"{more}{(report.Missing == 1 ? "" : ", the last")} at {Terminal.Time(report.NotBefore)} UTC or later";
    }
}
