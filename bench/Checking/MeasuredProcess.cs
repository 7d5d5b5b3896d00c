using System.Diagnostics;
using System.Globalization;

namespace LinkWatch.Bench.Checking;

/// <summary>Time and memory of a child process.</summary>
/// <param name="Wall">From start to end.</param>
/// <param name="Cpu">User and system time.</param>
/// <param name="Megabytes">Resident set, sampled ten times a second.</param>
/// <param name="Peak">The highest resident set, as the system knows it: also between two samples.</param>
internal sealed record MeasuredProcess(TimeSpan Wall, TimeSpan Cpu, IReadOnlyList<double> Megabytes, double Peak)
{
    private static readonly TimeSpan Sampling = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a .NET program until it exits; each line of its output goes to <paramref name="onLine"/>.</summary>
    /// <exception cref="InvalidOperationException">The program refused its arguments, or crashed.</exception>
    public static async Task<MeasuredProcess> RunAsync(string[] arguments, Action<string> onLine)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var sampling = SampleAsync(process);
        while (await process.StandardOutput.ReadLineAsync() is { } line) onLine(line);
        await process.WaitForExitAsync();
        var wall = clock.Elapsed;
        var (cpu, megabytes, peak) = await sampling;
        if (process.ExitCode > 1) throw new InvalidOperationException($"{string.Join(' ', arguments)}: exit code {process.ExitCode}");
        return new(wall, cpu, megabytes, peak);
    }

    public string Rate(int pages) => string.Create(
        CultureInfo.InvariantCulture, $"{pages / Wall.TotalSeconds,6:0} pages/s, CPU {Cpu.TotalMilliseconds / pages:0.00} ms a page");

    public string Memory() => string.Create(
        CultureInfo.InvariantCulture, $"peak {Peak:0} MB, by quarter "
            + $"{string.Join(' ', Enumerable.Range(1, 4).Select(quarter => $"{Megabytes[(Megabytes.Count - 1) * quarter / 4]:0}"))}");

    private static async Task<(TimeSpan Cpu, List<double> Megabytes, double Peak)> SampleAsync(Process process)
    {
        var (cpu, megabytes, peak) = (TimeSpan.Zero, new List<double>(), 0.0);
        using var timer = new PeriodicTimer(Sampling);
        do
        {
            try
            {
                process.Refresh();
                (cpu, var bytes) = (process.TotalProcessorTime, process.WorkingSet64);
                if (bytes > 0) megabytes.Add(bytes / 1e6);
                peak = Math.Max(peak, process.PeakWorkingSet64 / 1e6);
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                break;
            }
        }
        while (await timer.WaitForNextTickAsync());

        return (cpu, megabytes, peak);
    }
}
