using System.ComponentModel;
using System.Diagnostics;

namespace LinkWatch.Local.Serving;

/// <summary>Prints a page as PDF with the Chromium of this machine.</summary>
internal static class PdfPrinter
{
    public const string Missing = "no Chromium was found: install one (apt-get install chromium, brew install --cask chromium, "
        + "winget install Google.Chrome), name yours with --browser, or write --html and print that";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome", "msedge"];

    private static readonly string[] Places =
    [
        "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>The program, or null if there is none.</summary>
    public static string? Find(Func<string, string?> environment)
    {
        var folders = (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name + suffix))).Concat(Places)
            .FirstOrDefault(File.Exists);
    }

    /// <param name="program">Chromium.</param>
    /// <param name="html">A page that loads nothing.</param>
    /// <param name="file">Where the PDF goes; replaced if it is there.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="UsageException">It could not be printed.</exception>
    public static async Task PrintAsync(string program, string html, string file, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("linkwatch-report-").FullName;
        try
        {
            var page = Path.Combine(folder, "report.html");
            var printed = Path.Combine(folder, "report.pdf");
            await File.WriteAllTextAsync(page, html, cancellationToken);
            var said = await RunAsync(program, page, printed, folder, cancellationToken);
            if (!File.Exists(printed)) throw new UsageException($"{program} printed no PDF: {said}");
            File.Move(printed, file, overwrite: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>The last line that it said.</returns>
    private static async Task<string> RunAsync(
        string program, string page, string printed, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            program,
            [
                "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer",
                $"--user-data-dir={Path.Combine(folder, "profile")}",

                // Chromium has no sandbox for root. The page is ours, and loads nothing.
                .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>(),
                $"--print-to-pdf={printed}", new Uri(page).AbsoluteUri,
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(Timeout);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(stop.Token);
                var errors = process.StandardError.ReadToEndAsync(stop.Token);
                await process.WaitForExitAsync(stop.Token);
                _ = await output;
                return (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it said nothing";
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                throw new UsageException($"{program} took longer than a minute to print");
            }
        }
        catch (Win32Exception e)
        {
            throw new UsageException($"{program} could not be started: {e.Message}", e);
        }
    }
}
