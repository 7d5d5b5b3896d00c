using System.CommandLine;
using System.Runtime.CompilerServices;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;

namespace LinkWatch.Local.Commands;

/// <summary><c>export</c>: writes every tracked link with its state, as CSV or JSON lines.</summary>
internal static class ExportCommand
{
    private const int Portion = 500;

    public static Command Create(CommandContext context)
    {
        var withChecks = new Option<bool>("--checks")
        {
            Description = "With the latest checks: when each link was last verified, and what was read. Slow for a large site."
        };
        var command = new Command("export", "Writes every tracked link with its state, as CSV or JSON lines.")
        {
            CommonOptions.Site, withChecks, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var links = LinksAsync(pipeline, owner, parsed.GetValue(withChecks), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                await foreach (var link in links) await context.Io.Out.WriteLineAsync(Json.Write(link));
                return CommandLine.Done;
            }

            var exported = await CsvExport.WriteAsync(context.Io.OutBytes, LinkCsv.Header, links.Select(LinkCsv.Cells), cancellationToken);
            if (exported.Notice is { } notice) await context.Io.Error.WriteLineAsync(notice);
            return CommandLine.Done;
        });
        return command;
    }

    private static async IAsyncEnumerable<LinkReport> LinksAsync(
        OpenPipeline pipeline, Site site, bool withChecks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reports = new LinkReports(pipeline.Pages, pipeline.Get<TimeProvider>());
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await pipeline.Sites.ListLinksAsync(site.Id, after, Portion, cancellationToken);
            var rows = portion.Rows.Select(row => row.Row).ToList();
            foreach (var report in await reports.OfAsync(site.Id, rows, withChecks, cancellationToken)) yield return report;
            next = portion.Next;
        }
    }
}
