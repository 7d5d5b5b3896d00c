using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>Every page of the dashboard in Chromium: narrow and wide, light and dark, with and without scripts.</summary>
public sealed class DashboardLooksTests(SampleInBrowser dashboard, ITestOutputHelper output) : IClassFixture<SampleInBrowser>
{
    private const int MaxBytes = 100 * 1024;

    /// <summary>Its pictures are made here.</summary>
    private static readonly string Document = Repository.Read("docs/dashboard.md");

    [Theory]
    [InlineData(320, false)]
    [InlineData(320, true)]
    [InlineData(1200, false)]
    [InlineData(768, false)]
    [InlineData(1200, true)]
    [InlineData(2560, true)]
    public async Task Every_page_fits_and_everybody_can_read_it(int width, bool isDark)
    {
        var page = await dashboard.OpenAsync("/dashboard", width, isDark);
        foreach (var (name, path) in dashboard.Sample.Pages)
        {
            await page.GotoAsync(dashboard.Sample.Address(path).AbsoluteUri);

            Assert.DoesNotContain("Sign in", await page.TitleAsync(), StringComparison.Ordinal);
            await page.AssertReadableAsync(name);
            var picture = $"images/dashboard-{name}-{(width < 500 ? "narrow" : "wide")}-{(isDark ? "dark" : "light")}.png";
            if (Golden.IsOverwriting && width is 320 or 1200 && Document.Contains(picture, StringComparison.Ordinal))
                await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", picture), FullPage = true });
        }

        Assert.DoesNotContain(dashboard.Faults, fault => !IsMeant(fault));
    }

    [Fact]
    public async Task No_page_is_heavy()
    {
        var page = await dashboard.OpenAsync("/dashboard");
        foreach (var (name, path) in dashboard.Sample.Pages)
        {
            await page.GotoAsync(dashboard.Sample.Address(path).AbsoluteUri);

            var bytes = await page.EvaluateAsync<int>(
                "performance.getEntries().reduce((sum, entry) => sum + (entry.decodedBodySize ?? 0), 0)");
            Assert.InRange(bytes, 5_000, MaxBytes);
            output.WriteLine($"{name}: {bytes:n0} bytes");
        }
    }

    [Fact]
    public async Task Without_scripts_a_form_still_works()
    {
        const string Settings = "/dashboard/sites/guesthouse/settings";
        var page = await dashboard.OpenAsync(Settings, hasScript: false);

        await page.GetByLabel("Time zone").FillAsync("Mars/Base");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var problem = await page.GetByRole(AriaRole.Alert).InnerTextAsync();
        await page.GotoAsync(dashboard.Sample.Address(Settings).AbsoluteUri);
        await page.GetByLabel("Time zone").FillAsync("Europe/Vienna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        Assert.Contains("write it as Europe/Vienna", problem, StringComparison.Ordinal);
        Assert.Equal("Saved.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
        Assert.Equal("Europe/Vienna", await page.GetByLabel("Time zone").InputValueAsync());
    }

    [Fact]
    public async Task The_list_of_sites_opens_without_scripts_and_fits_a_phone()
    {
        var page = await dashboard.OpenAsync("/dashboard/sites/shop/changes", width: 320, hasScript: false);

        await page.Locator(".switch summary").ClickAsync();
        await page.AssertFitsAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "guesthouse" }).ClickAsync();

        Assert.EndsWith("/dashboard/sites/guesthouse/changes", page.Url, StringComparison.Ordinal);
    }

    /// <summary>The console repeats the answers to the page that isn't there and to the form that a test here has refused.</summary>
    private static bool IsMeant(string fault) =>
        fault.Contains("/dashboard/nothing: Failed to load resource", StringComparison.Ordinal)
        || fault.Contains("/guesthouse/settings: Failed to load resource", StringComparison.Ordinal);
}
