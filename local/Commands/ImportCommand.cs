using System.CommandLine;
using System.Runtime.CompilerServices;
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
            await using var stream = await InputFile.OpenToRereadAsync(path, cancellationToken);
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(site), cancellationToken);
            var (records, refusal) = await ImportReader.CountAsync(stream, cancellationToken);
            if (refusal is not null) throw new UsageException($"{path}: {refusal}");
            stream.Position = 0;

            using var progress = new PageProgress(context.Io, "Importing", records);
            var rows = new Rows(new BadRows(context.Io, path), path);
            var links = rows.ReadAsync(stream, owner.DefaultTarget(), cancellationToken);
            var outcome = await pipeline.Get<LinkTracker>().AddAsync(
                owner, links, records, Path.GetFileName(path), new PortionProgress(progress), cancellationToken);
            progress.Dispose();
            await rows.EndAsync();
            foreach (var link in outcome.Refused) await context.Io.Error.WriteLineAsync($"{path}: {link.Source.Href}: {PageLoad.Problem}");
            var problems = rows.Problems + outcome.Refused.Count;
            var left = problems + rows.Duplicates == 0 ? "" : $" Skipped: {problems} invalid rows, {rows.Duplicates} duplicates.";
            await context.Io.Out.WriteLineAsync($"Imported {outcome.Added} new links into site {owner.Id}; {outcome.Changed} changed, "
                + $"{outcome.Unchanged} unchanged.{left}");
            return problems == 0 ? CommandLine.Done : CommandLine.NotWell;
        });
        return command;
    }

    /// <summary>
    /// Between two portions next to nothing is in use, and a collection takes milliseconds. Without it what each portion promoted adds up to
    /// a peak of 280 MB.
    /// </summary>
    private sealed class PortionProgress(IProgress<int> progress) : IProgress<int>
    {
        public void Report(int done)
        {
            progress.Report(done);
            GC.Collect();
        }
    }

    /// <summary>The links of a file, and what was skipped on the way.</summary>
    private sealed class Rows(BadRows bad, string path)
    {
        private bool isAnyUsed;

        public int Problems => bad.Count;

        public int Duplicates { get; private set; }

        public async IAsyncEnumerable<Backlink> ReadAsync(
            Stream file, LinkTarget fallback, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var row in ImportReader.ReadAsync(file, fallback, cancellationToken))
            {
                switch (row.Kind)
                {
                    case ImportRowKind.Link:
                        if (!isAnyUsed) await bad.ReportAsync();
                        isAnyUsed = true;
                        yield return row.Backlink!;
                        break;
                    case ImportRowKind.Duplicate:
                        Duplicates++;
                        break;
                    case ImportRowKind.Refusal:
                        throw new UsageException($"{path}: {row}");
                    default:
                        await bad.AddAsync(row);
                        break;
                }
            }
        }

        /// <exception cref="UsageException">No row could be used.</exception>
        public Task EndAsync() => isAnyUsed ? bad.EndAsync() : throw bad.NoneUsed();
    }
}
