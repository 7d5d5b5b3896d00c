using LinkWatch.Checking;
using LinkWatch.Hosting;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Support;

/// <summary>
/// The whole pipeline on a SQLite file of its own, or on what a test hands it, with a clock that stands still and a scripted web.
/// </summary>
public sealed class TestPipeline : IAsyncDisposable
{
    private readonly bool ownsFolder;
    private readonly SqliteFile? file;

    private TestPipeline(
        ServiceProvider services, SqliteFile? file, LocalSettings settings, FakeTimeProvider time, ScriptedWeb web, bool ownsFolder)
    {
        (Services, this.file, Settings, Time, Web) = (services, file, settings, time, web);
        this.ownsFolder = ownsFolder;
    }

    public ServiceProvider Services { get; }

    public LocalSettings Settings { get; }

    public FakeTimeProvider Time { get; }

    public ScriptedWeb Web { get; }

    public IPageStore Pages => Get<IPageStore>();

    public ISiteStore Sites => Get<ISiteStore>();

    public IMessageQueues Queues => Get<IMessageQueues>();

    /// <summary>Without weekly summaries, so that a test sees the mails that it is about.</summary>
    public static Site Site { get; } = new()
    {
        Id = "shop",
        Domains = ["shop.example"],
        Owners = ["owner@shop.example"],
        WeeklySummary = SummaryDay.Off
    };

    public IReadOnlyList<string> Mails =>
        Directory.Exists(Settings.OutboxFolder) ? Directory.GetFiles(Settings.OutboxFolder, "*.eml").Order().ToList() : [];

    public static async Task<TestPipeline> StartAsync(
        Action<IServiceCollection>? more = null,
        string? folder = null,
        FakeTimeProvider? time = null,
        ScriptedWeb? web = null,
        OpenStorage? storage = null,
        Stores? stores = null)
    {
        var settings = new LocalSettings
        {
            DataFolder = folder ?? Directory.CreateTempSubdirectory("linkwatch-").FullName,
            Interval = TimeSpan.Zero,
        };
        time ??= FakeTime.Create();
        web ??= new ScriptedWeb();
        var file = storage is not null
            ? null
            : await SqliteFile.OpenAsync(settings.DataFolder, shards: 2, TestContext.Current.CancellationToken);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time).AddSingleton<IPageVisitor>(web);
        more?.Invoke(services);
        services.AddPipeline(settings, storage ?? new OpenStorage(file!));
        if (stores is not null) services.AddStores(stores);
        var pipeline = new TestPipeline(services.BuildServiceProvider(), file, settings, time, web, folder is null);
        await pipeline.Sites.SaveSiteAsync(Site, TestContext.Current.CancellationToken);
        return pipeline;
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public Task<TrackingOutcome> TrackAsync(params string[] sources) => TrackAsync(Site, sources);

    public Task<TrackingOutcome> TrackAsync(Site site, params string[] sources) => Get<LinkTracker>().AddAsync(
        site,
        sources.Select(source =>
            new Backlink { Source = WebUrl.Parse(source), Target = new LinkTarget(WebUrl.Parse($"https://{site.Domains[0]}/")) }).ToList(),
        "test",
        progress: null,
        TestContext.Current.CancellationToken);

    /// <summary>Plans and checks until nothing is due, then moves the changes.</summary>
    public async Task CycleAsync()
    {
        int planned;
        int handled;
        do
        {
            planned = (await Get<ScheduleStep>().RunAsync(TestContext.Current.CancellationToken)).Planned;
            handled = await DrainAsync(Queues.Checks);
        }
        while (planned > 0 || handled > 0);

        await DrainAsync(Queues.Alerts);
    }

    /// <summary>Cycles through <paramref name="span"/> in steps of an hour.</summary>
    public async Task LiveAsync(TimeSpan span)
    {
        for (var end = Time.GetUtcNow() + span; Time.GetUtcNow() < end;)
        {
            Time.Advance(TimeSpan.FromHours(1));
            await CycleAsync();
        }
    }

    /// <summary>Delivers what is due by now.</summary>
    public async Task DeliverAsync()
    {
        await Get<SweepStep>().RunAsync(TestContext.Current.CancellationToken);
        await DrainAsync(Queues.Alerts);
    }

    /// <summary>Handles every message that is visible; returns how many there were.</summary>
    public async Task<int> DrainAsync(IMessageQueue queue)
    {
        var handled = 0;
        var cancel = TestContext.Current.CancellationToken;
        var router = Get<MessageRouter>();
        while (await queue.ReceiveAsync(32, TimeSpan.FromMinutes(10), cancel) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                if (queue.Name == Queues.Checks.Name) await router.CheckAsync(message.Text, message.DequeueCount, cancel);
                else await router.AlertAsync(message.Text, cancel);
                await queue.DeleteAsync(message, cancel);
                handled++;
            }
        }

        return handled;
    }

    public async Task<LinkRow> LinkAsync(string source)
    {
        var target = new LinkTarget(WebUrl.Parse($"https://{Site.Domains[0]}/"));
        return (await Sites.FindLinkAsync(
            Site.Id, Ids.Link(Site.Id, WebUrl.Parse(source), target), TestContext.Current.CancellationToken))!.Row;
    }

    public async Task<PageRow> PageAsync(string source)
    {
        var url = WebUrl.Parse(source);
        return (await Pages.FindPageAsync(url.Authority, Ids.Page(url), TestContext.Current.CancellationToken))!.Row;
    }

    public async Task<IReadOnlyList<HistoryRow>> HistoryAsync() =>
        (await Sites.ListHistoryAsync(Site.Id, null, 1000, TestContext.Current.CancellationToken)).Rows.Select(row => row.Row).ToList();

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        file?.Dispose();
        if (ownsFolder) Directory.Delete(Settings.DataFolder, recursive: true);
    }
}
