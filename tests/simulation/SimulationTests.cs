using LinkWatch.Confirming;
using LinkWatch.Local.Sqlite;
using LinkWatch.Simulation;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Simulation;

public sealed class SimulationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_harsh_web_brings_no_false_alert_and_hides_no_change()
    {
        using var file = await TemporaryFile.OpenAsync(Cancel);
        var report = await new SimulationRun("harsh", days: 20, links: 80, seed: 2, file.Stores).RunAsync(progress: null, Cancel);

        Assert.Equal([], report.Findings);
        Assert.Equal((0, 0, 0, 0), (report.FalseAlerts, report.MissedChanges, report.LostAlerts, report.DuplicateAlerts));
        Assert.Equal((0, 0, 0), (report.Poison, report.Errors, report.LostEdits));
        Assert.Equal(report.Losses.Due, report.Losses.Reported);
        Assert.InRange(report.Checks, 20 * 80, 20 * 80 * 2);
        Assert.True(report.Interruptions > 20);
        Assert.True(report.Edits > 40);
        Assert.True(report.DueChanges > 0);
        Assert.True(report.Crashes > 40);
    }

    [Fact]
    public async Task Links_are_read_once_a_day_where_nothing_is_amiss()
    {
        var figures = await RunAsync(new FaultProfile(), days: 10, links: 50);

        // One reading when imported, and one a day.
        Assert.InRange(figures.Record.Checks, 10 * 50, 11 * 50);
        Assert.Equal(50, figures.Record.Stored.Count(change => !change.IsOfTarget));
    }

    [Fact]
    public async Task No_alert_is_lost_and_none_sent_twice_when_the_process_is_killed_again_and_again()
    {
        var profile = new FaultProfile
        {
            Ourselves = new OwnFaults { CrashesPerDay = 120, Replayed = 0.5, DeliveriesPutOff = 0.2 },
            Faults = new Dictionary<Fault, SpellRate> { [Fault.Deploys] = new() { PerDay = 1, Hours = [1, 6] } },
            Changes = new Dictionary<TrueChange, ChangeRate>
            {
                [TrueChange.LinkRemoved] = new() { PerDay = 0.1, BackShare = 0.5, BackDays = [2, 3] },
                [TrueChange.RelNofollow] = new() { PerDay = 0.1, BackShare = 0.5, BackDays = [2, 3] },
            },
        };

        var (record, figures) = await RunAsync(profile, days: 8, links: 60);

        Assert.True(record.Deaths.Values.Sum() > 100);
        Assert.Contains("ISiteStore.CommitAsync", record.Deaths.Keys);
        Assert.True(record.Stored.Count(change => change.IsAlert) > 30);
        Assert.Equal([], figures.Findings);
        Assert.Equal((0, 0, 0, 0), (figures.FalseAlerts, figures.MissedChanges, figures.LostAlerts, figures.DuplicateAlerts));
        Assert.Empty(record.Errors);
    }

    [Fact]
    public async Task A_pipeline_that_believes_the_first_reading_is_caught()
    {
        var hasty = new Window(1, TimeSpan.Zero);
        var believing =
            new ConfirmOptions { Minimum = hasty, LinkRemovedAlike = hasty, Nofollow = hasty, Unindexed = hasty, PageGone = hasty };

        var (_, figures) = await RunAsync(ProfileFile.Read("harsh"), days: 8, links: 60, services => services.AddSingleton(believing));

        Assert.True(figures.FalseAlerts > 0, $"{figures.FalseAlerts} false alerts");
    }

    [Fact]
    public async Task A_pipeline_that_believes_nothing_is_caught()
    {
        var never = new Window(100, TimeSpan.FromDays(365));
        var doubting = new ConfirmOptions { Minimum = never };

        var (_, figures) = await RunAsync(ProfileFile.Read("harsh"), days: 40, links: 150, services => services.AddSingleton(doubting));

        Assert.True(figures.DueChanges > 0);
        Assert.Equal(figures.DueChanges, figures.MissedChanges);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_output_in_two_processes_and_another_seed_another()
    {
        string[] typed = ["simulate", "--days", "4", "--links", "30", "--json", "--seed"];

        var ended = await Task.WhenAll(LinkWatchProcess.RunAsync([.. typed, "5"]), LinkWatchProcess.RunAsync([.. typed, "5"]));
        var other = await TypedCommand.RunAsync([.. typed, "6"]);
        var same = await TypedCommand.RunAsync([.. typed, "5"]);

        Assert.Equal((0, ""), (ended[0].Code, ended[0].Error));
        Assert.Equal(ended[0].Output, ended[1].Output);
        Assert.Equal(ended[0].Output, same.Output);
        Assert.NotEqual(ended[0].Output, other.Output);
    }

    private static async Task<(RunRecord Record, SimulationFigures Figures)> RunAsync(
        FaultProfile profile, int days, int links, Action<IServiceCollection>? instead = null)
    {
        const long Seed = 11;
        var world = new WorldBuilder(profile, days, links, Seed).Build();
        using var file = await TemporaryFile.OpenAsync(Cancel);
        var record = await new PipelineSimulation(world, profile, Seed, file.Stores, instead).RunAsync(progress: null, Cancel);
        return (record, new Referee(world, record).Judge());
    }
}
