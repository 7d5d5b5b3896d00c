using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Scheduling;

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
