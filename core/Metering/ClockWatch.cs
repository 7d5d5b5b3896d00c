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
    private (DateTimeOffset Now, TimeSpan Uptime)? lastLook;

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
        if (stored.IsAhead(now)) Say(new ClockFault(now, stored - now, WasSlow: false));
    }

    /// <summary>The clock has moved on by as much as stored times were once set back.</summary>
    public void WasSlow(TimeSpan by) => Say(new ClockFault(time.GetUtcNow(), by, WasSlow: true));

    /// <summary>
    /// Whether the clock jumped ahead since this was last asked, in the same process: by more than the time that has passed, sleep of the
    /// machine included.
    /// </summary>
    public bool HasJumpedAhead()
    {
        lock (gate)
        {
            if (Uptime.Of(time) is not { } uptime) return false;
            var now = time.GetUtcNow();
            var isJump = lastLook is { } last && now.IsAhead(last.Now + (uptime - last.Uptime));
            lastLook = (now, uptime);
            return isJump;
        }
    }

    private void Say(ClockFault fault)
    {
        lock (gate)
        {
            isAuditDue = true;
            var isNew = foundAt is not { } at || time.GetElapsedTime(at) >= Shown || last!.WasSlow != fault.WasSlow;
            if (!isNew) return;
            (foundAt, last) = (time.GetTimestamp(), fault);
        }

        log.LogWarning("{Fault}", fault.Text);
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
/// <param name="Ahead">How far the latest stored time lies ahead, or how slow the clock was.</param>
/// <param name="WasSlow">Whether it is over: the clock was slow, and the stored times were right.</param>
public sealed record ClockFault(DateTimeOffset At, TimeSpan Ahead, bool WasSlow)
{
    public string Text => WasSlow
        ? $"this machine's clock ({Shown} UTC) has moved on by {Span}: it was slow. Changes that waited for confirmation by it begin anew"
        : $"stored times lie up to {Span} ahead of this machine's clock ({Shown} UTC): it is wrong, or was when they were stored. "
            + "They are set back, changes that waited for confirmation by them begin anew, and the pages are checked again";

    private string Shown => At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private string Span => Ahead >= TimeSpan.FromDays(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{Ahead.TotalDays:0} days")
        : Ahead >= TimeSpan.FromHours(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{Ahead.TotalHours:0} hours")
            : string.Create(CultureInfo.InvariantCulture, $"{Ahead.TotalMinutes:0} minutes");
}

/// <summary>
/// How long a machine has been on, its sleep included, whatever its clock is set to. Timestamps stand still while a Linux machine sleeps:
/// by them, each morning would look like a clock that jumped ahead.
/// </summary>
internal static class Uptime
{
    private const string LinuxFile = "/proc/uptime";

    /// <summary>Null if this system doesn't say. Of another clock than the system's: by its timestamps.</summary>
    public static TimeSpan? Of(TimeProvider time)
    {
        if (time != TimeProvider.System) return time.GetElapsedTime(0, time.GetTimestamp());
        if (OperatingSystem.IsWindows()) return TimeSpan.FromMilliseconds(Environment.TickCount64);
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return Parse(File.ReadAllText(LinuxFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Seconds, then the processors' idle seconds (proc(5)).</summary>
    internal static TimeSpan? Parse(string text) =>
        double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
