using System.CommandLine;
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
        var command = new Command("pending", "Lists what is being confirmed: since when, the readings so far, and the next one.")
        {
            site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var only = parsed.GetValue(site) is { } id ? (await pipeline.SiteAsync(id, cancellationToken)).Id : null;
            var any = false;
            for (var shard = 0; shard < pipeline.Pages.Shards; shard++)
            {
                var read = shard;
                await foreach (var page in Listing.AllAsync(
                    (after, stop) => pipeline.Pages.ListPagesAsync(read, after, Portion, stop), cancellationToken))
                {
                    foreach (var link in page.Links.Where(link => only is null || link.SiteId == only))
                    {
                        if (PendingReport.Of(page, link) is not { } report) continue;
                        any = true;
                        await context.Io.Out.WriteLineAsync(parsed.GetValue(CommonOptions.Json) ? Json.Write(report) : Words(report));
                    }
                }
            }

            if (!any && !parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync("Nothing is being confirmed.");
            return CommandLine.Done;
        });
        return command;
    }

    private static string Words(PendingReport report)
    {
        var why = report.Reasons.Count == 0 ? "" : $" ({string.Join(' ', report.Reasons.Select(reason => reason.Name()))})";
        var next = report.Next is { } at ? $"next {Terminal.Time(at)} UTC" : "next with its cadence";
        return $"{report.Source} → {report.Target}\n  {report.From} → {report.To.Name()}{why}, since {Terminal.Time(report.Since)} UTC, "
            + $"{Counted.Of(report.Readings, "reading")}, {next}";
    }
}
