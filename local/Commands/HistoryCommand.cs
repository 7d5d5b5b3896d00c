using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary><c>history</c>: lists the changes of a site's links, newest first.</summary>
internal static class HistoryCommand
{
    private const int Portion = 500;
    private const int DefaultMax = 100;

    public static Command Create(CommandContext context)
    {
        var source = new Option<string?>("--source") { Description = "Only the links on this page.", HelpName = "URL" };
        var max = new Option<string?>("--most") { Description = $"Lists at most N changes (default {DefaultMax}).", HelpName = "N" };
        var command = new Command("history", "Lists what changed, newest first.")
        {
            CommonOptions.Site, source, max, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(max) is { } number ? CommonOptions.Number(max.Name, number, 1, int.MaxValue) : DefaultMax;
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var page = parsed.GetValue(source) is { } text ? Ids.Page(SourceUrl.Parse(text, "--source")) : null;
            var changes = await ChangesAsync(pipeline.Sites, owner.Id, page, wanted, cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                var reports = await new ChangeReports(pipeline.Sites).OfAsync(owner.Id, changes, cancellationToken);
                foreach (var report in reports) await context.Io.Out.WriteLineAsync(Json.Write(report));
            }
            else
            {
                var terminal = new Terminal(context.Io);
                foreach (var change in changes) HistoryView.Show(terminal, change);
                if (changes.Count == 0)
                    terminal.Text(page is null ? "Nothing has been read yet." : $"No link on {parsed.GetValue(source)} has been read.");
            }

            return page is not null && changes.Count == 0 ? CommandLine.NotWell : CommandLine.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<HistoryRow>> ChangesAsync(
        ISiteStore sites, string siteId, string? pageId, int max, CancellationToken cancellationToken)
    {
        var changes = new List<HistoryRow>();
        for (string? after = null, next = ""; next is not null && changes.Count < max; after = next)
        {
            var portion = await sites.ListHistoryAsync(siteId, after, Portion, cancellationToken);
            changes.AddRange(portion.Rows.Select(row => row.Row).Where(row => pageId is null || Ids.Page(row.Source) == pageId));
            next = portion.Next;
        }

        return changes.Take(max).ToList();
    }
}
