using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Scheduling;

/// <summary>Sorts pages that are due into slices and those that must wait. Pure: what it is given decides what it returns.</summary>
public static class Planner
{
    /// <summary>
    /// Packs <paramref name="due"/> into slices: no host in two slices, no host that is busy or asked to wait, at most
    /// <paramref name="slicePages"/> pages each and at most <paramref name="mostSlices"/> slices. What does not fit waits.
    /// </summary>
    public static Plan Pack(IReadOnlyList<DuePage> due, ShardHosts hosts, int slicePages, int mostSlices)
    {
        var slices = new List<List<DuePage>>();
        var waiting = new List<DuePage>();
        foreach (var host in due.DistinctBy(page => page.Slice.Page.PageId).GroupBy(page => page.Slice.Host, StringComparer.Ordinal))
        {
            var fitting = hosts.IsFree(host.Key) ? host.Take(slicePages).ToList() : [];
            var slice = fitting.Count == 0 ? null : SliceWithRoom(slices, fitting.Count, slicePages, mostSlices);
            if (slice is null) fitting = [];
            slice?.AddRange(fitting);
            waiting.AddRange(host.Skip(fitting.Count));
        }

        return new Plan(slices, waiting);
    }

    private static List<DuePage>? SliceWithRoom(List<List<DuePage>> slices, int pages, int slicePages, int mostSlices)
    {
        var slice = slices.Find(s => s.Count + pages <= slicePages);
        if (slice is null && slices.Count < mostSlices) slices.Add(slice = []);
        return slice;
    }
}

/// <summary>A page that is due, and its row if it was read with the slot.</summary>
public sealed record DuePage(SlicePage Slice, Stored<PageRow>? Row);

/// <summary>Pages to check now, slice by slice, and those that must wait.</summary>
public sealed record Plan(IReadOnlyList<IReadOnlyList<DuePage>> Slices, IReadOnlyList<DuePage> Waiting);

/// <summary>Which hosts of a shard may be planned: not those in a live slice, not those that asked to wait.</summary>
public sealed class ShardHosts
{
    private readonly HashSet<string> busy;
    private readonly Dictionary<string, DateTimeOffset> waiting;

    public ShardHosts(IEnumerable<SliceRow> slices, IReadOnlyCollection<HostRow> troubles, DateTimeOffset now)
    {
        busy = slices.SelectMany(slice => slice.Hosts).ToHashSet(StringComparer.Ordinal);
        waiting = troubles.Where(host => host.WaitUntil > now)
            .ToDictionary(host => host.Authority, host => host.WaitUntil!.Value, StringComparer.Ordinal);
        Troubled = troubles.Where(host => host.Trouble is not null).Select(host => host.Authority).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Hosts with degradations being confirmed.</summary>
    public IReadOnlySet<string> Troubled { get; }

    public bool IsFree(string host) => !busy.Contains(host) && !waiting.ContainsKey(host);

    /// <summary>From now on the host is in a live slice.</summary>
    public void Occupy(string host) => busy.Add(host);

    /// <summary>Until when the host asked us to stay away, or null.</summary>
    public DateTimeOffset? WaitUntil(string host) => waiting.TryGetValue(host, out var until) ? until : null;
}

/// <summary>
/// A page's slot in its cadence is the first eight digits of its id, read as a fraction of the period: hashes spread
/// evenly, so load does too. A page is due when the position in the period reaches its slot.
/// </summary>
public static class ScheduleSlots
{
    private const int Digits = 8;
    private const string Last = "ffffffff";

    /// <summary>The position in the period of <paramref name="cadence"/> at <paramref name="time"/>: eight hex digits.</summary>
    public static string At(Cadence cadence, DateTimeOffset time)
    {
        var period = cadence.Period().Ticks;
        var place = (ulong)((UInt128)(ulong)(time.UtcTicks % period) * (1UL << 32) / (ulong)period);
        return place.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>The slot of a page.</summary>
    public static string Of(string pageId) => pageId[..Digits];

    /// <summary>When the slot <paramref name="place"/> is next due, later than <paramref name="after"/>.</summary>
    public static DateTimeOffset Next(Cadence cadence, string place, DateTimeOffset after)
    {
        var period = cadence.Period().Ticks;
        var fraction = ulong.Parse(place, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var offset = (long)(((UInt128)fraction * (ulong)period + ((1UL << 32) - 1)) / (1UL << 32));
        var due = after.UtcTicks - after.UtcTicks % period + offset;
        return new DateTimeOffset(due > after.UtcTicks ? due : due + period, TimeSpan.Zero);
    }

    /// <summary>The last moment of the period that contains <paramref name="time"/>.</summary>
    public static DateTimeOffset EndOfTurn(Cadence cadence, DateTimeOffset time)
    {
        var period = cadence.Period().Ticks;
        return new DateTimeOffset(time.UtcTicks - time.UtcTicks % period + period - 1, TimeSpan.Zero);
    }

    /// <summary>
    /// The slots due after <paramref name="from"/> and until <paramref name="to"/>, as ranges in the order in which
    /// they are due; at most one whole period.
    /// </summary>
    public static IReadOnlyList<PlaceRange> Between(Cadence cadence, DateTimeOffset from, DateTimeOffset to)
    {
        var period = cadence.Period();
        if (to - from > period) throw new ArgumentOutOfRangeException(nameof(from), from, "more than a period ago");
        if (to <= from) return [];
        var (after, until) = (At(cadence, from), At(cadence, to));
        var isSameTurn = from.UtcTicks / period.Ticks == to.UtcTicks / period.Ticks;
        if (isSameTurn) return after == until ? [] : [new PlaceRange(after, until)];
        var nextTurn = new PlaceRange("", until);
        return after == Last ? [nextTurn] : [new PlaceRange(after, null), nextTurn];
    }
}

/// <summary>
/// Slots later than <paramref name="After"/> (empty for the period's start) up to and including <paramref name="To"/> (null for its end).
/// </summary>
public sealed record PlaceRange(string After, string? To);
