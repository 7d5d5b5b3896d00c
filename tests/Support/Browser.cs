using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Support;

/// <summary>
/// Chromium, driven by Playwright. What goes wrong in its pages is kept: errors on the console, and requests to elsewhere.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly ConcurrentQueue<string> faults = new();

    private Browser(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public IReadOnlyCollection<string> Faults => faults;

    public static async Task<Browser> StartAsync()
    {
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium.Program,
            Args = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
        }));
    }

    /// <summary>A page of a session of its own.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="isDark">Whether the reader's system is dark.</param>
    /// <param name="hasScript">Whether scripts run.</param>
    public async Task<IPage> OpenAsync(int width = 1200, bool isDark = false, bool hasScript = true)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = hasScript,
            IgnoreHTTPSErrors = true,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") faults.Enqueue($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => faults.Enqueue($"{page.Url}: {error}");
        page.Request += (_, request) =>
        {
            if (!new Uri(request.Url).IsLoopback && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                faults.Enqueue($"{page.Url} asks {request.Url}");
        };
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
