using System.Globalization;
using LinkWatch.Links;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Metering;

/// <summary>
/// Says that stored times lie in the future: this machine's clock is wrong, or another's was. The log says it once an hour, so that two
/// machines that disagree do not fill it.
/// </summary>
public sealed class ClockWatch(TimeProvider time, ILogger<ClockWatch> log)
{
    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private long? foundAt;
    private ClockFault? last;
    private bool isAuditDue;

    /// <summary>What was found within the last hour, or null. Counted without the clock that may be wrong.</summary>
    public ClockFault? Recent
    {
        get
        {
            lock (gate) return foundAt is { } at && time.GetElapsedTime(at) < Shown ? last : null;
        }
    }

    /// <param name="stored">The latest of the stored times.</param>
    public void Found(DateTimeOffset stored)
    {
        var now = time.GetUtcNow();
        if (!stored.IsAhead(now)) return;
        lock (gate)
        {
            isAuditDue = true;
            var isNew = foundAt is not { } at || time.GetElapsedTime(at) >= Shown;
            if (!isNew) return;
            (foundAt, last) = (time.GetTimestamp(), new ClockFault(now, stored - now));
        }

        log.LogWarning("{Fault}", last.Text);
    }

    /// <summary>Whether something was found since this was last asked: then what sites keep must be looked through.</summary>
    public bool TakeAuditDue()
    {
        lock (gate)
        {
            var isDue = isAuditDue;
            isAuditDue = false;
            return isDue;
        }
    }
}

/// <param name="At">When it was found.</param>
/// <param name="Ahead">How far the latest stored time lies ahead.</param>
public sealed record ClockFault(DateTimeOffset At, TimeSpan Ahead)
{
    public string Text => string.Create(
        CultureInfo.InvariantCulture,
        $"stored times lie up to {Span} ahead of this machine's clock ({At.UtcDateTime:yyyy-MM-dd HH:mm} UTC): it is wrong, or was when they ")
        + "were stored. They are set back, changes that waited for confirmation by them begin anew, and the pages are checked again";

    private string Span => Ahead >= TimeSpan.FromDays(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{Ahead.TotalDays:0} days")
        : Ahead >= TimeSpan.FromHours(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{Ahead.TotalHours:0} hours")
            : string.Create(CultureInfo.InvariantCulture, $"{Ahead.TotalMinutes:0} minutes");
}
