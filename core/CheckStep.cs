using LinkWatch.Checking;
using LinkWatch.Messages;
using LinkWatch.Metering;

namespace LinkWatch;

/// <summary>
/// Checks one slice of pages: fetch → read → judge → confirm → write. Whatever a page does is a verdict; an exception
/// is an outage of ours, and the message comes again. Safe to run twice: a reading is named by its planned time.
/// </summary>
public sealed class CheckStep(SliceClaims claims, SliceVisitor visitor, ConnectivityGuard ownOutage, SliceWriter writer, CheckMessages checks, AlertMessages alerts, PipelineMeter meter)
{
    /// <param name="message">The slice to check.</param>
    /// <param name="dequeueCount">How often the message was received, this time included.</param>
    /// <param name="cancellationToken">Stops; what was not written is checked again.</param>
    public async Task RunAsync(CheckSlice message, int dequeueCount, CancellationToken cancellationToken)
    {
        // A slice that is done, or in other hands, is left alone.
        if (await claims.ClaimAsync(message, dequeueCount, cancellationToken) is not { } slice) return;

        // Hosts side by side, the pages of a host one after another; slow pages and what time does not allow are left.
        var visits = await visitor.VisitAsync(slice, cancellationToken);

        // Where nearly everything fails at once the fault is ours: nothing is judged by it.
        visits = ownOutage.RemoveUnreliable(slice, visits);

        // Every page's state, change and re-check together; the slice's row with the last of them.
        if (await writer.WriteAsync(slice, visits, cancellationToken) is not { } written) return;
        meter.Checked(visits.Visited.Count);

        // Both are rows already: a message lost here is sent again by the next tick or sweep.
        if (written.Rest is { } rest) await checks.SendAsync(message.Shard, rest, [], rest.Hosts.ToHashSet(), cancellationToken);
        await alerts.SendChangesAsync(message.Shard, written.Changes, cancellationToken);
    }
}
