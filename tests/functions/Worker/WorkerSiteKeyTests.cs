using System.Text.Json;
using LinkWatch.Azure;
using LinkWatch.Functions;
using LinkWatch.Sites;
using LinkWatch.Storage;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>The key of a site on the published app: it opens <c>/api</c>, where the host asks for no function key.</summary>
public sealed class WorkerSiteKeyTests(PublishedFunctions published)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_opens_the_API_of_its_site_below_api_and_without_it_that_is_closed()
    {
        await using var mailbox = new Mailbox();
        await using var stage = new WorkerStage(published, mailbox);
        await using var run = await stage.StartAsync();
        await run.ImportAsync("https://blog.example/tea");
        var key = await KeyAsync(stage);

        var (listed, sites) = await run.Host.AskAsync(HttpMethod.Get, $"api/sites?code={key}");
        var link = (await run.LinksAsync())[0].GetProperty("id").GetString();
        var muted = await run.Host.AskAsync(HttpMethod.Put, $"api/sites/shop/links/{link}/mute?code={key}", "{}");

        Assert.True(listed == 200, sites);
        Assert.Equal("shop", JsonDocument.Parse(sites).RootElement.GetProperty("sites")[0].GetProperty("id").GetString());
        Assert.True(muted.Status == 200, muted.Body);
        foreach (var (method, address, status) in (IEnumerable<(HttpMethod, string, int)>)[
            (HttpMethod.Get, "api/sites", 401), (HttpMethod.Get, $"api/sites?code={key[..^2]}00", 401),
            (HttpMethod.Delete, $"api/sites/shop?code={key}", 403), (HttpMethod.Get, $"api/sites/other/links?code={key}", 403),
            (HttpMethod.Get, $"api/dashboard?code={key}", 404), (HttpMethod.Patch, $"api/sites?code={key}", 405)])
        {
            var refused = await run.Host.SendAsync(method, address);
            refused.Problem(status, $"{method} {address}");
        }
    }

    private static async Task<string> KeyAsync(WorkerStage stage)
    {
        var settings = await stage.SettingsAsync();
        var storage = await AzureStorage.OpenAsync(
            FunctionSettings.From(settings.GetValueOrDefault).Storage, shards: 1, Cancel);
        var made = await new SiteAccess(storage.Stores.Sites, TimeProvider.System)
            .MakeAsync("shop", "test", AccessScope.Full, life: null, "me", Cancel);
        return made!.Value.Secret.Text;
    }
}
