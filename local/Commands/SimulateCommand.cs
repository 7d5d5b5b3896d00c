using System.CommandLine;
using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Local.Sqlite;
using LinkWatch.Simulation;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary><c>simulate</c>: runs the pipeline's real steps on a fake clock and a faulty web, and counts their mistakes.</summary>
internal static class SimulateCommand
{
    private const int MaxDays = 1000;
    private const int MaxLinks = 100_000;

    private static readonly Option<string> Days =
        new("--days") { Description = "Number of days to simulate.", HelpName = "N", Required = true };
    private static readonly Option<string> Links =
        new("--links") { Description = "Number of links to track.", HelpName = "N", Required = true };
    private static readonly Option<string> Seed =
        new("--seed") { Description = "The same seed gives the same world and the same output.", HelpName = "N", Required = true };

    private static readonly Option<string?> Profile = new("--profile")
    {
        Description = "How faulty the web is: harsh (the default), calm, or a JSON file.",
        HelpName = "NAME|FILE",
    };

    public static Command Create(CommandContext context)
    {
        var command = new Command("simulate", "Runs the pipeline on a fake clock and a faulty web, and counts its mistakes.")
        {
            Days, Links, Seed, Profile, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (days, links) = (InRange(parsed, Days, MaxDays), InRange(parsed, Links, MaxLinks));
            var seed = SeedOf(parsed.GetRequiredValue(Seed));
            using var file = await TemporaryFile.OpenAsync(cancellationToken);
            var run = new SimulationRun(parsed.GetValue(Profile) ?? "harsh", days, links, seed, file.Stores);
            var report = await run.RunAsync(ProgressOf(context, days), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync(Json.Write(report));
            else Show(new Terminal(context.Io), report);
            return CommandLine.Done;
        });
        return command;
    }

    private static int InRange(ParseResult parsed, Option<string> option, int max) =>
        CommonOptions.Number(option.Name, parsed.GetRequiredValue(option), 1, max);

    private static long SeedOf(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UsageException($"{Seed.Name}: '{text}' is not a whole number");

    private static IProgress<int>? ProgressOf(CommandContext context, int days) =>
        context.Io.IsTerminal ? new DayProgress(context.Io.Error, days) : null;

    private static void Show(Terminal terminal, SimulationReport report)
    {
        var table = Terminal.Table("figure", "value");
        void Row(string name, FormattableString value) => table.AddRow(name, Terminal.Escape(value.ToString(CultureInfo.InvariantCulture)));
        Row("checks", $"{report.Checks:N0} of {report.Links:N0} links over {report.Days} days");
        Row("true changes", $"{report.TrueChanges}");
        Row("false alerts", $"{report.FalseAlerts} in {report.IntactDays:N0} days of intact links");
        Row("missed changes", $"{report.MissedChanges}");
        Row("lost alerts", $"{report.LostAlerts}");
        Row("duplicate alerts", $"{report.DuplicateAlerts}");
        Row("rotating links reported as lost", $"{report.Rotating.Reported} of {report.Rotating.Links}");
        Row("hours to a stored change", $"median {report.DetectionHours.P50:0.0}, 99 % within {report.DetectionHours.P99:0.0}");
        foreach (var (reason, hours) in report.DetectionHours.ByReason)
            Row($"  {reason}", $"median {hours.P50:0.0}, 99 % within {hours.P99:0.0} ({hours.Count})");
        Row("hours from there to the mail", $"median {report.MailHours.P50:0.0}, 99 % within {report.MailHours.P99:0.0}");
        Row("mails", $"{report.Mails}");
        Row("crashes of our process", $"{report.Crashes}");
        terminal.Write(table);
        foreach (var finding in report.Findings) terminal.Line(Terminal.Escape(finding));
    }

    private sealed class DayProgress(TextWriter writer, int days) : IProgress<int>
    {
        public void Report(int value) => writer.Write(value + 1 < days ? $"\rday {value + 1} of {days}" : "\r                    \r");
    }
}
