using System.CommandLine;
using LinkWatch.Discovery.Reclaiming;
using LinkWatch.Discovery.Sources;
using LinkWatch.Importing;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>
/// <c>reclaim</c>: finds in access logs the site's addresses that are linked from elsewhere and fail, and where to redirect them.
/// </summary>
internal sealed class ReclaimCommand(CommandContext context)
{
    private static readonly SourceKind[] Logs = [.. SourceKinds.All.Where(SourceKinds.IsLog)];

    private static readonly string[] Formats = ["table", "nginx", "apache", "iis", "netlify", "csv", "json"];

    private static readonly string[] Header = ["from", "to", "status", "hits", "why", "referrers"];

    private readonly Argument<string[]> files = SourceOptions.Files("Access logs");

    private readonly Option<string?> kind = SourceOptions.Kind(Logs);

    private readonly Option<string?> format = new("--format")
    {
        Description = $"What is written: {string.Join(", ", Formats)} (default table).",
        HelpName = "FORMAT",
    };

    public static Command Create(CommandContext context) => new ReclaimCommand(context).Create();

    private Command Create()
    {
        var command = new Command(
            "reclaim", "Finds a site's addresses that are linked from elsewhere and answer with an error, and writes redirects for them.")
        {
            files, CommonOptions.Site, kind, format, CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var form = parsed.GetValue(format) ?? Formats[0];
        if (!Formats.Contains(form)) throw new UsageException($"--format: '{form}' is none of {string.Join(", ", Formats)}");
        var said = SourceOptions.KindOf(parsed.GetValue(kind), Logs);
        await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
        var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
        var logs = await SourceFile.RecogniseAsync(parsed.GetRequiredValue(files), said, owner, context.Io, cancellationToken);
        if (logs.Find(log => !log.Source.Kind.IsLog()) is { } other)
            throw new UsageException($"{other.Name}: this is a {other.Source.Title}; reclaim reads access logs");
        var tally = new ReclaimTally(owner);
        foreach (var log in logs)
        {
            await log.ReadAsync(
                context.Io, (content, progress) => LogReader.ReadAsync(
                    content, log.Source.Kind, tally, log.Count, progress, cancellationToken),
                cancellationToken);
        }

        await WriteAsync(form, owner, logs, tally, cancellationToken);
        return logs.TrueForAll(log => log.Count.IsWhole) ? CommandLine.Done : CommandLine.NotWell;
    }

    private async Task WriteAsync(
        string form, Site owner, List<SourceFile> logs, ReclaimTally tally, CancellationToken cancellationToken)
    {
        var broken = tally.Broken();
        if (form == "table")
        {
            new ReclaimView(context.Io).Show(broken, logs, tally);
            return;
        }

        // What is written may go into a file: what was read is said beside it.
        foreach (var log in logs) SourceView.Show(new Terminal(context.Io with { Out = context.Io.Error, IsColoured = false }), log);
        if (form == "json")
        {
            await context.Io.Out.WriteLineAsync(Json.Write(new ReclaimReport(owner.Id, [.. logs.Select(SourceReport.Of)], broken)));
        }
        else if (form == "csv")
        {
            await context.Io.Out.FlushAsync(cancellationToken);
            var written = await CsvExport.WriteAsync(
                context.Io.OutBytes, Header, broken.Select(Cells).ToAsyncEnumerable(), cancellationToken);
            if (written.Notice is { } notice) await context.Io.Error.WriteLineAsync(notice);
        }
        else
        {
            await context.Io.Out.WriteAsync(RedirectList.Write(KebabCase.Parse<RedirectFormat>(form)!.Value, broken));
        }
    }

    private static string?[] Cells(BrokenAddress address) =>
    [
        address.Host + address.Address, address.Suggestion?.Path, $"{address.Status}", $"{address.Hits}", address.Suggestion?.Why,
        string.Join(' ', address.Referrers.Select(referrer => referrer.Address)),
    ];

    /// <summary>What <c>--format json</c> says.</summary>
    private sealed record ReclaimReport(string Site, IReadOnlyList<SourceReport> Files, IReadOnlyList<BrokenAddress> Broken);
}
