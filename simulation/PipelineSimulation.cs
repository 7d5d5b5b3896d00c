using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Simulation;

/// <summary>Runs the pipeline's real steps through a world and records the result for the referee.</summary>
/// <param name="world">The script.</param>
/// <param name="profile">The world's profile; faults of single answers and messages are drawn during the run.</param>
/// <param name="seed">The seed for those.</param>
/// <param name="stores">The stores, empty at first.</param>
/// <param name="instead">Replacements of parts of the pipeline, to test that the referee notices faults.</param>
internal sealed class PipelineSimulation(
    World world, FaultProfile profile, long seed, Stores stores, Action<IServiceCollection>? instead = null)
{
    private const int Portion = 500;

    /// <summary>The time between ticks. <c>serve</c> ticks every minute, which makes no difference to pages read once a day.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(10);

    /// <summary>How long a killed process takes to restart.</summary>
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(30);

    /// <summary>After the end nothing is checked, but alerts are still delivered for longer than any pause between two attempts.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromDays(3);

    /// <param name="progress">Receives the number of days that have passed.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<RunRecord> RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var time = new SimulatedTime(world.Start);
        var clock = new MachineClock(time, world.Ourselves);
        using var crashes = new CrashInjector(Deaths(), world.Interruptions, time, seed);
        using var edits = new EditTurns(world, stores, time, clock);
        var log = new RunLog(time, crashes);
        var channel = new RecordingChannel(crashes, world, profile, time, seed);
        var parts = new SimulatedParts(
            time, clock, new FaultyWeb(world, profile, time, seed), crashes, new Disorder(world, profile, time, seed), channel, log,
            instead);

        var machine = new Machine(parts, stores);
        await ImportAsync(machine, cancellationToken);
        crashes.Meanwhile = edits.Step;
        for (var tick = world.Start; tick < world.End; tick += Tick)
        {
            cancellationToken.ThrowIfCancellationRequested();
            time.PassUntil(tick);
            if (machine.HasTicked) clock.Set();
            machine = await LiveAsync(machine, () => machine.WorkAsync(crashes.Life), parts, () => new Machine(parts, stores));
            if (tick.TimeOfDay < Tick) progress?.Report((tick - world.Start).Days);
        }

        clock.Set(isRight: true);
        edits.Finish();
        channel.IsReliable = true;
        crashes.Spare();
        for (var tick = world.End; tick < world.End + Drain; tick += TimeSpan.FromHours(1))
        {
            time.PassUntil(tick);
            await machine.NotifyAsync(cancellationToken);
        }

        var record = await RecordAsync(machine, parts, edits, cancellationToken);
        await machine.DisposeAsync();
        return record;
    }

    /// <summary>Runs the process; if it dies or is interrupted, a new one continues at its next tick.</summary>
    private static async Task<Machine> LiveAsync(Machine machine, Func<Task> work, SimulatedParts parts, Func<Machine> next)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (parts.Mortality.IsOver)
        {
            // Its unfinished work stays as it is.
        }

        if (!parts.Mortality.IsOver) return machine;
        await machine.DisposeAsync();
        parts.Time.Pass(Restart);
        parts.Mortality.Restart();
        return next();
    }

    /// <summary>Deployments kill the process too.</summary>
    private List<DateTimeOffset> Deaths() =>
        [.. world.Crashes.Concat(world.Ourselves.Spells.Where(spell => spell.Fault == Fault.Deploys).Select(spell => spell.From))
            .Where(at => at > world.Start).Order()];

    private async Task ImportAsync(Machine machine, CancellationToken cancellationToken)
    {
        var (sites, tracker) = (machine.Get<ISiteStore>(), machine.Get<LinkTracker>());
        foreach (var site in world.Sites)
        {
            await sites.SaveSiteAsync(site, cancellationToken);
            var links = world.Links.Where(link => link.Site == site)
                .Select(link => link.AsListed()).ToList();
            await tracker.AddAsync(site, links, "simulate", progress: null, cancellationToken);
            await machine.Get<TargetWatch>().BeginAsync(site.Id, links, cancellationToken);
        }
    }

    private async Task<RunRecord> RecordAsync(
        Machine machine, SimulatedParts parts, EditTurns edits, CancellationToken cancellationToken)
    {
        var sites = machine.Get<ISiteStore>();
        var (stored, moved) = (new List<StoredChange>(), new HashSet<(string, DateTimeOffset, ChangeKind)>());
        foreach (var site in world.Sites)
        {
            await foreach (var row in Listing.AllAsync(
                (after, stop) => sites.ListHistoryAsync(site.Id, after, Portion, stop), cancellationToken))
            {
                stored.Add(Stored(site.Id, row, parts.Log));
                moved.Add((row.LinkId, row.Change.At, row.Change.Kind));
            }
        }

        var poison = (await machine.Get<IPoisonStore>().ListAsync(1000, cancellationToken)).Count;
        return new RunRecord
        {
            Stored = stored,
            Unmoved = parts.Log.Written.Count(change =>
                change.Value.IsAlert && !moved.Contains(change.Key) && !WasRemoved(edits.Owner, change.Key.LinkId, change.Value.At)),
            Gaps = edits.Owner.Gaps,
            LostEdits = [.. edits.Errors, .. await edits.Owner.LostAsync(cancellationToken)],
            Edits = edits.Made,
            Unmarked = parts.Mortality.Unmarked,
            Mails = parts.Channel.Accepted,
            Checks = parts.Log.Checks,
            Requests = parts.Web.Requests,
            Deaths = parts.Mortality.Deaths,
            Interruptions = parts.Mortality.Interruptions,
            Poison = poison,
            Errors = parts.Log.Errors,
        };
    }

    /// <summary>
    /// A link that was taken off the list before its change could be moved, or while its page was read, has nobody to notify.
    /// </summary>
    private static bool WasRemoved(Owner owner, string linkId, DateTimeOffset writtenAt) => owner.Gaps.Any(gap =>
        Owner.IdOf(gap.Key) == linkId && gap.Value.From - TimeSpan.FromHours(1) < writtenAt && writtenAt < gap.Value.To);

    private static StoredChange Stored(string siteId, HistoryRow row, RunLog log)
    {
        var change = row.Change;
        return new StoredChange
        {
            SiteId = siteId,
            Source = row.Source.Href,
            Target = row.Target.Url.Href,
            Kind = change.Kind.Name(),
            Old = change.Old,
            New = change.New,
            Reasons = [.. change.Reasons.Select(reason => reason.Name())],
            Evidence = change is { OldDetail: { } old, NewDetail: { } now, Kind: ChangeKind.Detail }
                ? $"{old} became {now}"
                : string.Join("; ", change.Evidence),
            IsAlert = change.IsAlert,
            Incident = change.Incident?.Incident.Id,
            Since = change.Since,
            From = log.TrueTimeOf(change.Since),
            At = log.TrueTimeOf(change.At),
            StoredAt = log.Written.TryGetValue((row.LinkId, change.At, change.Kind), out var written) ? written.At : change.At,
        };
    }
}
