using System.Diagnostics.Metrics;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Local.Pipeline;

/// <summary>Metrics of what is stored, counted once a minute whoever asks.</summary>
public sealed class StandingMeter(
    ISiteStore sites, ISiteLinks links, IMessageQueues queues, UndeliveredAlerts alerts, TimeProvider time, ILogger<StandingMeter> log)
    : BackgroundService
{
    public const string Name = "LinkWatch.Standing";
    private const string Links = "linkwatch.links";
    private const string QueueMessages = "linkwatch.queue.messages";
    private const string UndeliveredAge = "linkwatch.undelivered.age";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Meter meter = new(Name);
    private volatile Standing now = new([], [], []);

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meter.CreateObservableGauge<long>(Links, () => now.Links, "{link}", "Links by site and status.");
        meter.CreateObservableGauge<long>(QueueMessages, () => now.Messages, "{message}", "Messages in the queues, with those in work.");
        meter.CreateObservableGauge<double>(UndeliveredAge, () => now.Age, "s", "For how long the oldest undelivered alert has been due.");
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do now = await CountAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<Standing> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new Standing(
                await LinksAsync(cancellationToken),
                [await LengthAsync(queues.Checks, cancellationToken), await LengthAsync(queues.Alerts, cancellationToken)],
                [new(await AgeAsync(cancellationToken))]);
        }
        catch (StorageException e)
        {
            log.LogWarning("Nothing was counted for the metrics: {Problem}", e.Message);
            return new Standing([], [], []);
        }
    }

    private async Task<IReadOnlyList<Measurement<long>>> LinksAsync(CancellationToken cancellationToken)
    {
        List<Measurement<long>> all = [];
        foreach (var site in await sites.ListSitesAsync(cancellationToken))
        {
            var counts = await links.CountsAsync(site.Row.Id, cancellationToken);
            all.AddRange(LinkFacets.Statuses.Select(status => new Measurement<long>(
                counts.Of(status), Label("site", site.Row.Id), Label("status", status.Name()))));
        }

        return all;
    }

    private static async Task<Measurement<long>> LengthAsync(IMessageQueue queue, CancellationToken cancellationToken) =>
        new(await queue.CountAsync(cancellationToken), Label("queue", queue.Name));

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    private async Task<double> AgeAsync(CancellationToken cancellationToken) =>
        (await alerts.CountAsync(cancellationToken)).Oldest is { } oldest
            ? Math.Max(0, (time.GetUtcNow() - oldest).TotalSeconds)
            : 0;

    private sealed record Standing(
        IReadOnlyList<Measurement<long>> Links, IReadOnlyList<Measurement<long>> Messages, IReadOnlyList<Measurement<double>> Age);
}
