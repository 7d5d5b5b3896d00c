using LinkWatch.Links;
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

/// <summary>
/// Message <c>check-slice</c> 1: check these pages. Small rows come along, so that most checks need no read.
/// </summary>
/// <param name="Shard">The shard of all its pages.</param>
/// <param name="SliceId">Its slice row.</param>
/// <param name="Generation">Which sending of the slice this is; one that is not the slice row's is dropped.</param>
/// <param name="PlannedAt">The planned time of its readings.</param>
/// <param name="SentAt">When this was sent: one received late must first claim its slice.</param>
/// <param name="IsSlow">Whether its pages get their whole time.</param>
/// <param name="Pages">What to check.</param>
/// <param name="Troubled">
/// Its hosts with links that are turning: only their rows are read. Messages written before there was such a thing name none.
/// </param>
public sealed record CheckSlice(
    int Shard,
    string SliceId,
    int Generation,
    DateTimeOffset PlannedAt,
    DateTimeOffset SentAt,
    bool IsSlow,
    IReadOnlyList<CheckPage> Pages,
    IReadOnlyList<string>? Troubled = null) : IMessage
{
    /// <summary>The slice without its largest rows, lighter by at least <paramref name="bytes"/>; null if its rows weigh less.</summary>
    internal CheckSlice? WithoutLargestRows(int bytes)
    {
        var pages = Pages.ToArray();
        var weights = Array.ConvertAll(pages, page => page.Row is null ? 0 : Envelope.Size(Json.Write(page.Row)));
        foreach (var heaviest in Enumerable.Range(0, pages.Length).OrderByDescending(i => weights[i]))
        {
            if (bytes <= 0) break;
            pages[heaviest] = pages[heaviest] with { Row = null, Version = null };
            bytes -= weights[heaviest];
        }

        return bytes <= 0 ? this with { Pages = pages } : null;
    }
}

/// <param name="Slice">Which page.</param>
/// <param name="Row">Its row if it was small enough; null if it must be read.</param>
/// <param name="Version">The row's version.</param>
public sealed record CheckPage(SlicePage Slice, PageRow? Row, string? Version);
