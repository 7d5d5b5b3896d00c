using LinkWatch.Checking;
using LinkWatch.Incidents;
using LinkWatch.Messages;
using LinkWatch.Metering;
using LinkWatch.Storage;

namespace LinkWatch;

/// <summary>
/// Checks one slice of pages: claim → visit (fetch, read, judge) → confirm → save. Whatever a page does is a verdict; an exception
/// is an outage of ours, and the message comes again. Safe to run twice: a reading is named by its planned time.
/// </summary>
public sealed class CheckStep(
    SliceClaims claims,
    SliceVisitor visitor,
    ConnectivityGuard connectivity,
    SharedReplacementDetector replacements,
    SliceConfirmation confirmation,
    SliceWriter writer,
    CheckMessages checks,
    AlertMessages alerts,
    PipelineMeter meter)
{
    /// <param name="message">The slice to check.</param>
    /// <param name="dequeueCount">How often the message was received, this time included.</param>
    /// <param name="cancellationToken">Stops; what was not saved is checked again.</param>
    public async Task RunAsync(CheckSlice message, int dequeueCount, CancellationToken cancellationToken)
    {
        // A slice that is done, or in other hands, is left alone.
        if (await claims.ClaimAsync(message, dequeueCount, cancellationToken) is not { } slice) return;

        // Hosts side by side, the pages of a host one after another; slow pages and what time does not allow are left.
        var visits = await visitor.VisitAsync(slice, cancellationToken);

        // If nearly everything fails at once the fault is ours: nothing is judged by it.
        visits = connectivity.RemoveUnreliable(slice, visits);

        // A reading is weighed against what is believed, with what else happens on its host, and to pages elsewhere.
        var replaced = await replacements.DetectAsync(visits.Replaced, slice.Row.PlannedAt, cancellationToken);
        Task<ConfirmedPages> Confirm(IReadOnlyList<(PageWork, PageRow)> pages, CancellationToken stop) =>
            confirmation.ConfirmAsync(slice, pages, replaced, stop);

        // Every page's state, change and re-check together; the slice's row with the last of them.
        if (await writer.SaveAsync(slice, visits, Confirm, cancellationToken) is not { } saved) return;
        meter.Checked(visits.Visited.Count);
        foreach (var page in visits.Visited)
        {
            var ofLinks = page.Visit.Verdicts.Where(verdict => !verdict.IsOfTarget);
            meter.Visited(page.Visit.Elapsed, ofLinks.Select(verdict => verdict.Status));
        }

        // Both are rows already: a message lost here is sent again by the next tick or sweep.
        if (saved.Rest is { } rest) await checks.SendAsync(message.Shard, rest, [], rest.Hosts.ToHashSet(), cancellationToken);
        await alerts.SendChangesAsync(message.Shard, saved.Changes, cancellationToken);
    }
}
