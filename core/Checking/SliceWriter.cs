using LinkWatch.Metering;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>
/// Saves what a slice found: each page's row, change and re-check together, the slice's row with the last of them.
/// On a conflict (an edit, a deletion, a replay) the rows are read again and the same visits confirmed against them.
/// </summary>
public sealed class SliceWriter(IPageStore pages, HostWaits hostWaits, PipelineActivity activity, TimeProvider time)
{
    private const int WritesForSlice = 2;

    /// <summary>Null if the slice was finished by another meanwhile.</summary>
    /// <exception cref="ConcurrencyException">The rows changed under every attempt.</exception>
    public async Task<SavedSlice?> SaveAsync(
        ClaimedSlice slice, SliceVisits visits, ConfirmPages confirm, CancellationToken cancellationToken)
    {
        await hostWaits.WriteAsync(slice.Shard, visits.Waits, cancellationToken);
        var saving = new SliceSaving(pages, slice, RestOf(slice, visits), confirm, activity);
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

/// <summary>Saves the pages of one slice in as few commits as they fit into.</summary>
/// <param name="pages">Where to.</param>
/// <param name="slice">Its row goes with the last commit …</param>
/// <param name="rest">… and this one takes its place, if anything was left.</param>
/// <param name="confirm">What becomes of the pages.</param>
/// <param name="activity">Counts what was saved.</param>
internal sealed class SliceSaving(
    IPageStore pages, ClaimedSlice slice, SliceRow? rest, ConfirmPages confirm, PipelineActivity activity)
{
    private enum Commit
    {
        Done,
        Overtaken,
        TooLarge,
    }

    public SliceRow? Rest => rest;

    /// <summary>The keys of the changes; null if the slice was finished by another meanwhile.</summary>
    public async Task<IReadOnlyList<string>?> SaveAsync(PageWork[] work, bool isLast, CancellationToken cancellationToken)
    {
        var (commit, changes) = await OptimisticUpdate.RunAsync(
            $"slice {slice.Row.Id}", isRetry => TrySaveAsync(work, isLast, isRetry, cancellationToken), cancellationToken);
        return commit == Commit.TooLarge ? await SaveHalvesAsync(work, isLast, cancellationToken) : changes;
    }

    private async Task<Attempt<(Commit Commit, IReadOnlyList<string>? Changes)>> TrySaveAsync(
        PageWork[] work, bool isLast, bool isRetry, CancellationToken cancellationToken)
    {
        if (isRetry && isLast && await pages.FindSliceAsync(slice.Shard, slice.Row.Id, cancellationToken) is null)
        {
            return Attempt.Written((Commit.Overtaken, (IReadOnlyList<string>?)null));
        }

        var rows = await RowsAsync(work, isRetry, cancellationToken);
        var present = work.Where(page => rows.ContainsKey(page.Page.Slice.Page))
            .Select(page => (page, rows[page.Page.Slice.Page].Row)).ToList();
        var confirmed = await confirm(present, cancellationToken);
        var writes = confirmed.Pages.SelectMany(page => page.Writes(rows[page.Row.Key].Version)).Concat(confirmed.Hosts).ToList();
        if (isLast) writes.AddRange(SliceWrites());
        var commit = await CommitAsync(writes, cancellationToken);
        if (commit == Commit.Done) Count(work, confirmed);
        return commit == Commit.Overtaken
            ? Attempt.Overtaken<(Commit, IReadOnlyList<string>?)>()
            : Attempt.Written((commit, (IReadOnlyList<string>?)[.. confirmed.Pages.Select(page => page.Change?.RowKey).OfType<string>()]));
    }

    private void Count(PageWork[] work, ConfirmedPages confirmed)
    {
        activity.Checked(work.Count(page => page.Visited is not null));
        foreach (var link in confirmed.Pages.SelectMany(page => page.Row.Links).Where(link => link.Role == TrackedRole.Link))
        {
            if (link.State.LastPlanned == slice.Row.PlannedAt) activity.Read(link.State.Status, link.State.Candidate is not null);
        }
    }

    /// <summary>As they came with the slice; as they are now if others changed them.</summary>
    private async Task<Dictionary<PageKey, Stored<PageRow>>> RowsAsync(PageWork[] work, bool isRetry, CancellationToken cancellationToken)
    {
        var rows = isRetry
            ? await pages.FindPagesAsync(slice.Shard, work.Select(page => page.Page.Slice.Page).ToList(), cancellationToken)
            : work.Select(page => page.Page.Row);
        return rows.ToDictionary(row => row.Row.Key);
    }

    private async Task<Commit> CommitAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Count == 0) return Commit.Done;
        if (writes.Count > RowWrite.MaxPerCommit) return Commit.TooLarge;
        try
        {
            return await pages.CommitAsync(slice.Shard, writes, cancellationToken) is null ? Commit.Overtaken : Commit.Done;
        }
        catch (CommitTooLargeException)
        {
            return Commit.TooLarge;
        }
    }

    /// <summary>
    /// An unchanged page is one write, and a slice of them one commit; if much changed at once (up to five writes a page), or the pages
    /// hold many links, it takes more: halves, down to a page alone.
    /// </summary>
    private async Task<IReadOnlyList<string>?> SaveHalvesAsync(PageWork[] work, bool isLast, CancellationToken cancellationToken)
    {
        if (work is [var alone]) return await SaveAsync([alone.WithoutEvidence()], isLast, cancellationToken);
        var half = work.Length / 2;
        if (await SaveAsync(work[..half], isLast: false, cancellationToken) is not { } first) return null;
        return await SaveAsync(work[half..], isLast, cancellationToken) is { } second ? [.. first, .. second] : null;
    }

    private IEnumerable<RowWrite> SliceWrites()
    {
        yield return RowWrite.Delete(slice.Row.RowKey, slice.Version);
        if (rest is not null) yield return RowWrite.Insert(rest);
    }
}

/// <summary>Records which hosts asked us to stay away, beside whatever else is known of their trouble.</summary>
public sealed class HostWaits(IPageStore pages)
{
    /// <exception cref="ConcurrencyException">The rows changed under every attempt.</exception>
    public async Task WriteAsync(int shard, IReadOnlyDictionary<string, DateTimeOffset> waits, CancellationToken cancellationToken)
    {
        foreach (var portion in waits.Chunk(RowWrite.MaxPerCommit)) await WriteAsync(shard, portion, cancellationToken);
    }

    private Task WriteAsync(int shard, KeyValuePair<string, DateTimeOffset>[] waits, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(
            $"shard {shard}: the rows of hosts", _ => TryWriteAsync(shard, waits, cancellationToken), cancellationToken);

    private async Task<bool> TryWriteAsync(int shard, KeyValuePair<string, DateTimeOffset>[] waits, CancellationToken cancellationToken)
    {
        var rows = (await pages.FindHostsAsync(shard, [.. waits.Select(wait => wait.Key)], cancellationToken))
            .ToDictionary(row => row.Row.Authority);
        var writes = waits.Select(wait => rows.TryGetValue(wait.Key, out var row)
            ? RowWrite.Replace(row.Row with { WaitUntil = wait.Value }, row.Version)
            : RowWrite.Insert(new HostRow(wait.Key, wait.Value)));
        return await pages.CommitAsync(shard, writes.ToList(), cancellationToken) is not null;
    }
}
