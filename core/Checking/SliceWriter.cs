using LinkWatch.Confirming;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>
/// Writes what a slice found: each page's row, change and re-check together, the slice's row with the last of them.
/// On a conflict (an edit, a deletion, a replay) the rows are read again and the same visits applied to them.
/// </summary>
public sealed class SliceWriter(IPageStore pages, TimeProvider time, ConfirmOptions confirming)
{
    private const int WritesPerPage = 4;
    private const int WritesForSlice = 2;
    private const int Attempts = 8;

    /// <summary>Null where the slice was finished by another meanwhile.</summary>
    /// <exception cref="TimeoutException">The rows changed under every attempt.</exception>
    public async Task<WrittenSlice?> WriteAsync(ClaimedSlice slice, SliceVisits visits, CancellationToken cancellationToken)
    {
        var troubles = visits.Waits.Select(wait => RowWrite.Put(new HostRow(wait.Key, wait.Value)));
        foreach (var portion in troubles.Chunk(RowWrite.Most)) await pages.CommitAsync(slice.Shard, portion, cancellationToken);

        var rest = RestOf(slice, visits);
        var perCommit = (RowWrite.Most - WritesForSlice) / WritesPerPage;
        var updates = visits.Visited.Select(page => new Update(page.Page, page))
            .Concat(visits.Waiting.Select(page => new Update(page, null)))
            .Chunk(perCommit).DefaultIfEmpty([]).ToList();
        var changes = new List<string>();
        for (var i = 0; i < updates.Count; i++)
        {
            var isLast = i == updates.Count - 1;
            if (await WritePortionAsync(slice, updates[i], visits, isLast, rest, cancellationToken) is not { } written) return null;
            changes.AddRange(written);
        }

        return new WrittenSlice(changes, rest);
    }

    private async Task<IReadOnlyList<string>?> WritePortionAsync(
        ClaimedSlice slice, Update[] updates, SliceVisits visits, bool isLast, SliceRow? rest, CancellationToken cancellationToken)
    {
        var rows = updates.Select(update => update.Page.Row).ToDictionary(row => row.Row.Key);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var outcomes = updates.Where(update => rows.ContainsKey(update.Page.Slice.Page))
                .Select(update => (Row: rows[update.Page.Slice.Page], Outcome: Outcome(update, rows[update.Page.Slice.Page].Row, slice, visits)))
                .Where(page => page.Outcome is not null)
                .ToList();
            var writes = outcomes.SelectMany(page => page.Outcome!.Writes(page.Row.Version)).ToList();
            if (isLast) writes.AddRange(SliceWrites(slice, rest));
            if (writes.Count == 0 || await pages.CommitAsync(slice.Shard, writes, cancellationToken) is not null)
            {
                return outcomes.Select(page => page.Outcome!.Change?.RowKey).OfType<string>().ToList();
            }

            if (isLast && await pages.FindSliceAsync(slice.Shard, slice.Row.Id, cancellationToken) is null) return null;
            rows = (await pages.FindPagesAsync(slice.Shard, updates.Select(update => update.Page.Slice.Page).ToList(), cancellationToken)).ToDictionary(row => row.Row.Key);
        }

        throw new TimeoutException($"slice {slice.Row.Id}: its rows changed under {Attempts} attempts to write them");
    }

    private PageOutcome? Outcome(Update update, PageRow row, ClaimedSlice slice, SliceVisits visits) =>
        update.Visited is { } visited
            ? PageUpdate.Apply(row, visited, slice.Row.PlannedAt, confirming)
            : PageOutcome.Of(row, update.Page.Slice, visits.Waits[update.Page.Slice.Host], [], slice.Row.PlannedAt);

    private static IEnumerable<RowWrite> SliceWrites(ClaimedSlice slice, SliceRow? rest)
    {
        yield return RowWrite.Delete(slice.Row.RowKey, slice.Version);
        if (rest is not null) yield return RowWrite.Insert(rest);
    }

    private SliceRow? RestOf(ClaimedSlice slice, SliceVisits visits) => visits.Left.Count == 0 ? null : slice.Row with
    {
        Id = slice.Row.Id + "-rest",
        Hosts = visits.Left.Select(page => page.Slice.Host).Distinct().ToList(),
        Pages = visits.Left.Select(page => page.Slice).ToList(),
        ProgressAt = time.GetUtcNow(),
        Generation = 1,
        IsSlow = true,
    };

    private sealed record Update(ClaimedPage Page, VisitedPage? Visited);
}

/// <summary>What was written: the keys of the changes, and the slice that goes on with what was left, or null.</summary>
public sealed record WrittenSlice(IReadOnlyList<string> Changes, SliceRow? Rest);
