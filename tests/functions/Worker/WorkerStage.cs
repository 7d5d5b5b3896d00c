using System.Net.Mime;
using System.Text.Json;
using LinkWatch.Tests.Functions.Worker.Protocol;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>
/// What the published app runs on: an emulator to itself, for it takes the account's own names, and a mail server. Runs follow each other.
/// </summary>
internal sealed class WorkerStage(PublishedFunctions published, Mailbox mailbox) : IAsyncDisposable
{
    private readonly Azurite azurite = new();

    /// <summary>App settings beside, or instead of, those that every stage has.</summary>
    public Dictionary<string, string> More { get; init; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<Dictionary<string, string>> SettingsAsync() => new Dictionary<string, string>
    {
        ["AzureWebJobsStorage"] = await azurite.ConnectionStringAsync(),
        ["LINKWATCH_SHARDS"] = "1",
        ["LINKWATCH_ALLOW_ADDRESS"] = "127.0.0.0/8",
        ["LINKWATCH_INTERVAL"] = "0",
        ["LINKWATCH_ALERT_GATHER"] = "0",
        ["LINKWATCH_SMTP_HOST"] = "127.0.0.1",
        ["LINKWATCH_SMTP_PORT"] = $"{mailbox.Port}",
        ["LINKWATCH_SMTP_TLS"] = "false",
        ["LINKWATCH_PUBLIC_URL"] = UnsubscribeLink.PublicUrl,
        ["LINKWATCH_UNSUBSCRIBE_KEYS"] = UnsubscribeLink.Keys,
    }.Concat(More).GroupBy(setting => setting.Key).ToDictionary(group => group.Key, group => group.Last().Value);

    /// <summary>Starts the app, its clock ahead by so much.</summary>
    public async Task<Run> StartAsync(TimeSpan ahead = default)
    {
        var folder = await published.FolderAsync();
        var settings = await SettingsAsync();
        var host = await WorkerHost.StartAsync(folder, settings.Concat(ShiftedTime.Ahead(ahead)).ToDictionary());
        return new Run(host, QueueFeed.For(host, folder, settings["AzureWebJobsStorage"]));
    }

    /// <summary>As an outage of the account does, in the middle of a run.</summary>
    public async Task EndStorageAsync() => await azurite.DisposeAsync();

    public ValueTask DisposeAsync() => azurite.DisposeAsync();

    /// <summary>The app from a start to its end.</summary>
    internal sealed record Run(WorkerHost Host, QueueFeed Queues) : IAsyncDisposable
    {
        /// <summary>What the worker says that is no news of a good run.</summary>
        public IEnumerable<string> Warnings =>
            Host.Logs.Where(log => log.Level >= RpcLog.Types.Level.Warning).Select(log => $"{log.Category}: {log.Message}");

        /// <summary>Plans, checks, moves changes and delivers what is due.</summary>
        public async Task CycleAsync()
        {
            do await Host.TickAsync("ScheduleTimer");
            while (await Queues.PumpAsync() > 0);
            await SweepAsync();
        }

        public async Task SweepAsync()
        {
            await Host.TickAsync("SweepTimer");
            await Queues.PumpAsync();
        }

        /// <summary>A site with links to it on these pages.</summary>
        public async Task ImportAsync(params string[] pages)
        {
            var site = "{\"domains\":[\"shop.example\"],\"owners\":[\"owner@shop.example\"],\"alertPace\":\"immediate\"}";
            Assert.InRange((await Host.AskAsync(HttpMethod.Put, "sites/shop", site)).Status, 200, 201);
            var file = "source,target\n" + string.Concat(pages.Select(page => $"{page},https://shop.example/tea\n"));
            var (status, report) = await Host.AskAsync(HttpMethod.Post, "sites/shop/imports", file, MediaTypeNames.Text.Csv);
            Assert.True(status == 200, report);
            Assert.Equal(pages.Length, JsonDocument.Parse(report).RootElement.GetProperty("added").GetInt32());
        }

        public Task<IReadOnlyList<JsonElement>> LinksAsync() => ListAsync("sites/shop/links", "links");

        public Task<IReadOnlyList<JsonElement>> ChangesAsync() => ListAsync("sites/shop/changes?most=1000", "changes");

        /// <summary>What is believed of the links, in order.</summary>
        public async Task<IEnumerable<string?>> StatusesAsync() =>
            (await LinksAsync()).Select(link => link.GetProperty("status").GetString()).Order();

        public ValueTask DisposeAsync() => Host.DisposeAsync();

        private async Task<IReadOnlyList<JsonElement>> ListAsync(string address, string name)
        {
            var (status, body) = await Host.AskAsync(HttpMethod.Get, address);
            Assert.True(status == 200, body);
            return [.. JsonDocument.Parse(body).RootElement.GetProperty(name).EnumerateArray()];
        }
    }
}
