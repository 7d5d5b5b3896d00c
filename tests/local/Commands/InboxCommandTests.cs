using System.Text.Json;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Commands;

public sealed class InboxCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Pages_are_added_visited_by_run_and_tracked_if_they_link_to_the_site()
    {
        await using var web = await LoopbackSite.StartAsync(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(
                $"<!doctype html><html><head><title>T</title></head><body><p>{(context.Request.Path == "/links"
                    ? "<a href=\"https://shop.example/tea\">tea</a>" : "nothing here, and a lot of it")}</p></body></html>");
        });
        await RunAsync("site", "set", "shop", "--domain", "shop.example");
        var (links, spam) = (web.Url("/links").Href, web.Url("/spam").Href);

        var added = await RunAsync("inbox", "add", links, spam, "--site", "shop");
        await RunAsync("run", "--allow-address", "127.0.0.0/8", "--interval", "0");
        var tracked = await ListAsync("tracked");
        var none = await ListAsync("no-link");

        Assert.Equal((0, "2 new candidates.\n"), (added.Code, added.Output));
        Assert.Equal(links, tracked.GetProperty("source").GetString());
        Assert.Equal("https://shop.example/tea", tracked.GetProperty("linksTo").GetString());
        Assert.Equal(spam, none.GetProperty("source").GetString());
        var dismissed = await RunAsync("inbox", "dismiss", spam, "--site", "shop");
        Assert.Equal((0, "1 candidate dismissed.\n"), (dismissed.Code, dismissed.Output));
        var shown = (await RunAsync("inbox", "list", "--site", "shop")).Output;
        Assert.Contains("tracked (1)", shown, StringComparison.Ordinal);
        Assert.Contains("dismissed (1)", shown, StringComparison.Ordinal);
        Assert.Contains("links to https://shop.example/tea", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        await RunAsync("site", "set", "shop", "--domain", "shop.example");

        Assert.Equal("The inbox is empty.\n", (await RunAsync("inbox", "list", "--site", "shop")).Output);
        var retry = await RunAsync("inbox", "retry", "https://blog.example/", "--site", "shop");
        Assert.Equal(1, retry.Code);
        Assert.Contains("linkwatch: 1 of these pages", retry.Error, StringComparison.Ordinal);
        Assert.Equal(
            (2, "linkwatch: --state: 'lost' is not one of waiting, visiting, found, tracked, no-link, could-not-tell, dismissed\n"),
            Ends(await RunAsync("inbox", "list", "--site", "shop", "--state", "lost")));
        Assert.Equal(
            (2, "linkwatch: there is no service 'google'; use bing or yandex\n"),
            Ends(await RunAsync("inbox", "fetch", "google", "--site", "shop")));
        var fetch = await RunAsync("inbox", "fetch", "bing", "--site", "shop");
        Assert.Equal(2, fetch.Code);
        Assert.StartsWith("linkwatch: set LINKWATCH_BING_KEY first", fetch.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discovery_is_set_per_site()
    {
        await RunAsync("site", "set", "shop", "--domain", "shop.example");

        var set = await RunAsync("site", "set", "shop", "--discovered", "ask", "--visits", "7", "--webmention", "on");

        Assert.EndsWith("The dashboard shows the address for Webmentions, under Discovery.\n", set.Output, StringComparison.Ordinal);
        var site = JsonDocument.Parse((await RunAsync("site", "list", "--json")).Output).RootElement;
        Assert.Equal(
            (true, 7, true),
            (site.GetProperty("asksBeforeTracking").GetBoolean(), site.GetProperty("candidateVisits").GetInt32(),
                site.GetProperty("webmention").GetBoolean()));
        Assert.Equal(
            (2, "linkwatch: --discovered: 'maybe' is neither track nor ask\n"),
            Ends(await RunAsync("site", "set", "shop", "--discovered", "maybe")));
    }

    private static (int Code, string Error) Ends((int Code, string Output, string Error) run) => (run.Code, run.Error);

    private async Task<JsonElement> ListAsync(string state) => JsonDocument.Parse(
        (await RunAsync("inbox", "list", "--site", "shop", "--state", state, "--json")).Output).RootElement;

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        TypedCommand.RunAsync([.. args, "--data", folder.Path]);
}
