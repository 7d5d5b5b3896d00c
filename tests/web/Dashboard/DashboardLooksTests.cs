using Deque.AxeCore.Playwright;
using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>Every page of the dashboard in Chromium: narrow and wide, light and dark, with and without scripts.</summary>
public sealed class DashboardLooksTests(ITestOutputHelper output)
{
    private const int MaxBytes = 100 * 1024;

    [Theory]
    [InlineData(320, false)]
    [InlineData(320, true)]
    [InlineData(1200, false)]
    [InlineData(768, false)]
    [InlineData(1200, true)]
    [InlineData(2560, true)]
    public async Task Every_page_fits_and_everybody_can_read_it(int width, bool isDark)
    {
        await using var browser = await Browser.StartAsync();
        await using var sample = await SampleDashboard.StartAsync();
        var page = await browser.OpenAsync(width, isDark);
        await page.GotoAsync(sample.SignIn("/dashboard").AbsoluteUri);
        foreach (var (name, path) in sample.Pages)
        {
            await page.GotoAsync(sample.Address(path).AbsoluteUri);

            Assert.DoesNotContain("Sign in", await page.TitleAsync(), StringComparison.Ordinal);
            var violations = (await page.RunAxe()).Violations;
            Assert.True(
                violations.Length == 0,
                $"{name}: {string.Join("; ", violations.Select(violation => $"{violation.Id} {violation.Nodes[0].Html}"))}");
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(overflow <= 0, $"{name} is {overflow} pixels too wide at {width}");
            if (Golden.IsOverwriting && (width == 1200 || (width < 500 && name == "site")))
                await page.ScreenshotAsync(new() { Path = Picture(name, width, isDark), FullPage = true });
        }

        // The page that is not there answers 404, which the console repeats.
        Assert.DoesNotContain(browser.Faults, fault => !fault.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_page_is_heavy()
    {
        await using var browser = await Browser.StartAsync();
        await using var sample = await SampleDashboard.StartAsync();
        var page = await browser.OpenAsync();
        await page.GotoAsync(sample.SignIn("/dashboard").AbsoluteUri);
        foreach (var (name, path) in sample.Pages)
        {
            await page.GotoAsync(sample.Address(path).AbsoluteUri);

            var bytes = await page.EvaluateAsync<int>(
                "performance.getEntries().reduce((sum, entry) => sum + (entry.decodedBodySize ?? 0), 0)");
            Assert.InRange(bytes, 5_000, MaxBytes);
            output.WriteLine($"{name}: {bytes:n0} bytes");
        }
    }

    [Fact]
    public async Task Without_scripts_a_form_still_works()
    {
        await using var browser = await Browser.StartAsync();
        await using var sample = await SampleDashboard.StartAsync();
        var page = await browser.OpenAsync(hasScript: false);
        await page.GotoAsync(sample.SignIn("/dashboard/sites/shop/settings").AbsoluteUri);

        await page.GetByLabel("Time zone").FillAsync("Mars/Base");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var problem = await page.GetByRole(AriaRole.Alert).InnerTextAsync();
        await page.GotoAsync(sample.Address("/dashboard/sites/shop/settings").AbsoluteUri);
        await page.GetByLabel("Time zone").FillAsync("Europe/Vienna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        Assert.Contains("write it as Europe/Vienna", problem, StringComparison.Ordinal);
        Assert.Equal("Saved.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
        Assert.Equal("Europe/Vienna", await page.GetByLabel("Time zone").InputValueAsync());
    }

    [Fact]
    public async Task The_list_of_sites_opens_without_scripts_and_fits_a_phone()
    {
        await using var browser = await Browser.StartAsync();
        await using var sample = await SampleDashboard.StartAsync();
        var page = await browser.OpenAsync(width: 320, hasScript: false);
        await page.GotoAsync(sample.SignIn("/dashboard/sites/shop/changes").AbsoluteUri);

        await page.Locator(".switch summary").ClickAsync();
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        await page.GetByRole(AriaRole.Link, new() { Name = "guesthouse" }).ClickAsync();

        Assert.True(overflow <= 0, $"{overflow} pixels too wide");
        Assert.EndsWith("/dashboard/sites/guesthouse/changes", page.Url, StringComparison.Ordinal);
    }

    private static string Picture(string name, int width, bool isDark) => Path.Combine(
        Repository.Root, "docs", "images", $"dashboard-{name}-{(width < 500 ? "narrow" : "wide")}-{(isDark ? "dark" : "light")}.png");
}
