using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>One browser and one sample dashboard for all tests of a class. They change different things in it, or nothing.</summary>
public sealed class SampleInBrowser : IAsyncLifetime
{
    private Browser? browser;
    private SampleDashboard? sample;

    /// <summary>What went wrong in any page so far.</summary>
    public IReadOnlyCollection<string> Faults => browser?.Faults ?? [];

    internal SampleDashboard Sample => sample!;

    /// <summary>Without a browser there is nothing to start: each test then says so and is skipped.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Chromium.Program is null) return;
        browser = await Browser.StartAsync();
        sample = await SampleDashboard.StartAsync();
    }

    /// <summary>A page of the operator's, in a session of its own.</summary>
    /// <param name="path">Of the dashboard.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="isDark">Whether the reader's system is dark.</param>
    /// <param name="hasScript">Whether scripts run.</param>
    public async Task<IPage> OpenAsync(string path, int width = 1200, bool isDark = false, bool hasScript = true)
    {
        Assert.SkipWhen(browser is null, Chromium.Missing);
        var page = await browser!.OpenAsync(width, isDark, hasScript);
        await page.GotoAsync(Sample.SignIn(path).AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (sample is not null) await sample.DisposeAsync();
        if (browser is not null) await browser.DisposeAsync();
    }
}
