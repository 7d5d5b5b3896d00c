using LinkWatch.Alerting.Delivery;
using LinkWatch.Azure;
using LinkWatch.Checking;
using LinkWatch.Discovery;
using LinkWatch.Fetching;
using LinkWatch.Hosting;
using LinkWatch.Local.Demo;
using LinkWatch.Scheduling;
using LinkWatch.Sites;
using LinkWatch.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Bench.Costs;

/// <summary>A host of the real steps on Azure's ports, whose triggers are pulled by hand.</summary>
internal sealed class CostMachine : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public CostMachine(AzureStorage storage, JumpingTime time, ScriptedPages web, CheckOptions check)
    {
        var registered = new ServiceCollection();
        registered.AddSingleton<TimeProvider>(time).AddSingleton<IFetcher>(web).AddSingleton<IAlertChannel, SilentChannel>();
        registered.AddSingleton<IRobotsSource>(all => new RobotsSource(web, all.GetRequiredService<FetchOptions>().Agent, time));
        registered.AddLogging().AddPipeline(new PipelineOptions { Check = check }).AddStores(storage.Stores);
        services = registered.BuildServiceProvider();
        var (queues, router) = (Get<IMessageQueues>(), Get<MessageRouter>());
        Checks = new HostPump(queues.Checks, FunctionsHost.BatchSize, FunctionsHost.NewBatchThreshold, (message, stop) =>
            router.CheckAsync(message.Text, message.DequeueCount, stop));
        Alerts = new HostPump(queues.Alerts, FunctionsHost.BatchSize, FunctionsHost.NewBatchThreshold, (message, stop) =>
            router.AlertAsync(message.Text, stop));
    }

    public HostPump Checks { get; }

    public HostPump Alerts { get; }

    public LinkTracker Tracker => Get<LinkTracker>();

    public TargetWatch Targets => Get<TargetWatch>();

    public ICandidateInbox Inbox => Get<ICandidateInbox>();

    public IPageStore Pages => Get<IPageStore>();

    public ISiteStore Sites => Get<ISiteStore>();

    public Task<TickReport> TickAsync(CancellationToken cancellationToken) => Get<ScheduleStep>().RunAsync(cancellationToken);

    public Task SweepAsync(CancellationToken cancellationToken) => Get<SweepStep>().RunAsync(cancellationToken);

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private T Get<T>() where T : notnull => services.GetRequiredService<T>();

    private sealed class SilentChannel : IAlertChannel
    {
        public string Name => "silent";

        public Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken) =>
            Task.FromResult(new DeliveryOutcome(DeliveryResult.Accepted));
    }
}

/// <summary>What host.json says of queues, as far as costs depend on it.</summary>
internal static class FunctionsHost
{
    public const int BatchSize = 2;
    public const int NewBatchThreshold = 2;

    /// <summary>How long the host waits between two looks at an empty queue, at most.</summary>
    public static TimeSpan LongestPoll { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the timers of ticks and sweeps fire.</summary>
    public static TimeSpan Tick { get; } = TimeSpan.FromMinutes(5);
}
