using Azure.Core;
using Azure.Core.Pipeline;
using LinkWatch.Azure;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure;

public sealed class AzureStorageTests(Azurite azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_number_of_shards_is_set_when_the_store_is_created()
    {
        var storage = new OwnStorage(azurite);
        Assert.Equal(3, (await storage.OpenAsync(shards: 3)).Pages.Shards);
        Assert.Equal(3, (await storage.OpenAsync(shards: 8)).Pages.Shards);
    }

    [Fact]
    public async Task Many_hosts_can_create_the_store_at_once()
    {
        var storage = new OwnStorage(azurite);
        var opened = await Task.WhenAll(Enumerable.Range(2, 6).Select(shards => storage.OpenAsync(shards)));
        Assert.Single(opened.Select(one => one.Pages.Shards).Distinct());
    }

    [Fact]
    public async Task Opening_an_existing_store_is_one_request()
    {
        var storage = new OwnStorage(azurite);
        await storage.OpenAsync();
        var wire = new Counter();
        await AzureStorage.OpenAsync(
            await storage.OptionsAsync() with { Clients = options => options.AddPolicy(wire, HttpPipelinePosition.PerRetry) }, 4, Stop);
        Assert.Equal(1, wire.Requests);
    }

    [Fact]
    public async Task Stores_of_other_prefixes_in_one_account_know_nothing_of_each_other()
    {
        var (one, two) = (await new OwnStorage(azurite).OpenAsync(), await new OwnStorage(azurite).OpenAsync());
        await one.Sites.SaveSiteAsync(Sample.Site("shop"), Stop);
        await one.Queues.Checks.SendAsync("check", TimeSpan.Zero, Stop);
        Assert.Empty(await two.Sites.ListSitesAsync(Stop));
        Assert.Empty(await two.Queues.Checks.ReceiveAsync(1, TimeSpan.FromSeconds(1), Stop));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_one_line()
    {
        var nobody = new AzureStorageOptions
        {
            ConnectionString = await UnreachableAsync(),
            Clients = options => options.Retry.MaxRetries = 1
        };
        var refusal = await Assert.ThrowsAsync<StorageException>(() => AzureStorage.OpenAsync(nobody, 4, Stop));
        Assert.StartsWith("storage http://127.0.0.1:1: cannot be reached", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_wrong_key_is_one_line_without_it()
    {
        var text = (await azurite.ConnectionStringAsync()).Replace("AccountKey=Eby8", "AccountKey=AAAA", StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<StorageException>(() =>
            AzureStorage.OpenAsync(new AzureStorageOptions { ConnectionString = text }, 4, Stop));
        Assert.Contains("access denied (403", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_given_by_name_is_used_by_signing_in()
    {
        var options = AzureStorageOptions.Parse("linkwatch1", "--storage");
        Assert.Equal("https://linkwatch1.table.core.windows.net/", options.TableService!.AbsoluteUri);
        Assert.Equal("https://linkwatch1.queue.core.windows.net/", options.QueueService!.AbsoluteUri);
        Assert.Null(options.ConnectionString);
    }

    [Fact]
    public void A_function_app_takes_a_connection_string_or_addresses_and_an_identity()
    {
        var identity = Read(
            ("AzureWebJobsStorage__tableServiceUri", "https://a.table.core.windows.net"),
            ("AzureWebJobsStorage__queueServiceUri", "https://a.queue.core.windows.net"),
            ("AzureWebJobsStorage__clientId", "1-2"));
        Assert.Equal(
            ("a.table.core.windows.net", "a.queue.core.windows.net", "1-2"),
            (identity.TableService!.Host, identity.QueueService!.Host, identity.ClientId));
        Assert.Equal("UseDevelopmentStorage=true", Read(("AzureWebJobsStorage", "UseDevelopmentStorage=true")).ConnectionString);
    }

    private static AzureStorageOptions Read(params (string Name, string Value)[] settings) =>
        AzureStorageOptions.From(name => settings.Where(setting => setting.Name == name).Select(setting => setting.Value).FirstOrDefault());

    private async Task<string> UnreachableAsync()
    {
        var emulator = await azurite.StartedAsync();
        return emulator.ConnectionString.Replace($":{emulator.TableEndpoint.Port}/", ":1/", StringComparison.Ordinal);
    }

    private sealed class Counter : HttpPipelineSynchronousPolicy
    {
        private int requests;

        public int Requests => requests;

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref requests);
    }
}
