using System.Globalization;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>Another time of day for a process, by libfaketime: the published app has no clock that a test could set.</summary>
internal static class ShiftedTime
{
    private static readonly string? Library = Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib", "*-linux-gnu")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        : null;

    /// <summary>Skips the test if there is no libfaketime.</summary>
    public static void Need() => Assert.SkipWhen(Library is null, "there is no libfaketime here: apt-get install libfaketime");

    /// <summary>What a process's environment needs so that it starts that much later than now.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Ahead(TimeSpan time) => time == TimeSpan.Zero ? [] :
    [
        new("LD_PRELOAD", Library!),
        new("FAKETIME", "+" + time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)),
    ];
}
