using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>
/// Writes what a slice found: each page's row, change and re-check together, the slice's row with the last of them.
/// On a conflict (an edit, a deletion, a replay) the rows are read again and the same visits applied to them.
/// </summary>
public sealed class SliceWriter(IPageStore pages, HostWaits hostWaits, SharedReplacementDetector wallWatch, TimeProvider time, ConfirmOptions confirming)
{
    private const int WritesForSlice = 2;
    private const int Attempts = 8;

    /// <summary>Null where the slice was finished by another meanwhile.</summary>
    /// <exception cref="TimeoutException">The rows changed under every attempt.</exception>
    public async Task<WrittenSlice?> WriteAsync(ClaimedSlice slice, SliceVisits visits, CancellationToken cancellationToken)
    {
        await hostWaits.WriteAsync(slice.Shard, visits.Waits, cancellationToken);
        var replacements = await wallWatch.DetectAsync(visits.Visited.Select(visit => visit.Replaced()).ToList(), slice.Row.PlannedAt, cancellationToken);

        var rest = RestOf(slice, visits);
        var updates = visits.Visited.Select(page => new Update(page.Page, page))
            .Concat(visits.Waiting.Select(page => new Update(page, null, visits.Waits[page.Slice.Host])))
            .Concat(visits.HandedBack.Select(page => new Update(page, null, visits.HandedBackUntil)))
            .Chunk(RowWrite.MaxPerCommit - WritesForSlice).DefaultIfEmpty([]).ToList();
        var changes = new List<string>();
        for (var i = 0; i < updates.Count; i++)
        {
            var isLast = i == updates.Count - 1;
            if (await WritePortionAsync(slice, updates[i], replacements, isLast, rest, cancellationToken) is not { } written) return null;
            changes.AddRange(written);
        }

        return new WrittenSlice(changes, rest);
    }

    private async Task<IReadOnlyList<string>?> WritePortionAsync(
        ClaimedSlice slice, Update[] updates, IReadOnlyDictionary<PageKey, Incident> replacements, bool isLast, SliceRow? rest, CancellationToken cancellationToken)
    {
        var rows = updates.Select(update => update.Page.Row).ToDictionary(row => row.Row.Key);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var present = updates.Where(update => rows.ContainsKey(update.Page.Slice.Page)).ToList();
            var (outcomes, hosts) = await OutcomesAsync(slice, present, rows, replacements, cancellationToken);
            var writes = outcomes.SelectMany(outcome => outcome.Writes(rows[outcome.Row.Key].Version)).Concat(hosts).ToList();
            if (isLast) writes.AddRange(SliceWrites(slice, rest));
            var written = await CommitAsync(slice.Shard, writes, cancellationToken);
            if (written == Written.TooLarge) return await WriteHalvesAsync(slice, updates, replacements, isLast, rest, cancellationToken);
            if (written == Written.Yes) return outcomes.Select(outcome => outcome.Change?.RowKey).OfType<string>().ToList();

            if (isLast && await pages.FindSliceAsync(slice.Shard, slice.Row.Id, cancellationToken) is null) return null;
            rows = (await pages.FindPagesAsync(slice.Shard, updates.Select(update => update.Page.Slice.Page).ToList(), cancellationToken)).ToDictionary(row => row.Row.Key);
        }

        throw new TimeoutException($"slice {slice.Row.Id}: its rows changed under {Attempts} attempts to write them");
    }

    private async Task<Written> CommitAsync(int shard, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Count == 0) return Written.Yes;
        if (writes.Count > RowWrite.MaxPerCommit) return Written.TooLarge;
        try
        {
            return await pages.CommitAsync(shard, writes, cancellationToken) is null ? Written.Overtaken : Written.Yes;
        }
        catch (CommitTooLargeException)
        {
            return Written.TooLarge;
        }
    }

    /// <summary>
    /// An unchanged page is one write, and a slice of them one commit; where much changed at once (up to five writes a page), or the pages
    /// hold many links, it takes more: halves, down to a page alone.
    /// </summary>
    private async Task<IReadOnlyList<string>?> WriteHalvesAsync(
        ClaimedSlice slice, Update[] updates, IReadOnlyDictionary<PageKey, Incident> replacements, bool isLast, SliceRow? rest, CancellationToken cancellationToken)
    {
        if (updates is [var alone]) return await WritePortionAsync(slice, [alone.WithoutEvidence()], replacements, isLast, rest, cancellationToken);
        var half = updates.Length / 2;
        if (await WritePortionAsync(slice, updates[..half], replacements, isLast: false, rest, cancellationToken) is not { } first) return null;
        return await WritePortionAsync(slice, updates[half..], replacements, isLast, rest, cancellationToken) is { } second ? [.. first, .. second] : null;
    }

    private async Task<(IReadOnlyList<PageOutcome> Pages, IReadOnlyList<RowWrite> Hosts)> OutcomesAsync(
        ClaimedSlice slice,
        IReadOnlyList<Update> updates,
        Dictionary<PageKey, Stored<PageRow>> rows,
        IReadOnlyDictionary<PageKey, Incident> replacements,
        CancellationToken cancellationToken)
    {
        var plannedAt = slice.Row.PlannedAt;
        var waiting = updates.Where(update => update.Visited is null)
            .Select(update => PageOutcome.Of(rows[update.Page.Slice.Page].Row, update.Page.Slice, update.Until, [], plannedAt));
        var read = updates.Where(update => update.Visited is not null)
            .Select(update => PageUpdate.Apply(rows[update.Page.Slice.Page].Row, update.Visited!, plannedAt, confirming))
            .OfType<CheckedPage>().ToList();

        // A healthy slice reads no host's row: the tick told which hosts are in trouble, and the pages tell where trouble begins.
        var hosts = SliceOutages.HostsInDoubt(read).Union(read.Select(page => page.Slice.Host).Where(slice.Troubled.Contains)).ToList();
        var stored = hosts.Count == 0 ? [] : await pages.FindHostsAsync(slice.Shard, hosts, cancellationToken);
        var assessed = SliceOutages.Apply(read, stored.ToDictionary(host => host.Row.Authority), replacements, plannedAt, confirming);
        return ([.. waiting, .. assessed.Pages.Select(page => page.Outcome(plannedAt))], assessed.Hosts);
    }

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

    /// <param name="Page">Which page.</param>
    /// <param name="Visited">Null where it is left as it is.</param>
    /// <param name="Until">For such a page: when it is to be visited.</param>
    private sealed record Update(ClaimedPage Page, VisitedPage? Visited, DateTimeOffset? Until = null)
    {
        /// <summary>
        /// The same for a page that is too large by itself, so that its slice ends and its hosts become free: without its evidence, which
        /// others wrote, and if even that is too much, as it was. Never verified, it is then told as silent.
        /// </summary>
        public Update WithoutEvidence() => Visited switch
        {
            null => throw new InvalidOperationException($"{Page.Slice.Page.RowKey}: a row that was stored is too large to be stored"),
            { Visit.Verdicts: var verdicts } when verdicts.Any(verdict => verdict.Evidence.Count > 0) => this with
            {
                Visited = Visited with { Visit = Visited.Visit with { Verdicts = [.. verdicts.Select(verdict => verdict with { Evidence = [] })] } },
            },
            _ => this with { Visited = null },
        };
    }

    private enum Written
    {
        Yes,

        /// <summary>Another was faster.</summary>
        Overtaken,

        /// <summary>Too much at once.</summary>
        TooLarge,
    }
}

/// <summary>What was written: the keys of the changes, and the slice that goes on with what was left, or null.</summary>
public sealed record WrittenSlice(IReadOnlyList<string> Changes, SliceRow? Rest);
