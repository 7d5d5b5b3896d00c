using System.CommandLine;
using LinkWatch.Alerting;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Local.Serving;
using LinkWatch.Months;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Local.Commands;

/// <summary><c>report</c>: shows a month of a site, or writes it as a file.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandContext context)
    {
        var month = new Option<string?>("--month") { Description = "Which month (default: the last that is over).", HelpName = "YYYY-MM" };
        var html = new Option<string?>("--html") { Description = "Writes the report as a page.", HelpName = "FILE" };
        var pdf = new Option<string?>("--pdf") { Description = "Writes the report as PDF, printed by Chromium.", HelpName = "FILE" };
        var browser = new Option<string?>("--browser") { Description = "The Chromium that prints it.", HelpName = "PROGRAM" };
        var paper = new Option<string>("--paper")
        {
            Description = "The paper of the PDF: a4 or letter.",
            HelpName = "SIZE",
            DefaultValueFactory = _ => "a4",
        };
        paper.AcceptOnlyFromAmong("a4", "letter");
        var command = new Command("report", "Shows what came, went, turned and returned in a month, or writes it as a page or PDF.")
        {
            CommonOptions.Site, month, html, pdf, paper, browser, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = parsed.GetValue(month) is { } text ? MonthOf(text) : (Month?)null;
            var printer = parsed.GetValue(pdf) is null ? null : PrinterOf(parsed.GetValue(browser), context);
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var today = Month.Of(DayRow.DayOf(owner, pipeline.Get<TimeProvider>().GetUtcNow()));
            var which = asked ?? today.Previous;
            if (which.First > today.First) throw new UsageException($"--month: {which} has not begun; the latest is {today}");

            var report = await pipeline.Get<MonthlyReports>().ReadAsync(owner, which, cancellationToken);
            var files = new[] { parsed.GetValue(html), parsed.GetValue(pdf) };
            if (files.All(file => file is null))
            {
                if (parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync(Json.Write(MonthReport.Of(owner.Id, report)));
                else Show(new Terminal(context.Io), owner, report);
                return report.IsEmpty ? CommandLine.NotWell : CommandLine.Done;
            }

            var page = await ReportFile.RenderAsync(
                pipeline.Get<IServiceProvider>(), pipeline.Get<ILoggerFactory>(), owner, report, pipeline.Settings.PublicUrl,
                parsed.GetValue(pdf) is null ? null : parsed.GetRequiredValue(paper));
            if (files[0] is { } asHtml) await WriteAsync(asHtml, () => File.WriteAllTextAsync(asHtml, page, cancellationToken));
            if (files[1] is { } asPdf) await WriteAsync(asPdf, () => PdfPrinter.PrintAsync(printer!, page, asPdf, cancellationToken));
            foreach (var file in files.OfType<string>()) await context.Io.Out.WriteLineAsync($"{MonthWords.Title(report)}: {file}");
            return report.IsEmpty ? CommandLine.NotWell : CommandLine.Done;
        });
        return command;
    }

    private static Month MonthOf(string text) =>
        Month.TryParse(text) ?? throw new UsageException($"--month: '{text}' is not a month; write it as 2026-11");

    private static string PrinterOf(string? named, CommandContext context)
    {
        if (named is not null && !File.Exists(named)) throw new UsageException($"--browser: there is no program '{named}'");
        return named ?? PdfPrinter.Find(context.Environment) ?? throw new UsageException(PdfPrinter.Missing);
    }

    private static async Task WriteAsync(string file, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} could not be written: {e.Message}", e);
        }
    }

    private static void Show(Terminal terminal, Site site, MonthlyReport report)
    {
        terminal.Text($"{site.Domains[0]}, {MonthWords.Title(report)}: {MonthWords.Gist(report)}");
        if (report.After is { } after)
        {
            foreach (var (words, count, _) in MonthWords.Totals)
            {
                if (count(after) is not { } now) continue;
                var before = report.Before is { } day && count(day) is { } then ? $" (before: {Counted.Number(then)})" : "";
                terminal.Text($"  {words,-27} ", Counted.Number(now) + before, "grey");
            }
        }

        if (report.Verified is { } verified) terminal.Text($"  {"Checked on an average day",-27} ", $"{verified} %", "grey");
        foreach (var line in MonthWords.ToDo(report, withContracts: true)) terminal.Text("- ", line);
        foreach (var (kind, words) in MonthWords.Counts)
        {
            if (report.Changes?.Listed.GetValueOrDefault(kind) is not { Count: > 0 } listed) continue;
            terminal.Text($"{PlainText.Capital(words)} ({Counted.Number(report.Changes.CountOf(kind))}):");
            foreach (var change in listed)
                terminal.Text("  ", Terminal.Url(change.Source.Href) + (MonthWords.Back(site, change) is { } back ? $" ({back})" : ""));
        }
    }
}
