using System.Diagnostics;

namespace LinkWatch.Tests.Support;

/// <summary>A real browser without a window.</summary>
internal static class Chromium
{
    public static readonly string? Program =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>The page as it stands after its scripts ran, as HTML.</summary>
    public static Task<string> RunAsync(string html, bool isDark, int width) => StartAsync(html, isDark, width, 800, "--dump-dom");

    public static Task PictureAsync(string html, bool isDark, int width, int height, string path) =>
        StartAsync(html, isDark, width, height, $"--screenshot={path}");

    private static async Task<string> StartAsync(string html, bool isDark, int width, int height, string action)
    {
        Assert.SkipWhen(Program is null, "there is no Chromium here: apt-get install chromium");
        using var temp = new TempFolder();
        var folder = temp.Path;
        var page = Path.Combine(folder, "page.html");
        await File.WriteAllTextAsync(page, html, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(Program!)
        {
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--user-data-dir={folder}/profile",
                $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}", $"--window-size={width},{height}", action,
                new Uri(page).AbsoluteUri,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var noise = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await noise);
        return output;
    }
}
