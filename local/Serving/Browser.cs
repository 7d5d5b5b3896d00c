using System.ComponentModel;
using System.Diagnostics;

namespace LinkWatch.Local.Serving;

/// <summary>The browser of whoever sits at this machine.</summary>
internal static class Browser
{
    private static readonly string[] Displays = ["DISPLAY", "WAYLAND_DISPLAY"];

    /// <summary>Opens a page. Does nothing if there is no graphical browser: the address was printed.</summary>
    public static void Open(Uri address, Func<string, string?> environment)
    {
        if (StartOf(address, environment) is not { } start) return;
        try
        {
            using var opened = Process.Start(start);
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
        }
    }

    private static ProcessStartInfo? StartOf(Uri address, Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows()) return new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true };
        if (!OperatingSystem.IsMacOS() && Displays.All(name => string.IsNullOrEmpty(environment(name)))) return null;
        // Redirected: what it says must not stand between our own lines.
        return new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address.AbsoluteUri])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
