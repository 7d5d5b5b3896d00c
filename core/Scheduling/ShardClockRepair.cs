using LinkWatch.Links;
using LinkWatch.Messages;
using LinkWatch.Storage;

namespace LinkWatch.Scheduling;

/// <summary>
/// Repairs a shard whose planning is in the future because a tick ran on a clock that was ahead: until then nothing would be due.
/// It repairs the shard again if that clock was right and this one is slow.
/// Safe to run twice: the cursor, by which it is seen, is set back last.
/// </summary>
internal sealed class ShardClockRepair(IPageStore pages, CheckMessages checks, ScheduleOptions options, int shard, DateTimeOffset now)
{
    /// <summary>Three writes each.</summary>
    private const int RechecksPerCommit = 30;

    private const int SlicesPerCommit = 90;

    private const int Portion = 1000;

    public async Task RunAsync(Agenda agenda, CancellationToken cancellationToken)
    {
        await PullRechecksAsync(cancellationToken);
        if (agenda.Cursor is not { } cursor) return;
        var plannedAt = cursor.Row.LastPlanned.IsAhead(now) || cursor.Row.LastPlanned < now
            ? now
            : cursor.Row.LastPlanned + TimeSpan.FromTicks(1);
        var before = cursor.Row.SetBack?.To is { } last && !last.IsAhead(now) ? last : (DateTimeOffset?)null;
        var cadences = cursor.Row.Cadences.ToDictionary(at => at.Key, at => SetBack(at.Key, at.Value, before));
        var next = new CursorRow(cadences, plannedAt) { SetBack = new SetBack(agenda.PlannedAhead(now) ?? now, now) };
        var version = cursor.Version;
        foreach (var slices in agenda.Slices.Where(slice => slice.Row.PlannedAt.IsAhead(now)).Chunk(SlicesPerCommit).DefaultIfEmpty([]))
        {
            var again = slices.Select(slice => (Row: Again(slice.Row, plannedAt), slice.Version)).ToList();
            List<RowWrite> writes = [RowWrite.Replace(next, version), .. again.Select(slice => RowWrite.Replace(slice.Row, slice.Version))];

            // Another tick, or a check that ended just now: the next tick sees what is left.
            if (await pages.CommitAsync(shard, writes, cancellationToken) is not { } versions) return;
            version = versions[0];
            foreach (var slice in again)
            {
                await checks.SendAsync(shard, slice.Row, [], slice.Row.Hosts.ToHashSet(StringComparer.Ordinal), cancellationToken);
            }
        }
    }

    /// <summary>
    /// The clock by which the cursor was set back was slow: readings by it seem older than they are, and two of them and one by the right
    /// clock would make a passing fault one that lasted for days.
    /// </summary>
    public async Task RestartPendingAsync(Stored<CursorRow> cursor, CancellationToken cancellationToken)
    {
        if (cursor.Row.SetBack is not { } set) return;
        await RestartPendingAsync(set, cancellationToken);
        await pages.CommitAsync(shard, [RowWrite.Replace(cursor.Row with { SetBack = null }, cursor.Version)], cancellationToken);
    }

    /// <summary>Begins anew what readings planned from <see cref="SetBack.To"/> until before <see cref="SetBack.From"/> began.</summary>
    public async Task RestartPendingAsync(SetBack set, CancellationToken cancellationToken)
    {
        var begun = new List<PageKey>();
        await foreach (var page in Listing.AllAsync((after, stop) => pages.ListPagesAsync(shard, after, Portion, stop), cancellationToken))
        {
            if (!ReferenceEquals(FutureTimes.ForgetBegun(page, set), page)) begun.Add(page.Key);
        }

        await pages.RewriteAsync(shard, begun, page => FutureTimes.ForgetBegun(page, set), cancellationToken);
    }

    /// <summary>
    /// By a whole period: nobody knows when the pages planned ahead were really read, so every page is due, once. If two machines disagree
    /// and it happens again within that period, only to now: pages must not be visited endlessly.
    /// </summary>
    private CadenceCursor SetBack(Cadence cadence, CadenceCursor at, DateTimeOffset? before)
    {
        if (!at.PlannedTo.IsAhead(now)) return at;
        return at with { PlannedTo = now - before < cadence.Period() ? now : now - cadence.Period() };
    }

    /// <summary>With a planned time of its own, and a message of its own: one of an older generation is dropped.</summary>
    private SliceRow Again(SliceRow slice, DateTimeOffset plannedAt) =>
        slice with { PlannedAt = plannedAt, ProgressAt = now, Generation = slice.Generation + 1 };

    /// <summary>A re-check further ahead than any is planned is due now. Nearer ones are replaced by the page's next check.</summary>
    private async Task PullRechecksAsync(CancellationToken cancellationToken)
    {
        var latest = now + options.MaxRecheckAhead;
        var all = await pages.ReadAgendaAsync(shard, DateTimeOffset.MaxValue.AddDays(-1), int.MaxValue, int.MaxValue, cancellationToken);
        foreach (var portion in all.Rechecks.Where(recheck => recheck.Row.Due > latest).Chunk(RechecksPerCommit))
        {
            var rows = await pages.FindPagesAsync(shard, [.. portion.Select(recheck => recheck.Row.Page)], cancellationToken);
            var byKey = rows.ToDictionary(row => row.Row.Key);
            await pages.CommitAsync(shard, [.. portion.SelectMany(recheck => Pull(recheck, byKey))], cancellationToken);
        }
    }

    private IEnumerable<RowWrite> Pull(Stored<RecheckRow> recheck, Dictionary<PageKey, Stored<PageRow>> rows)
    {
        yield return RowWrite.Delete(recheck.Row.RowKey, recheck.Version);
        if (rows.GetValueOrDefault(recheck.Row.Page) is not { } page || page.Row.RecheckKey != recheck.Row.RowKey) yield break;
        var due = recheck.Row with { Due = now };
        yield return RowWrite.Replace(page.Row with { RecheckKey = due.RowKey }, page.Version);
        yield return RowWrite.Insert(due);
    }
}
