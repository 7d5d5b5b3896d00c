using LinkWatch.Links;
using LinkWatch.Messages;
using LinkWatch.Storage;

namespace LinkWatch.Scheduling;

/// <summary>One tick's work on one shard. Another tick on the same shard makes a commit fail; the rest is then its.</summary>
internal sealed class ShardTick(
    IPageStore pages, CheckMessages checks, ScheduleOptions options, int shard, DateTimeOffset now, Agenda agenda)
{
    private CursorRow cursor = agenda.Cursor?.Row ?? NewCursor(now);
    private string? cursorVersion = agenda.Cursor?.Version;
    private int slicesInFlight = agenda.Slices.Count;
    private int planned;
    private bool isOvertaken;

    public ShardHosts Hosts { get; } = new(
        agenda.Slices.Select(slice => slice.Row), agenda.Hosts.Select(host => FutureTimes.Forget(host.Row, now, now)).ToList(), now);

    public TickReport Report => new(planned, slicesInFlight);

    public bool HasRoom => !isOvertaken && planned < options.MaxPagesPerTick && slicesInFlight < options.MaxSlicesInFlight;

    public async Task ResendStalledAsync(CancellationToken cancellationToken)
    {
        foreach (var stalled in agenda.Slices.Where(slice => IsStalled(slice.Row)))
        {
            var again = stalled.Row with { Generation = stalled.Row.Generation + 1, ProgressAt = now };
            if (await pages.CommitAsync(shard, [RowWrite.Replace(again, stalled.Version)], cancellationToken) is not null)
            {
                await checks.SendAsync(shard, again, [], Hosts.Troubled, cancellationToken);
            }
        }
    }

    private bool IsStalled(SliceRow slice) => now - slice.ProgressAt >= options.ResendAfter || slice.ProgressAt.IsAhead(now);

    public async Task ForgetPastTroublesAsync(CancellationToken cancellationToken)
    {
        var past = agenda.Hosts.Where(host => host.Row.Trouble is null && Hosts.WaitUntil(host.Row.Authority) is null)
            .Take(RowWrite.MaxPerCommit)
            .Select(host => RowWrite.Delete(host.Row.RowKey, host.Version)).ToList();
        if (past.Count > 0) await pages.CommitAsync(shard, past, cancellationToken);
    }

    /// <summary>A shard whose first re-checks are not due has no cursor to move on from yet: it begins now.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (cursorVersion is null && !isOvertaken) await CommitAsync(new Plan([], []), cursor.Cadences, [], cancellationToken);
    }

    /// <summary>Exchanges due re-checks for slices; those that do not fit keep their rows.</summary>
    public async Task<bool> PlanRechecksAsync(IReadOnlyList<Stored<RecheckRow>> rechecks, CancellationToken cancellationToken)
    {
        var versions = rechecks.ToDictionary(recheck => recheck.Row.RowKey, recheck => recheck.Version, StringComparer.Ordinal);
        var due = rechecks.Select(recheck => new DuePage(
            new SlicePage(recheck.Row.Page, recheck.Row.Host, recheck.Row.IsUnconditional, recheck.Row.RowKey), Row: null)).ToList();
        var plan = Planner.Pack(due, Hosts, options.SlicePages, options.MaxSlicesInFlight - slicesInFlight);
        if (plan.Slices.Count == 0) return true;

        var exchanged = plan.Slices.SelectMany(slice => slice)
            .Select(page => RowWrite.Delete(page.Slice.RecheckKey!, versions[page.Slice.RecheckKey!]));
        return await CommitAsync(plan, cursor.Cadences, exchanged, cancellationToken);
    }

    /// <summary>Plans the next pages by place and moves the cursor past them; false when nothing more is due.</summary>
    public async Task<bool> PlanPlacesAsync(Cadence cadence, int max, CancellationToken cancellationToken)
    {
        var at = cursor.Cadences.GetValueOrDefault(cadence) ?? new CadenceCursor(now, 0);
        if (!IsWorthReading(at)) return false;

        // After an outage longer than the period every page is due, once.
        var from = at.PlannedTo > now - cadence.Period() ? at.PlannedTo : now - cadence.Period();
        if (ScheduleSlots.Between(cadence, from, now) is not [var range, ..]) return false;

        var rows = await pages.ReadPlacesAsync(shard, cadence, range.After, range.To, max, cancellationToken);
        var isAll = rows.Count < max;
        var portion = isAll ? rows : WholePlaces(rows);
        var reached = !isAll ? ScheduleSlots.Next(cadence, ScheduleSlots.Of(portion[^1].Row.Key.PageId), from)
            : range.To is null ? ScheduleSlots.EndOfTurn(cadence, from)
            : now;

        var due = portion.Select(row =>
            new DuePage(new SlicePage(row.Row.Key, row.Row.Url.Authority, IsUnconditional: false, RecheckKey: null), row)).ToList();
        var plan = Planner.Pack(due, Hosts, options.SlicePages, options.MaxSlicesInFlight - slicesInFlight);
        var waiting = plan.Waiting.Where(page => page.Row!.Row.RecheckKey is null).SelectMany(Defer).ToList();
        if (1 + plan.Slices.Count + waiting.Count > RowWrite.MaxPerCommit)
            return await PlanPlacesAsync(cadence, max / 2, cancellationToken);

        var cursors = new Dictionary<Cadence, CadenceCursor>(cursor.Cadences)
        {
            [cadence] = new CadenceCursor(reached, Density(portion.Count, reached - from, at.PagesPerHour)),
        };
        try
        {
            return await CommitAsync(plan, cursors, waiting, cancellationToken) && reached < now;
        }
        catch (CommitTooLargeException) when (max > 2)
        {
            // Pages that wait are written with all their links. Two of the largest always fit.
            return await PlanPlacesAsync(cadence, max / 2, cancellationToken);
        }
    }

    private bool IsWorthReading(CadenceCursor at)
    {
        var passed = now - at.PlannedTo;
        return passed >= options.GatherFor || at.PagesPerHour * passed.TotalHours >= options.GatherPages;
    }

    /// <summary>
    /// Leaves out the last place of a full portion, which may go on in the next one; a place that fills a portion is taken as it is.
    /// </summary>
    private static IReadOnlyList<Stored<PageRow>> WholePlaces(IReadOnlyList<Stored<PageRow>> rows)
    {
        var last = ScheduleSlots.Of(rows[^1].Row.Key.PageId);
        var whole = rows.Where(row => ScheduleSlots.Of(row.Row.Key.PageId) != last).ToList();
        return whole.Count > 0 ? whole : rows;
    }

    private static double Density(int count, TimeSpan span, double before)
    {
        if (span <= TimeSpan.Zero) return before;
        var latest = count / span.TotalHours;
        return before == 0 ? latest : (before + latest) / 2;
    }

    private IEnumerable<RowWrite> Defer(DuePage page)
    {
        var (row, version) = page.Row!;
        var due = Hosts.WaitUntil(page.Slice.Host) ?? now;
        var recheck = new RecheckRow(due, row.Key, page.Slice.Host, IsUnconditional: false);
        yield return RowWrite.Insert(recheck);
        yield return RowWrite.Replace(row with { RecheckKey = recheck.RowKey }, version);
    }

    private async Task<bool> CommitAsync(
        Plan plan, IReadOnlyDictionary<Cadence, CadenceCursor> cadences, IEnumerable<RowWrite> others, CancellationToken cancellationToken)
    {
        var plannedAt = now > cursor.LastPlanned ? now : cursor.LastPlanned + TimeSpan.FromTicks(1);
        var next = cursor with { Cadences = cadences, LastPlanned = plannedAt };
        var slices = plan.Slices.Select((slice, i) => NewSlice(slice, plannedAt, i)).ToList();
        List<RowWrite> writes =
        [
            cursorVersion is null ? RowWrite.Insert(next) : RowWrite.Replace(next, cursorVersion),
            .. slices.Select(RowWrite.Insert),
            .. others,
        ];

        if (await pages.CommitAsync(shard, writes, cancellationToken) is not { } versions)
        {
            isOvertaken = true;
            return false;
        }

        Advance(next, versions[0], slices);
        for (var i = 0; i < slices.Count; i++)
        {
            var rows = plan.Slices[i].Select(page => page.Row).OfType<Stored<PageRow>>().ToList();
            await checks.SendAsync(shard, slices[i], rows, Hosts.Troubled, cancellationToken);
        }

        return true;
    }

    private void Advance(CursorRow next, string version, IReadOnlyList<SliceRow> slices)
    {
        cursor = next;
        cursorVersion = version;
        slicesInFlight += slices.Count;
        planned += slices.Sum(slice => slice.Pages.Count);
        foreach (var host in slices.SelectMany(slice => slice.Hosts)) Hosts.Occupy(host);
    }

    /// <summary>A new shard begins now: its first pages come with re-checks of their own.</summary>
    private static CursorRow NewCursor(DateTimeOffset now) =>
        new(Cadences.All.ToDictionary(cadence => cadence, _ => new CadenceCursor(now, 0)), DateTimeOffset.MinValue);

    private SliceRow NewSlice(IReadOnlyList<DuePage> slice, DateTimeOffset plannedAt, int number) => new(
        Id: FormattableString.Invariant($"{plannedAt.UtcTicks:x16}-{number}"),
        Hosts: slice.Select(page => page.Slice.Host).Distinct(StringComparer.Ordinal).ToList(),
        Pages: slice.Select(page => page.Slice).ToList(),
        PlannedAt: plannedAt,
        ProgressAt: now,
        Generation: 1,
        IsSlow: false);
}

/// <summary>What a tick did.</summary>
/// <param name="Planned">Pages put on the queue.</param>
/// <param name="InFlight">Slices that are on the queue or being worked on after it, these included.</param>
public sealed record TickReport(int Planned, int InFlight)
{
    public static TickReport operator +(TickReport a, TickReport b) => new(a.Planned + b.Planned, a.InFlight + b.InFlight);
}
