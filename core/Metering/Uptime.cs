using System.Globalization;

namespace LinkWatch.Metering;

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
