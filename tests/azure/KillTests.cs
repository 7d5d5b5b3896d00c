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

    /// <summary>
    /// Of these, one must hit what writes an alert: where the kills fall changes with every call that the pipeline makes.
    /// </summary>
    private const int MaxSeeds = 6;

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
        var isHit = false;
        for (var seed = 5; !isHit; seed++)
        {
            Assert.True(seed < 5 + MaxSeeds, "no kill hit a commit of a site's rows");
            isHit = (await DeathsAsync(profile, seed)).ContainsKey("ISiteStore.CommitAsync");
        }
    }

    /// <summary>What the kills of a run without any mistake hit.</summary>
    private async Task<IReadOnlyDictionary<string, int>> DeathsAsync(FaultProfile profile, int seed)
    {
        var world = new WorldBuilder(profile, days: 3, links: 12, seed).Build();
        using var storage = new OpenStorage(await new OwnStorage(azurite).OpenAsync(shards: 2));

        var record = await new PipelineSimulation(world, profile, seed, storage.Stores).RunAsync(progress: null, Cancel);
        var figures = new Referee(world, record).Judge();

        Assert.True(record.Deaths.Values.Sum() > 20, $"{record.Deaths.Values.Sum()} deaths");
        Assert.True(record.Stored.Count(change => change.IsAlert) > 3, "too little happened");
        Assert.Equal([], figures.Findings);
        Assert.Equal((0, 0, 0, 0), (figures.FalseAlerts, figures.MissedChanges, figures.LostAlerts, figures.DuplicateAlerts));
        Assert.Empty(record.Errors);
        return record.Deaths;
    }
}
