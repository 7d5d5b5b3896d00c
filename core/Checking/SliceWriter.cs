using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>
/// Saves what a slice found: each page's row, change and re-check together, the slice's row with the last of them.
/// On a conflict (an edit, a deletion, a replay) the rows are read again and the same visits confirmed against them.
/// </summary>
public sealed class SliceWriter(IPageStore pages, HostWaits hostWaits, TimeProvider time)
{
    private const int WritesForSlice = 2;

    /// <summary>Null if the slice was finished by another meanwhile.</summary>
    /// <exception cref="ConcurrencyException">The rows changed under every attempt.</exception>
    public async Task<SavedSlice?> SaveAsync(
        ClaimedSlice slice, SliceVisits visits, ConfirmPages confirm, CancellationToken cancellationToken)
    {
        await hostWaits.WriteAsync(slice.Shard, visits.Waits, cancellationToken);
        var saving = new SliceSaving(pages, slice, RestOf(slice, visits), confirm);
        var portions = PageWork.Of(visits).Chunk(RowWrite.MaxPerCommit - WritesForSlice).DefaultIfEmpty([]).ToList();
        var changes = new List<string>();
        foreach (var portion in portions)
        {
            if (await saving.SaveAsync(portion, isLast: portion == portions[^1], cancellationToken) is not { } saved) return null;
            changes.AddRange(saved);
        }

        return new SavedSlice(changes, saving.Rest);
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
}

/// <summary>What was saved: the keys of the changes, and the slice that goes on with what was left, or null.</summary>
public sealed record SavedSlice(IReadOnlyList<string> Changes, SliceRow? Rest);
