using LinkWatch.Alerting;
using LinkWatch.Fetching;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Settings;
using LinkWatch.Messages;
using LinkWatch.Scheduling;
using LinkWatch.Storage;
using LinkWatch.Visiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Local.Simulating;

/// <summary>
/// One life of our process: the steps as they are, put together on the data that the last one left, with its clock, network, stores, queues and
/// channel in the simulation's hands. Whatever is worked on is worked on one after another, for the same seed must give the same figures.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    private static readonly QueuePumpOptions OneByOne = new() { MostAtOnce = 1 };

    private readonly ServiceProvider services;
    private readonly QueuePump checks;
    private readonly QueuePump alerts;

    public Machine(SimulatedParts parts, OpenStorage storage, string dataFolder)
    {
        services = Services(parts, storage, dataFolder).BuildServiceProvider();
        var (queues, router) = (Get<IMessageQueues>(), Get<MessageRouter>());
        checks = Pump(parts, queues, queues.Checks, (message, stop) => router.CheckAsync(message.Text, message.DequeueCount, stop));
        alerts = Pump(parts, queues, queues.Alerts, (message, stop) => router.AlertAsync(message.Text, stop));
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>What the timers and triggers of a host do between two moments: tick, check, tell, sweep, tell.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        await Get<ScheduleStep>().RunAsync(cancellationToken);
        await checks.DrainAsync(cancellationToken);
        await alerts.DrainAsync(cancellationToken);
        await TellAsync(cancellationToken);
    }

    /// <summary>Only what is left to tell.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
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

    private static QueuePump Pump(SimulatedParts parts, IMessageQueues queues, IMessageQueue queue, Func<ReceivedMessage, CancellationToken, Task> handle) =>
        new(queue, queues.PoisonOf(queue), handle, OneByOne, parts.Time, parts.Log);

    private static ServiceCollection Services(SimulatedParts parts, OpenStorage storage, string dataFolder)
    {
        var (time, mortality) = (parts.Time, parts.Mortality);
        var settings = new LocalSettings { DataFolder = dataFolder, Interval = TimeSpan.Zero, Parallel = 1 };
        var services = new ServiceCollection();
        var network = Perilous<IFetcher>.Around(parts.Web, mortality);
        services.AddSingleton<TimeProvider>(time).AddSingleton(network);
        services.AddSingleton<IRobotsSource>(all => new RobotsSource(network, all.GetRequiredService<FetchOptions>().Agent, time));
        services.AddSingleton(new ScheduleOptions());
        services.AddSingleton<PageVisitor>().AddSingleton<IPageVisitor>(all => new CountedVisits(all.GetRequiredService<PageVisitor>(), parts.Log));
        parts.Instead?.Invoke(services);
        services.AddPipeline(settings, storage);

        services.AddSingleton(Perilous<IPageStore>.Around(storage.Pages, mortality, parts.Log.NoteWrites));
        services.AddSingleton(Perilous<ISiteStore>.Around(storage.Sites, mortality));
        services.AddSingleton(Perilous<IPoisonStore>.Around(storage.Poison, mortality));
        services.AddSingleton<IMessageQueues>(new FaultyQueues(storage.Queues(time), parts.Disorder, mortality));
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

/// <summary>What lives on when a process dies.</summary>
internal sealed record SimulatedParts(SimulatedTime Time, FaultyWeb Web, Mortality Mortality, Disorder Disorder, RecordingChannel Channel, RunLog Log, Action<IServiceCollection>? Instead);
