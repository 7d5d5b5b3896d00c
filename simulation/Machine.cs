using LinkWatch.Alerting.Delivery;
using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Hosting;
using LinkWatch.Hosting.Pumps;
using LinkWatch.Hosting.Settings;
using LinkWatch.Scheduling;
using LinkWatch.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Simulation;

/// <summary>
/// One life of our process: the real steps on the data that the previous life left, with the simulation's clock, network, stores, queues
/// and channel. Everything runs sequentially, because the same seed must give the same
/// figures.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    private static readonly QueuePumpOptions OneByOne = new() { MaxAtOnce = 1 };

    private readonly ServiceProvider services;
    private readonly QueuePump checks;
    private readonly QueuePump alerts;

    public Machine(SimulatedParts parts, Stores stores)
    {
        services = Services(parts, stores).BuildServiceProvider();
        var (queues, router) = (Get<IMessageQueues>(), Get<MessageRouter>());
        checks = Pump(parts, queues, queues.Checks, (message, stop) => router.CheckAsync(message.Text, message.DequeueCount, stop));
        alerts = Pump(parts, queues, queues.Alerts, (message, stop) => router.AlertAsync(message.Text, stop));
    }

    /// <summary>Whether it has planned once: then it knows what its clock said.</summary>
    public bool HasTicked { get; private set; }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>What a host's timers and triggers do: tick, check, alert, sweep, alert.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        await Get<ScheduleStep>().RunAsync(cancellationToken);
        HasTicked = true;
        await checks.DrainAsync(cancellationToken);
        await alerts.DrainAsync(cancellationToken);
        await NotifyAsync(cancellationToken);
    }

    /// <summary>Delivers the remaining alerts only.</summary>
    public async Task NotifyAsync(CancellationToken cancellationToken)
    {
        await Get<SweepStep>().RunAsync(cancellationToken);
        await alerts.DrainAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        checks.Dispose();
        alerts.Dispose();
        await services.DisposeAsync();
    }

    private static QueuePump Pump(
        SimulatedParts parts, IMessageQueues queues, IMessageQueue queue, Func<ReceivedMessage, CancellationToken, Task> handle) =>
        new(queue, queues.PoisonOf(queue), handle, OneByOne, parts.Clock, parts.Log);

    private static ServiceCollection Services(SimulatedParts parts, Stores stores)
    {
        var (time, crashes) = (parts.Clock, parts.Mortality);
        var settings = new HostSettings { Interval = TimeSpan.Zero, Parallel = 1 };
        var services = new ServiceCollection();
        var network = CrashingProxy<IFetcher>.Around(parts.Web, crashes.Step);
        services.AddSingleton<TimeProvider>(time).AddSingleton(network);
        services.AddSingleton<IRobotsSource>(all => new RobotsSource(network, all.GetRequiredService<FetchOptions>().Agent, time));
        services.AddSingleton(new ScheduleOptions());
        services.AddSingleton<PageVisitor>()
            .AddSingleton<IPageVisitor>(all => new CountedVisits(all.GetRequiredService<PageVisitor>(), parts.Log));
        parts.Instead?.Invoke(services);
        services.AddLogging().AddStores(stores).AddLinkWatch(settings);

        services.AddSingleton(CrashingProxy<IPageStore>.Around(stores.Pages, crashes.Step, parts.Log.NoteWrites));
        services.AddSingleton(CrashingProxy<ISiteStore>.Around(stores.Sites, crashes.Step));
        services.AddSingleton(CrashingProxy<IPoisonStore>.Around(stores.Poison, crashes.Step));
        services.AddSingleton<IMessageQueues>(new FaultyQueues(stores.Queues(time), parts.Disorder, crashes));
        services.AddSingleton<IAlertChannel>(parts.Channel);
        services.AddSingleton<ILogger<QueuePump>>(parts.Log);
        return services;
    }

    private sealed class CountedVisits(IPageVisitor visitor, RunLog log) : IPageVisitor
    {
        public Task<Visit> VisitAsync(VisitRequest request, CancellationToken cancellationToken)
        {
            log.Checks += request.Targets.Count;
            return visitor.VisitAsync(request, cancellationToken);
        }
    }
}

/// <summary>What survives the death of a process.</summary>
internal sealed record SimulatedParts(
    SimulatedTime Time, MachineClock Clock, FaultyWeb Web, CrashInjector Mortality, Disorder Disorder, RecordingChannel Channel, RunLog Log,
    Action<IServiceCollection>? Instead);
