using System.CommandLine;
using System.Globalization;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Spikes;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary><c>spikes</c>: finds the days in a file of daily counts that are far above the expected. Nothing is stored.</summary>
internal static class SpikesCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "CSV with a date and a count per row, such as 2026-03-01,7; a header is allowed."
        };
        var command = new Command(
            "spikes", "Finds the days whose count is far above what was expected.") { file, CommonOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            await using var stream = InputFile.Open(path);
            var counts = await DailyCountReader.ReadAsync(stream, cancellationToken);
            if (counts.Problem is not null) throw new UsageException($"{path}: {counts.Problem}");
            var days = SpikeDetector.Judge(counts.Days);
            if (parsed.GetValue(CommonOptions.Json)) await WriteAsync(context.Io, days);
            else Show(new Terminal(context.Io), days);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task WriteAsync(CommandIo io, IReadOnlyList<DayJudgement> days)
    {
        foreach (var day in days.Where(day => day.IsFlagged)) await io.Out.WriteLineAsync(Json.Write(SpikeReport.Of(day)));
        if (!days.Any(day => day.Expected is not null)) await io.Error.WriteLineAsync("linkwatch: " + TooFew(days));
    }

    private static void Show(Terminal terminal, IReadOnlyList<DayJudgement> days)
    {
        var flagged = days.Where(day => day.IsFlagged).Select(SpikeReport.Of).ToList();
        if (flagged.Count > 0)
        {
            var table = Terminal.Table("date", "count", "due", "why");
            foreach (var column in table.Columns.Take(3)) column.NoWrap = true;
            foreach (var day in flagged) table.AddRow(Date(day.Date), Text(day.Count), Text(day.Expected), Terminal.Escape(day.Reason));
            terminal.Write(table);
        }

        var judged = days.Count(day => day.Expected is not null);
        terminal.Text(judged == 0
            ? TooFew(days)
            : $"{Text(flagged.Count)} of {Text(judged)} days flagged, from {Date(days[0].Date)} to {Date(days[^1].Date)}; "
                + $"the first {Text(days.Count - judged)} were only used for learning.");
    }

    private static string TooFew(IReadOnlyList<DayJudgement> days) =>
        $"too few days to judge: there {(days.Count == 1 ? "is" : "are")} {Text(days.Count)}, "
            + $"and the first {Text(SpikeOptions.Default.DaysToLearn)} are only used for learning";

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
