using System.Globalization;
using LinkWatch.Local.Sqlite;
using LinkWatch.Simulation;

namespace LinkWatch.Bench.Simulating;

/// <summary>Runs the simulator with many seeds: the sums, and the hours to a stored change over all runs.</summary>
internal static class SeedRuns
{
    /// <returns>0 if nothing went wrong; otherwise 1.</returns>
    public static async Task<int> RunAsync(string profileName, int seeds, int days, int links, CancellationToken cancellationToken)
    {
        var profile = ProfileFile.Read(profileName);
        var runs = new List<(RunRecord Record, SimulationFigures Figures)>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            var world = new WorldBuilder(profile, days, links, seed).Build();
            using var file = await TemporaryFile.OpenAsync(cancellationToken);
            var record = await new PipelineSimulation(world, profile, seed, file.Stores).RunAsync(progress: null, cancellationToken);
            var figures = new Referee(world, record).Judge();
            runs.Add((record, figures));
            foreach (var finding in figures.Findings.Concat(record.Errors)) Console.WriteLine($"seed {seed}: {finding}");
        }

        Print(runs);
        return runs.TrueForAll(run => run.Figures.Findings.Count == 0 && run.Record.Errors.Count == 0 && run.Record.Unmoved == 0) ? 0 : 1;
    }

    private static void Print(List<(RunRecord Record, SimulationFigures Figures)> runs)
    {
        int Sum(Func<SimulationFigures, int> figure) => runs.Sum(run => figure(run.Figures));
        Line("checks", $"{runs.Sum(run => run.Record.Checks)}");
        Line("days of intact links", $"{Sum(figures => figures.IntactDays)}");
        Line("true changes, of changes and returns due", $"{Sum(figures => figures.TrueChanges)}, {Sum(figures => figures.DueChanges)}");
        Line("false alerts", $"{Sum(figures => figures.FalseAlerts)}");
        Line("missed changes", $"{Sum(figures => figures.MissedChanges)}");
        Line("permanent losses reported", $"{Sum(figures => figures.Losses.Reported)} of {Sum(figures => figures.Losses.Due)}");
        Line(
            "rotating links ever reported lost",
            $"{Sum(figures => figures.Rotating.Reported)} of {Sum(figures => figures.Rotating.Links)}");
        var kills = runs.Sum(run => run.Record.Deaths.Values.Sum());
        var interruptions = runs.Sum(run => run.Record.Interruptions);
        Line("kills, interruptions", $"{kills}, {interruptions}");
        Line("owners' edits, and those lost", $"{runs.Sum(run => run.Record.Edits)}, {Sum(figures => figures.LostEdits)}");
        Line("lost alerts", $"{Sum(figures => figures.LostAlerts)}");
        Line(
            "duplicate alerts, and excused mails",
            $"{Sum(figures => figures.DuplicateAlerts)}, {Sum(figures => figures.ExcusedDuplicates)}");
        var hours = Quantiles.ByReason([.. runs.SelectMany(run => run.Figures.Detected)]);
        Line("hours to a stored change", $"median {hours.P50:0.0}, 99 % within {hours.P99:0.0} ({hours.Count})");
        foreach (var (change, of) in hours.ByReason) Line($"  {change}", $"median {of.P50:0.0}, 99 % within {of.P99:0.0} ({of.Count})");
    }

    private static void Line(string name, FormattableString value) =>
        Console.WriteLine($"{name}: {value.ToString(CultureInfo.InvariantCulture)}");
}
