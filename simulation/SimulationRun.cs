using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Simulation;

/// <summary>A simulation, from its options to its report.</summary>
internal sealed class SimulationRun(string profileName, int days, int links, long seed, Stores stores)
{
    /// <exception cref="ProfileException">The profile cannot be read.</exception>
    public async Task<SimulationReport> RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var profile = ProfileFile.Read(profileName);
        var world = new WorldBuilder(profile, days, links, seed).Build();
        var record = await new PipelineSimulation(world, profile, seed, stores).RunAsync(progress, cancellationToken);
        var figures = new Referee(world, record).Judge();
        return new SimulationReport
        {
            Profile = profileName,
            Days = days,
            Links = links,
            Seed = seed,
            Hosts = world.Hosts.Count,
            Pages = world.Pages.Count(),
            Checks = record.Checks,
            Requests = record.Requests,
            IntactDays = figures.IntactDays,
            TrueChanges = figures.TrueChanges,
            DueChanges = figures.DueChanges,
            FalseAlerts = figures.FalseAlerts,
            MissedChanges = figures.MissedChanges,
            Targets = figures.Targets,
            Losses = figures.Losses,
            LostAlerts = figures.LostAlerts,
            DuplicateAlerts = figures.DuplicateAlerts,
            Edits = record.Edits,
            LostEdits = figures.LostEdits,
            ExcusedDuplicates = figures.ExcusedDuplicates,
            Rotating = figures.Rotating,
            DetectionHours = figures.DetectionHours,
            MailHours = figures.MailHours,
            Mails = record.Mails.Count,
            Crashes = record.Deaths.Values.Sum(),
            CrashesBefore = record.Deaths.OrderBy(call => call.Key, StringComparer.Ordinal).ToDictionary(),
            Interruptions = record.Interruptions,
            Poison = record.Poison,
            Errors = record.Errors.Count,
            Faults = Count(world),
            Findings = [.. figures.Findings, .. record.Errors.Take(10)],
        };
    }

    private static Dictionary<string, int> Count(World world) => world.Pages.Concat(world.TargetPages).Select(page => page.Faults)
        .Concat(world.Hosts.Values.Concat(world.TargetHosts.Values).Select(host => host.Faults)).Append(world.Ourselves)
        .SelectMany(timeline => timeline.Spells).GroupBy(spell => spell.Fault).OrderBy(fault => fault.Key)
        .ToDictionary(fault => fault.Key.Name(), fault => fault.Count());
}
