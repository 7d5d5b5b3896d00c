using System.Diagnostics;
using System.Net;

namespace LinkWatch.Tests.Support;

/// <summary>A real browser without a window.</summary>
internal static class Chromium
{
    public const string Missing = "there is no Chromium here: apt-get install chromium";

    public static readonly string? Program =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>Chromium opens no window that is narrower: such a page is shown in a frame.</summary>
    private const int MinWindow = 500;

    /// <summary>The page as it stands after its scripts ran, as HTML.</summary>
    public static Task<string> RunAsync(string html, bool isDark, int width) => StartAsync(html, isDark, width, 800, "--dump-dom");

    public static Task PictureAsync(string html, bool isDark, int width, int height, string path) =>
        StartAsync(html, isDark, width, height, $"--screenshot={path}");

    private static string Framed(string html, int width, int height) =>
        $"<!DOCTYPE html><html><head><meta name=\"color-scheme\" content=\"light dark\"></head><body style=\"margin:0\">"
            + $"<iframe style=\"border:0;width:{width}px;height:{height}px\" "
            + $"srcdoc=\"{WebUtility.HtmlEncode(html)}\"></iframe></body></html>";

    private static async Task<string> StartAsync(string html, bool isDark, int width, int height, string action)
    {
        Assert.SkipWhen(Program is null, Missing);
        using var temp = new TempFolder();
        var folder = temp.Path;
        var page = Path.Combine(folder, "page.html");
        await File.WriteAllTextAsync(page, width < MinWindow ? Framed(html, width, height) : html, TestContext.Current.CancellationToken);
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
