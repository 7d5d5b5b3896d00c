using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Review;
using LinkWatch.Sites;

namespace LinkWatch.Local.Commands;

/// <summary><c>disavow import|export|diff</c>: the file of links that Google is asked to ignore.</summary>
internal static class DisavowCommand
{
    private const int MaxShown = 10;

    public static Command Create(CommandContext context) =>
        new("disavow", "Keeps, extends and compares a site's disavow file: links that Google is asked to ignore.")
        {
            Import(context),
            DisavowExportCommand.Create(context),
            Diff(context),
        };

    /// <exception cref="UsageException">It cannot be read, or is no disavow file.</exception>
    internal static async Task<DisavowFile> ReadAsync(string path, CommandIo io, CancellationToken cancellationToken)
    {
        await using var stream = path == InputFile.StandardInput ? io.InBytes : InputFile.Open(path);
        var bytes = new byte[DisavowFile.MaxBytes + 1];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var file = DisavowFile.Read(bytes[..count]);
        return file.Problem is { } problem
            ? throw new UsageException($"{InputFile.NameOf(path)} isn't a disavow file that Google would accept: {problem}")
            : file;
    }

    private static Command Import(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The file as it was uploaded to Google; - is standard input." };
        var command = new Command("import", "Keeps a disavow file as the site's own, as it is, in place of the one kept before.")
        {
            file, CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var read = await ReadAsync(path, context.Io, cancellationToken);
            var keeper = pipeline.Get<SiteDisavow>();
            var before = await keeper.FindAsync(owner.Id, cancellationToken);
            var name = path == InputFile.StandardInput ? path : Path.GetFileName(path);
            await keeper.KeepAsync(owner.Id, name, read.Bytes.ToArray(), cancellationToken);
            var report = DisavowFileReport.Of(owner.Id, name, read, before is null ? DisavowFile.Empty : DisavowFile.Read(before.Bytes));
            if (parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync(Json.Write(report));
            else Show(new Terminal(context.Io), report, before?.At);
            return report.Invalid.Count == 0 ? CommandLine.Done : CommandLine.NotWell;
        });
        return command;
    }

    private static void Show(Terminal terminal, DisavowFileReport report, DateTimeOffset? before)
    {
        terminal.Text(
            $"Kept {Terminal.Plain(report.File)} as the disavow file of site {report.Site}: {Counted.Of(report.Lines, "line")}, "
            + $"{Counted.Of(report.Domains, "domain")}, {Counted.Of(report.Addresses, "address", "addresses")}.");
        if (before is { } at)
            terminal.Text($"Against the one kept on {Terminal.Time(at)} UTC: {report.Added} added, {report.Removed} removed.");
        List(terminal, "Invalid, and kept as they are", report.Invalid.Select(line => $"line {line.Line}: {line.Reason}"));
        List(
            terminal, "Redundant, and kept as they are",
            report.Redundant.Select(line => $"line {line.Line}: {line.Entry} ({Cover(line)})"));
    }

    private static Command Diff(CommandContext context)
    {
        var first = new Argument<string>("FILE") { Description = "The older file; with --site, the newer one." };
        var second = new Argument<string?>("NEWER") { Description = "The newer file.", Arity = ArgumentArity.ZeroOrOne };
        var site = new Option<string?>("--site") { Description = "Compares FILE with what is kept for this site.", HelpName = "ID" };
        var command = new Command("diff", "Shows what a newer disavow file adds and removes, and which of its lines are needless.")
        {
            first, second, site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (one, two) = (parsed.GetRequiredValue(first), parsed.GetValue(second));
            var of = parsed.GetValue(site);
            if ((two is null) == (of is null)) throw new UsageException("compare two files, or one file with a --site");
            var older = of is null
                ? await ReadAsync(one, context.Io, cancellationToken)
                : await KeptAsync(context, parsed, of, cancellationToken);
            var newer = await ReadAsync(two ?? one, context.Io, cancellationToken);
            var report = DisavowDiffReport.Of(DisavowDifference.Between(older, newer));
            if (parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync(Json.Write(report));
            else Show(new Terminal(context.Io), report);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<DisavowFile> KeptAsync(
        CommandContext context, ParseResult parsed, string siteId, CancellationToken cancellationToken)
    {
        await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
        var site = await pipeline.SiteAsync(siteId, cancellationToken);
        return await pipeline.Get<SiteDisavow>().FindAsync(site.Id, cancellationToken) is { } kept
            ? DisavowFile.Read(kept.Bytes)
            : throw new UsageException(
                $"site {site.Id} has no disavow file: keep one with 'linkwatch disavow import FILE --site {site.Id}'");
    }

    private static void Show(Terminal terminal, DisavowDiffReport report)
    {
        terminal.Text(
            $"{report.Added.Count} added, {report.Removed.Count} removed, {report.Redundant.Count} needless. Comments don't count.");
        List(terminal, "Added", report.Added.Select(Changed), int.MaxValue);
        List(terminal, "Removed", report.Removed.Select(Changed), int.MaxValue);
        List(terminal, "Redundant", report.Redundant.Select(line => $"{line.Entry} ({Cover(line)})"), int.MaxValue);
    }

    private static string Changed(DisavowLineReport line) =>
        line.CoveredBy is { } domain ? $"{line.Entry} (covered by {domain} in the other file)" : line.Entry;

    private static string Cover(DisavowLineReport line) => line.CoveredBy == line.Entry ? "repeated" : $"covered by {line.CoveredBy}";

    internal static void List(Terminal terminal, string heading, IEnumerable<string> items, int max = MaxShown)
    {
        var all = items.ToList();
        if (all.Count == 0) return;
        terminal.Text($"{heading}:");
        foreach (var item in all.Take(max)) terminal.Text("  ", Terminal.Url(item));
        if (all.Count > max) terminal.Text($"  and {all.Count - max} more");
    }
}
