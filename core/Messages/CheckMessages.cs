using LinkWatch.Storage;

namespace LinkWatch.Messages;

/// <summary>Puts slices on the checks queue.</summary>
public sealed class CheckMessages(IMessageQueues queues, TimeProvider time)
{
    /// <param name="shard">The slice's shard.</param>
    /// <param name="slice">Its row, already written.</param>
    /// <param name="rows">Page rows at hand: those that fit go along, the rest are read by key.</param>
    /// <param name="troubled">Hosts that have links which are turning.</param>
    /// <param name="cancellationToken">Stops; the slice is then sent again later.</param>
    public Task SendAsync(
        int shard, SliceRow slice, IReadOnlyList<Stored<PageRow>> rows, IReadOnlySet<string> troubled, CancellationToken cancellationToken)
    {
        var atHand = rows.ToDictionary(row => row.Row.Key);
        var pages = slice.Pages.Select(page => atHand.TryGetValue(page.Page, out var row)
            ? new CheckPage(page, row.Row, row.Version)
            : new CheckPage(page, null, null));
        var message = new CheckSlice(
            shard, slice.Id, slice.Generation, slice.PlannedAt, time.GetUtcNow(), slice.IsSlow, [.. pages],
            [.. slice.Hosts.Where(troubled.Contains)]);
        return queues.Checks.SendAsync(Envelope.Write(message), TimeSpan.Zero, cancellationToken);
    }
}
