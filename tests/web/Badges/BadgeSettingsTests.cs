using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Badges;

/// <summary>The badge in a site's settings, in the real <c>serve</c>.</summary>
public sealed class BadgeSettingsTests
{
    [Theory]
    [InlineData(320)]
    [InlineData(1200)]
    public async Task Once_it_is_switched_on_it_is_shown_with_what_to_copy(int width)
    {
        await using var browser = await Browser.StartAsync();
        using var folder = new TempFolder();
        await TypedCommand.RunAsync("site", "set", "shop", "--domain", "shop.example", "--data", folder.Path);
        using var serve = await ServeProcess.StartAsync(folder.Path);
        var page = await browser.OpenAsync(width);
        await page.GotoAsync(serve.SignIn.AbsoluteUri);
        await page.GotoAsync(new Uri(serve.Url, "/dashboard/sites/shop/settings").AbsoluteUri);
        Assert.Equal(0, await page.GetByLabel("Markdown").CountAsync());

        await page.GetByLabel("Offer a picture").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();

        var address = await page.GetByAltText("Backlinks that are live").EvaluateAsync<string>("image => image.src");
        Assert.StartsWith(new Uri(serve.Url, "/sites/shop/badge.svg?key=").AbsoluteUri, address, StringComparison.Ordinal);
        Assert.Equal(20, await page.GetByAltText("Backlinks that are live").EvaluateAsync<int>("image => image.naturalHeight"));
        Assert.Equal($"![Backlinks]({address})", await page.GetByLabel("Markdown").InputValueAsync());
        Assert.Equal($"<img src=\"{address}\" alt=\"Backlinks\" height=\"20\">", await page.GetByLabel("HTML").InputValueAsync());
        Assert.Equal(new Uri(serve.Url, "/api/sites/shop/feed.json").AbsoluteUri, await page.GetByLabel("JSON Feed").InputValueAsync());
        await page.AssertReadableAsync();
        Assert.Empty(browser.Faults);

        await page.GetByLabel("Offer a picture").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByLabel("Markdown").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
