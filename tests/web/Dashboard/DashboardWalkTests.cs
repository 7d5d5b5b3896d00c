using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>A newcomer's way through the dashboard of the real <c>serve</c>, in Chromium.</summary>
public sealed class DashboardWalkTests
{
    [Fact]
    public async Task From_the_first_start_to_a_check_of_an_imported_link()
    {
        await using var browser = await Browser.StartAsync();
        using var folder = new TempFolder();
        await using var blog = await LoopbackSite.StartAsync(
            "<title>Teas</title><p>The <a href=\"https://shop.example/tea\">mountain tea</a></p>");
        using var serve = await ServeProcess.StartAsync(
            folder.Path,
            new Dictionary<string, string> { ["LINKWATCH_TICK"] = "1" },
            "--allow-address", "127.0.0.1", "--interval", "0");
        var page = await browser.OpenAsync();

        await page.GotoAsync(serve.SignIn!.AbsoluteUri);
        await page.GetByLabel("Name").FillAsync("shop");
        await page.GetByLabel("Domain").FillAsync("shop.example");
        await page.GetByLabel("Owner’s mail address").FillAsync("me@shop.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        Assert.Contains("Added shop", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByLabel("Drop a file here").SetInputFilesAsync(new FilePayload
        {
            Name = "links.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(
                $"source,target\n{blog.Url()},https://shop.example/tea\nnot an address,https://shop.example/tea\n"),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        Assert.Contains("not an address", await page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 1 link" }).ClickAsync();
        Assert.Contains("Imported 1 new link", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);

        while (!(await page.GetByRole(AriaRole.Main).InnerTextAsync()).Contains("1 of 1", StringComparison.Ordinal))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await page.ReloadAsync();
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Changes" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "127.0.0.1" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).ClickAsync();
        var now = await page.GetByLabel("Check now").InnerTextAsync();
        Assert.Contains("live", now, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://shop.example/tea\">", now, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        Assert.Contains("outbox: accepted", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync(new Uri(serve.Url, "/dashboard/sites/shop/changes").AbsoluteUri);
        Assert.Equal("Sign in", await page.GetByRole(AriaRole.Heading).InnerTextAsync());
        Assert.Empty(browser.Faults);
    }
}
