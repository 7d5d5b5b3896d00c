using System.CommandLine;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Sites;

namespace LinkWatch.Local.Commands;

/// <summary>
/// <c>import</c>: adds the links of a file to a site. Invalid rows are skipped and reported by number; an unreadable file changes nothing.
/// </summary>
internal static class ImportCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "CSV, TSV or one URL per line; exports of other tools are recognised by their header."
        };
        var site = new Option<string>("--site") { Description = "The site.", HelpName = "ID", Required = true };
        var command = new Command("import", "Adds the links of a file to a site.")
        {
            file, site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Interval
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            await using var stream = InputFile.Open(path);
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(site), cancellationToken);
            var rows = await ReadAsync(context, path, stream, owner.DefaultTarget(), cancellationToken);

            using var progress = new PageProgress(context.Io, "Importing", rows.Links.Count);
            var outcome = await pipeline.Get<LinkTracker>().AddAsync(
                owner, rows.Links, Path.GetFileName(path), progress, cancellationToken);
            progress.Dispose();
            foreach (var link in outcome.Refused) await context.Io.Error.WriteLineAsync($"{path}: {link.Source.Href}: {PageLoad.Problem}");
            var problems = rows.Problems + outcome.Refused.Count;
            var left = problems + rows.Duplicates == 0 ? "" : $" Skipped: {problems} invalid rows, {rows.Duplicates} duplicates.";
            await context.Io.Out.WriteLineAsync($"Imported {outcome.Added} new links into site {owner.Id}; {outcome.Changed} changed, "
                + $"{outcome.Unchanged} unchanged.{left}");
            return problems == 0 ? CommandLine.Done : CommandLine.NotWell;
        });
        return command;
    }

    private static async Task<Rows> ReadAsync(
        CommandContext context, string path, Stream stream, LinkTarget fallback, CancellationToken cancellationToken)
    {
        var links = new List<Backlink>();
        var duplicates = 0;
        var bad = new BadRows(context.Io, path);
        await foreach (var row in ImportReader.ReadAsync(stream, fallback, cancellationToken))
        {
            switch (row.Kind)
            {
                case ImportRowKind.Link:
                    links.Add(row.Backlink!);
                    break;
                case ImportRowKind.Duplicate:
                    duplicates++;
                    break;
                case ImportRowKind.Refusal:
                    throw new UsageException($"{path}: {row}");
                default:
                    await bad.AddAsync(row);
                    break;
            }
        }

        if (links.Count == 0) throw bad.NoneUsed();
        await bad.ReportAsync();
        await bad.EndAsync();
        return new Rows(links, bad.Count, duplicates);
    }

    private sealed record Rows(IReadOnlyList<Backlink> Links, int Problems, int Duplicates);
}
