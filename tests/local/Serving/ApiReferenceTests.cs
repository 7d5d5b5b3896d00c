using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Local.Serving;

/// <summary>The page on which the API can be read and tried out.</summary>
public sealed class ApiReferenceTests
{
    [Fact]
    public async Task It_shows_every_operation_and_asks_nobody_else()
    {
        await using var browser = await Browser.StartAsync();
        using var folder = new TempFolder();
        using var serve = await ServeProcess.StartAsync(folder.Path);
        var page = await browser.OpenAsync();

        var answer = await page.GotoAsync(new Uri(serve.Url, "/scalar").AbsoluteUri);
        await page.GetByText("Adds or changes a link").First.WaitForAsync();
        foreach (var summary in (string[])["The settings of all sites", "Imports a file of links", "Checks a page once"])
            await page.GetByText(summary).First.WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Test Request" }).First.ClickAsync();
        var tried = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Send get request to" }).First.ClickAsync(),
            response => response.Url == new Uri(serve.Url, "/health").AbsoluteUri);

        Assert.Equal(200, tried.Status);
        Assert.Equal(0, await page.GetByText("Generate SDK").CountAsync());
        Assert.Contains("default-src 'none'; script-src 'nonce-", answer!.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.Empty(browser.Faults);
    }
}
