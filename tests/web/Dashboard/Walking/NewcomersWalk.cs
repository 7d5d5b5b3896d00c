using System.Text;
using LinkWatch.Tests.Functions.Worker;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard.Walking;

/// <summary>
/// A newcomer's way through the dashboard: from the first sign-in to the letter about a lost link and out again. The same on every host.
/// </summary>
internal sealed class NewcomersWalk(IWalkedHost host, LinkingSite blog, IPage page)
{
    private const string Shop = "/dashboard/sites/shop";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ILocator Main => page.GetByRole(AriaRole.Main);

    public async Task WalkAsync()
    {
        await host.SignInAsync(page);
        await AddSiteAsync();
        await ImportAsync();
        await AwaitFirstReadingAsync();
        await CheckNowAsync();
        await AwaitLossAsync();
        await SeeLossAsync();
        await TestAlertsAsync();
        await MakeKeyAsync();
        await SignOutAsync();
    }

    private async Task AddSiteAsync()
    {
        await page.GetByLabel("Name").FillAsync("shop");
        await page.GetByLabel("Domain").FillAsync("shop.example");
        await page.GetByLabel("Owner’s mail address").FillAsync("me@shop.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await SaysAsync("Added shop");
    }

    /// <summary>Drags a file in.</summary>
    private async Task ImportAsync()
    {
        var file = new StringBuilder("source,target\n");
        foreach (var path in (string[])["/tea", "/other"]) file.Append($"{blog.Url(path)},https://shop.example/tea\n");
        file.Append("not an address,https://shop.example/tea\n");
        var dragged = await page.EvaluateHandleAsync(
            "text => { const all = new DataTransfer(); all.items.add(new File([text], 'links.csv', { type: 'text/csv' })); return all; }",
            file.ToString());
        await page.Locator(".drop").DispatchEventAsync("drop", new { dataTransfer = dragged });
        await page.GetByText("not an address").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 2 links" }).ClickAsync();
        await SaysAsync("Imported 2 new links");
    }

    private async Task AwaitFirstReadingAsync()
    {
        while (!(await Main.InnerTextAsync()).Contains("2 of 2", StringComparison.Ordinal))
        {
            Stop.ThrowIfCancellationRequested();
            await host.CheckAsync();
            await page.ReloadAsync();
        }
    }

    /// <summary>A look at the page as it is at this moment.</summary>
    private async Task CheckNowAsync()
    {
        await OpenAsync($"{Shop}/links?text=/tea");
        await page.Locator("td .page").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).ClickAsync();
        var now = page.GetByLabel("Check now");
        await now.GetByText("<a href=\"https://shop.example/tea\">").First.WaitForAsync();
        Assert.Contains("live", await now.InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task AwaitLossAsync()
    {
        blog.Unlinked.Add("/tea");
        var readings = 0;
        for (var ahead = TimeSpan.FromDays(1); ; ahead += TimeSpan.FromHours(2.5))
        {
            await host.CheckLaterAsync(ahead);
            await OpenAsync($"{Shop}/links?status=lost");
            if ((await Main.InnerTextAsync()).Contains("/tea", StringComparison.Ordinal)) return;
            Assert.True(++readings < 10, "it is not believed lost");
        }
    }

    private async Task SeeLossAsync()
    {
        await page.Locator("td .page").First.ClickAsync();
        var evidence = page.Locator("section", new() { HasText = "What we know" }).Locator("pre").First;
        Assert.Contains("link", await evidence.InnerTextAsync(), StringComparison.Ordinal);
        var letter = await page.Locator("a[href^='mailto:']").First.GetAttributeAsync("href");
        Assert.Contains(Uri.EscapeDataString(blog.Url("/tea")), letter, StringComparison.Ordinal);
    }

    private async Task TestAlertsAsync()
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Set-up", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Settings", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await SaysAsync(": accepted");
    }

    /// <summary>A key of the site, seen once, with which a program reads the links.</summary>
    private async Task MakeKeyAsync()
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Access", Exact = true }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Make a key" });
        await form.GetByLabel("Name").FillAsync("reports");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        var key = await page.Locator("pre").InnerTextAsync();

        var links = new Uri(host.Url, "/api/sites/shop/links").AbsoluteUri;
        var read = await page.APIRequest.GetAsync(links, new() { Headers = [new("Authorization", $"Bearer {key}")] });
        var refused = await page.APIRequest.GetAsync(links);

        Assert.Equal((200, 401), (read.Status, refused.Status));
        Assert.Contains(blog.Url("/tea"), await read.TextAsync(), StringComparison.Ordinal);
    }

    private async Task SignOutAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await OpenAsync($"{Shop}/changes");
        Assert.Equal("Sign in", await page.GetByRole(AriaRole.Heading).First.InnerTextAsync());
    }

    private Task OpenAsync(string address) => page.GotoAsync(new Uri(host.Url, address).AbsoluteUri);

    private async Task SaysAsync(string words) =>
        Assert.Contains(words, await page.GetByRole(AriaRole.Status).First.InnerTextAsync(), StringComparison.Ordinal);
}
