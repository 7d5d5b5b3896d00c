using LinkWatch.Local.Pipeline;
using LinkWatch.Simulation;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure;

/// <summary>
/// A process that is killed between any two calls, on tables and queues. The simulated days pass in seconds, so what a dead process held
/// on a queue never comes back in time: it is the rows that must say what is left to do.
/// </summary>
public sealed class KillTests(Azurite azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_alert_is_lost_and_none_sent_twice_when_the_process_is_killed_again_and_again()
    {
        var profile = new FaultProfile
        {
            Ourselves = new OwnFaults { CrashesPerDay = 24, Replayed = 0.5, DeliveriesPutOff = 0.2 },
            Faults = new Dictionary<Fault, SpellRate> { [Fault.Deploys] = new() { PerDay = 1, Hours = [1, 3] } },
            Changes = new Dictionary<TrueChange, ChangeRate>
            {
                [TrueChange.RelNofollow] = new() { PerDay = 0.5, BackShare = 0.5, BackDays = [1, 1] }
            },
        };
        var world = new WorldBuilder(profile, days: 3, links: 12, seed: 5).Build();
        using var storage = new OpenStorage(await new OwnStorage(azurite).OpenAsync(shards: 2));

        var record = await new PipelineSimulation(world, profile, seed: 5, storage.Stores).RunAsync(progress: null, Cancel);
        var figures = new Referee(world, record).Judge();

        Assert.True(record.Deaths.Values.Sum() > 20, $"{record.Deaths.Values.Sum()} deaths");
        Assert.Contains("ISiteStore.CommitAsync", record.Deaths.Keys);
        Assert.True(record.Stored.Count(change => change.IsAlert) > 3, "too little happened");
        Assert.Equal([], figures.Findings);
        Assert.Equal((0, 0, 0, 0), (figures.FalseAlerts, figures.MissedChanges, figures.LostAlerts, figures.DuplicateAlerts));
        Assert.Empty(record.Errors);
    }
}
