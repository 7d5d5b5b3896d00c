using System.CommandLine;
using System.Globalization;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Spikes;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary><c>spikes</c>: the days on which a file of daily counts has far more than was due. Nothing is kept.</summary>
internal static class SpikesCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "CSV with a date and a count a row, such as 2026-03-01,7; a header is allowed." };
        var command = new Command("spikes", "Tells the days on which daily counts have far more than was due.") { file, CommonOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            await using var stream = InputFile.Open(path);
            var counts = await DailyCountReader.ReadAsync(stream, cancellationToken);
            if (counts.Problem is not null) throw new UsageException($"{path}: {counts.Problem}");
            var days = SpikeDetector.Judge(counts.Days);
            var spikes = days.Where(day => day.IsFlagged).ToList();
            if (parsed.GetValue(CommonOptions.Json))
            {
                foreach (var spike in spikes) await context.Io.Out.WriteLineAsync(Json.Write(SpikeReport.Of(spike)));
            }
            else
            {
                Show(new Terminal(context.Io), days, spikes);
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static void Show(Terminal terminal, IReadOnlyList<DayJudgement> days, List<DayJudgement> spikes)
    {
        if (spikes.Count > 0)
        {
            var table = Terminal.Table("date", "count", "due", "why");
            foreach (var spike in spikes)
            {
                var report = SpikeReport.Of(spike);
                table.AddRow(Date(spike), Text(report.Count), Text(report.Expected), Terminal.Escape(report.Reason));
            }

            terminal.Write(table);
        }

        var judged = days.Count(day => day.Expected is not null);
        terminal.Line(judged == 0
            ? $"Too few days to judge any: the first {Text(SpikeOptions.Default.DaysToLearn)} are only learnt from."
            : $"{Text(spikes.Count)} of {Text(judged)} days flagged, from {Date(days[0])} to {Date(days[^1])}; the first {Text(days.Count - judged)} were only learnt from.");
    }

    private static string Date(DayJudgement day) => day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
