using System.Net;
using System.Net.Http.Headers;
using LinkWatch.Tests.Support;
using LinkWatch.Web.SiteKeys;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>An owner lets a program and a reader in, and out again: the real <c>serve</c>, in Chromium.</summary>
public sealed class AccessWalkTests
{
    private const string Site = "/dashboard/sites/shop";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_seen_once_opens_the_API_and_is_revoked()
    {
        await using var browser = await Browser.StartAsync();
        using var folder = new TempFolder();
        using var serve = await ServeAsync(folder);
        var page = await OpenAsync(browser, serve);

        var form = page.GetByRole(AriaRole.Form, new() { Name = "Make a key" });
        await form.GetByLabel("Name").FillAsync("reports");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        var key = await page.Locator("pre").InnerTextAsync();
        await page.GotoAsync(Address(serve, "/access"));
        Assert.Equal(0, await page.Locator("pre").CountAsync());

        Assert.Equal(HttpStatusCode.OK, await AskAsync(serve, HttpMethod.Get, "api/sites/shop/links", key));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(serve, HttpMethod.Get, "sites/shop/links", key));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(serve, HttpMethod.Delete, "api/sites/shop", key));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(serve, HttpMethod.Get, "api/dashboard", key));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(serve, HttpMethod.Get, "api/sites/shop/links", key: null));
        await RevokeAsync(page, "reports");

        // A change looks at once; what is read was allowed a moment ago.
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(serve, HttpMethod.Post, "api/sites/shop/links", key));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(serve, HttpMethod.Get, "api/sites/shop/links", key));
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task A_shared_address_shows_the_site_in_another_browser_until_it_is_revoked()
    {
        await using var browser = await Browser.StartAsync();
        using var folder = new TempFolder();
        using var serve = await ServeAsync(folder);
        var page = await OpenAsync(browser, serve);
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Make a shared address" });
        await form.GetByLabel("Who is it for?").FillAsync("our agency");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        var address = await page.Locator("pre").InnerTextAsync();

        var other = await browser.OpenAsync();
        await other.GotoAsync(address);
        Assert.Equal(Address(serve, ""), other.Url);
        foreach (var tab in (string[])
            ["Overview", "Links", "Referring domains", "Anchors", "Profile", "Targets", "News", "Incidents", "Spikes", "Reports"])
        {
            await other.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = tab, Exact = true }).ClickAsync();
            Assert.Contains(tab == "News" ? "Changes" : tab, await other.TitleAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await other.Locator("form[method=post]").CountAsync());
            Assert.Equal("", await other.EvaluateAsync<string>("document.referrer"));
        }

        var posted = await other.EvaluateAsync<int>(
            "fetch('/dashboard/sites/shop/settings/test', {method: 'POST', body: new URLSearchParams({form: 'x'})})"
                + ".then(answer => answer.status)");
        Assert.Equal(403, posted);
        await page.GotoAsync(Address(serve, "/access"));
        await RevokeAsync(page, "our agency");
        await other.ReloadAsync();

        Assert.Contains("doesn’t work", await other.GetByRole(AriaRole.Heading).InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Faults, fault =>
            !fault.Contains("403", StringComparison.Ordinal) && !fault.Contains("410", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_opens_neither_the_metrics_nor_the_routes_of_the_operator_of_serve()
    {
        using var folder = new TempFolder();
        await TypedCommand.RunAsync("site", "set", "shop", "--domain", "shop.example", "--data", folder.Path);
        var key = (await TypedCommand.RunAsync("keys", "make", "--site", "shop", "--data", folder.Path)).Output.Trim();
        using var serve = await ServeProcess.StartAsync(folder.Path, new Dictionary<string, string> { ["LINKWATCH_API_KEY"] = "secret" });

        Assert.Equal(HttpStatusCode.OK, await AskAsync(serve, HttpMethod.Get, "sites/shop", key));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(serve, HttpMethod.Get, "sites/shop", key, SiteKeyGate.Header));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(serve, HttpMethod.Get, $"api/sites?code={key}", key: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(serve, HttpMethod.Get, "metrics", key));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(serve, HttpMethod.Get, "metrics", key, SiteKeyGate.Header));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(serve, HttpMethod.Post, "check", key));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(serve, HttpMethod.Get, "sites", "lw_wrong"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(serve, HttpMethod.Get, "sites", "secret", SiteKeyGate.Header));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(serve, HttpMethod.Get, "api/sites", "secret", SiteKeyGate.Header));
    }

    private static async Task<ServeProcess> ServeAsync(TempFolder folder)
    {
        await TypedCommand.RunAsync("site", "set", "shop", "--domain", "shop.example", "--data", folder.Path);
        return await ServeProcess.StartAsync(folder.Path);
    }

    private static async Task<IPage> OpenAsync(Browser browser, ServeProcess serve)
    {
        var page = await browser.OpenAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GotoAsync(serve.SignIn.AbsoluteUri);
        await page.GotoAsync(Address(serve, "/access"));
        return page;
    }

    private static async Task RevokeAsync(IPage page, string name)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Revoke {name}" }).ClickAsync();
        Assert.Equal("Revoked.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
    }

    private static string Address(ServeProcess serve, string path) => new Uri(serve.Url, Site + path).AbsoluteUri;

    private static async Task<HttpStatusCode> AskAsync(
        ServeProcess serve, HttpMethod method, string address, string? key, string? header = null)
    {
        using var web = OwnServer.Client();
        using var request = new HttpRequestMessage(method, new Uri(serve.Url, address));
        if (header is not null) request.Headers.Add(header, key);
        else if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await web.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
