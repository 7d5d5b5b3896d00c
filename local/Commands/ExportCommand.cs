using System.CommandLine;
using System.Runtime.CompilerServices;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary><c>export</c>: writes every tracked link with its state, as CSV or JSON lines.</summary>
internal static class ExportCommand
{
    private const int Portion = 500;

    public static Command Create(CommandContext context)
    {
        var site = new Option<string>("--site") { Description = "The site.", HelpName = "ID", Required = true };
        var command = new Command("export", "Writes every tracked link with its state, as CSV or JSON lines.")
        {
            site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(site), cancellationToken);
            var links = LinksAsync(pipeline, owner, cancellationToken);
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
        OpenPipeline pipeline, Site site, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in Listing.AllAsync(
            (after, stop) => pipeline.Sites.ListLinksAsync(site.Id, after, Portion, stop), cancellationToken))
        {
            var page = await pipeline.Pages.FindPageAsync(row.Link.Source.Authority, row.Page.PageId, cancellationToken);
            yield return LinkReport.Of(
                site.Id, row, page?.Row.Links.FirstOrDefault(link => link.LinkId == row.LinkId), pipeline.Get<TimeProvider>().GetUtcNow());
        }
    }
}
