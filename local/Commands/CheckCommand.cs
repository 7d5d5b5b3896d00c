using System.CommandLine;
using System.Runtime.CompilerServices;
using LinkWatch.Checking;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Local.Settings;
using LinkWatch.Reporting;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Local.Commands;

/// <summary><c>check</c>: visits pages once and reports on their links. Nothing is tracked or stored.</summary>
internal static class CheckCommand
{
    /// <summary>Rows in progress or waiting for an earlier one; bounds memory.</summary>
    private const int Window = 2048;

    public static Command Create(CommandContext context)
    {
        var source = new Argument<string>("SOURCE|FILE") { Description = "The page to check, or a CSV file of source,target rows." };
        var target = new Option<string?>("--target")
        {
            Description = "The link target to look for (with FILE: for rows without one).",
            HelpName = "URL"
        };
        var match = new Option<string?>("--match") { Description = "page (default), exact or domain.", HelpName = "MODE" };
        var command = new Command("check", "Visits pages once and reports on their links; nothing is tracked.")
        {
            source, target, match, CommonOptions.Json
        };
        foreach (var option in CommonOptions.OfFetching) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = context.Settings(parsed);
            var input = parsed.GetRequiredValue(source);
            var fallback = parsed.GetValue(target) is { } url
                ? new LinkTarget(SourceUrl.Parse(url, "--target"), ModeOf(parsed.GetValue(match)))
                : null;
            await using var services = new ServiceCollection().AddLogging().AddVisiting(settings.Pipeline.Fetch).BuildServiceProvider();
            var visitor = services.GetRequiredService<IPageVisitor>();
            return input.Contains("://", StringComparison.Ordinal) && !File.Exists(input)
                ? await OneAsync(context, visitor, input, fallback, parsed.GetValue(CommonOptions.Json), cancellationToken)
                : await ManyAsync(context, visitor, settings, input, fallback, parsed.GetValue(CommonOptions.Json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> OneAsync(
        CommandContext context, IPageVisitor visitor, string source, LinkTarget? target, bool isJson, CancellationToken cancellationToken)
    {
        var page = SourceUrl.Parse(source, "SOURCE");
        if (target is null) throw new UsageException("name the link target with --target URL");
        var visit = await visitor.VisitAsync(
            new VisitRequest { Url = page, Targets = [target], IsUnconditional = true }, cancellationToken);
        if (isJson) await context.Io.Out.WriteLineAsync(Json.Write(CheckReport.Of(source, target.Url.Href, visit.Verdicts[0], visit)));
        else VerdictView.Show(new Terminal(context.Io), source, target, visit);
        return visit.Verdicts[0].Status == Status.Live ? CommandLine.Done : CommandLine.NotWell;
    }

    private static async Task<int> ManyAsync(
        CommandContext context, IPageVisitor visitor, LocalSettings settings, string path, LinkTarget? fallback, bool isJson,
        CancellationToken cancellationToken)
    {
        await using var file = InputFile.Open(path);
        var bad = new BadRows(context.Io, path);
        var summary = new CheckSummary(bad);
        var terminal = new Terminal(context.Io);
        using var progress = new PageProgress(context.Io, "Checking");
        var rows = RowsAsync(path, file, fallback, bad, cancellationToken);
        var reports = OrderedLanes.RunAsync(rows, row => LaneOf(row, settings), (row, stop) =>
            CheckAsync(visitor, row, stop), settings.Parallel, Window, cancellationToken);
        await foreach (var report in reports)
        {
            progress.Report(summary.Count(report));
            if (isJson) await context.Io.Out.WriteLineAsync(Json.Write(report));
            else VerdictView.Show(terminal, report);
        }

        progress.Dispose();
        if (summary.Checked == 0) throw bad.NoneUsed();
        await bad.EndAsync();
        if (!isJson) terminal.Text(summary.ToString());
        return summary.AllLive ? CommandLine.Done : CommandLine.NotWell;
    }

    private static async IAsyncEnumerable<ImportRow> RowsAsync(
        string path, Stream file, LinkTarget? fallback, BadRows bad, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in ImportReader.ReadAsync(file, new ImportOptions(fallback), cancellationToken))
        {
            if (row.Kind == ImportRowKind.Refusal) throw new UsageException($"{path}: {row}");
            if (row.Kind == ImportRowKind.Problem)
            {
                await bad.AddAsync(row);
                continue;
            }

            await bad.ReportAsync();
            yield return row;
        }
    }

    private static async Task<CheckReport> CheckAsync(IPageVisitor visitor, ImportRow row, CancellationToken cancellationToken)
    {
        var link = row.Backlink!;
        var visit = await visitor.VisitAsync(
            new VisitRequest { Url = link.Source, Targets = [link.Target], IsOneOff = true }, cancellationToken);
        return CheckReport.Of(row.Source, row.Target.Length > 0 ? row.Target : link.Target.Url.Href, visit.Verdicts[0], visit);
    }

    /// <summary>For politeness, one lane per host: its pages are visited one at a time, unless the interval is zero.</summary>
    private static string? LaneOf(ImportRow row, LocalSettings settings) =>
        settings.Interval > TimeSpan.Zero ? row.Backlink!.Source.Authority : null;

    private static MatchMode ModeOf(string? text) => text is null
        ? MatchMode.Page
        : KebabCase.Parse<MatchMode>(text) ?? throw new UsageException($"--match: '{text}' is not one of page, exact, domain");
}
