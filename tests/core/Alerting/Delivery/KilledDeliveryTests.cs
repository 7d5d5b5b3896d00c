using System.Collections.Concurrent;
using LinkWatch.Alerting;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Messages;
using LinkWatch.Metering;
using LinkWatch.Simulation;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkWatch.Tests.Core.Alerting.Delivery;

/// <summary>The process dies at any call of storage, queue or provider, a thousand times.</summary>
public sealed class KilledDeliveryTests
{
    private const int Alerts = 150;
    private const int Kills = 1000;
    private static readonly string[] Owners = ["a@shop.example", "b@shop.example", "c@shop.example"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_alert_is_lost_and_an_owner_gets_one_twice_only_if_the_process_died_between_accepted_and_marked(int seed)
    {
        await using var pipeline = await TestPipeline.StartAsync();
        using var killer = new Killer();
        var provider = new Provider(killer, new Random(seed));
        var (step, dueAlerts, undelivered) = Build(pipeline, killer, provider);
        await SealAsync(pipeline);

        var dice = new Random(seed + 100);
        while (killer.Kills < Kills)
        {
            pipeline.Time.Advance(TimeSpan.FromMinutes(20));
            killer.Arm(dice.Next(30));
            await LiveAsync(pipeline, killer, step, dice.Next(2) == 0 ? dueAlerts : null, undelivered);
        }

        killer.Spare();
        for (var i = 0; i < 100; i++)
        {
            pipeline.Time.Advance(TimeSpan.FromHours(2));
            await LiveAsync(pipeline, killer, step, dueAlerts, undelivered);
        }

        Assert.Equal(Alerts * Owners.Length, provider.Accepted.Count);
        Assert.All(provider.Accepted, taken => Assert.True(
            taken.Value <= 1 + provider.Unmarked.GetValueOrDefault(taken.Key), $"{taken.Key} came {taken.Value} times"));
        Assert.Equal(new UndeliveredCount(0, null, 0, 0), await pipeline.Get<UndeliveredAlerts>().CountAsync(Cancel));
        Assert.NotEmpty(provider.Unmarked);
    }

    private static (AlertStep Step, DueAlerts Due, UndeliveredAlerts Undelivered) Build(
        TestPipeline pipeline, Killer killer, Provider provider)
    {
        var (time, options) = (pipeline.Time, new AlertOptions());
        var sites = CrashingProxy<ISiteStore>.Around(pipeline.Sites, (_, _) => killer.Step());
        var due = new DueAlerts(sites, new AlertMessages(new KillableQueues(pipeline.Queues, killer)), time);
        var undelivered = new UndeliveredAlerts(sites, due, time, options);
        var delivery = new AlertDelivery(
            sites, [provider], undelivered, new PipelineActivity(), pipeline.Get<PipelineMeter>(), time, options,
            NullLogger<AlertDelivery>.Instance);
        var step = new AlertStep(
            pipeline.Get<OutboxRelay>(),
            pipeline.Get<IncidentNotifier>(),
            new AlertSealer(
                sites, undelivered, new WeeklySummaries(sites, time), new MonthlyReports(sites, time),
                new ContractWatch(sites, new OpenAlert(sites, time, options), time), time, PublicSuffix.BuiltIn),
            delivery,
            due,
            sites,
            time);
        return (step, due, undelivered);
    }

    private static async Task SealAsync(TestPipeline pipeline)
    {
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site with { Owners = Owners, Channels = ["mail"] }, Cancel);
        for (var i = 0; i < Alerts; i++)
        {
            var id = AlertIds.OfDigest(pipeline.Time.GetUtcNow().AddTicks(i));
            var alert = new AlertRow { AlertId = id, SealedAt = pipeline.Time.GetUtcNow(), Subject = "news", Text = "news", Html = "news" };
            var delivery = new DeliveryRow { AlertId = id, Channel = "mail" };
            await pipeline.Sites.CommitAsync("shop", [RowWrite.Insert(alert), RowWrite.Insert(delivery)], Cancel);
            await pipeline.Sites.PutDueAsync(new ScheduledAlert(pipeline.Time.GetUtcNow(), "shop", id), Cancel);
        }
    }

    /// <summary>A sweep (null: none), and what is on the queue, until the process dies or nothing is left.</summary>
    private static async Task LiveAsync(
        TestPipeline pipeline, Killer killer, AlertStep step, DueAlerts? due, UndeliveredAlerts undelivered)
    {
        try
        {
            await undelivered.TidyAsync(killer.Life);
            if (due is not null) await due.QueueAllAsync(killer.Life);
            while (await pipeline.Queues.Alerts.ReceiveAsync(1, TimeSpan.FromMinutes(10), Cancel) is [var message])
            {
                await step.DeliverAsync((DeliverAlert)Envelope.Read(message.Text), killer.Life);
                killer.Step();
                await pipeline.Queues.Alerts.DeleteAsync(message, Cancel);
            }
        }
        catch (OperationCanceledException) when (killer.Life.IsCancellationRequested)
        {
            killer.Revive();
        }
    }

    /// <summary>Writes to one owner after another. It outlives our process.</summary>
    private sealed class Provider(Killer killer, Random dice) : IAlertChannel
    {
        public ConcurrentDictionary<string, int> Accepted { get; } = [];

        public ConcurrentDictionary<string, int> Unmarked { get; } = [];

        public string Name => "mail";

        public async Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
        {
            foreach (var owner in mail.To)
            {
                killer.Step();
                if (dice.Next(10) == 0) return new DeliveryOutcome(DeliveryResult.Retry, "451 busy");
                var key = $"{mail.AlertId} {owner}";
                Accepted.AddOrUpdate(key, 1, (_, count) => count + 1);
                try
                {
                    await mail.SettleAsync(new([owner], IsAccepted: true));
                }
                catch (OperationCanceledException)
                {
                    Unmarked.AddOrUpdate(key, 1, (_, count) => count + 1);
                    throw;
                }
            }

            return new DeliveryOutcome(DeliveryResult.Accepted);
        }
    }

    /// <summary>A dead process makes no further calls, not even to clean up.</summary>
    private sealed class Killer : IDisposable
    {
        private CancellationTokenSource life = new();
        private int left = int.MaxValue;

        public int Kills { get; private set; }

        public CancellationToken Life => life.Token;

        public void Arm(int calls) => left = calls;

        public void Spare() => left = int.MaxValue;

        public void Step()
        {
            if (!life.IsCancellationRequested)
            {
                if (left == int.MaxValue || left-- > 0) return;
                Kills++;
                life.Cancel();
            }

            throw new OperationCanceledException("the process was killed", life.Token);
        }

        public void Revive()
        {
            life.Dispose();
            life = new CancellationTokenSource();
            left = int.MaxValue;
        }

        public void Dispose() => life.Dispose();
    }

    private sealed class KillableQueues(IMessageQueues queues, Killer killer) : IMessageQueues
    {
        public IMessageQueue Checks => queues.Checks;

        public IMessageQueue Alerts { get; } = CrashingProxy<IMessageQueue>.Around(queues.Alerts, (_, _) => killer.Step());

        public IMessageQueue PoisonOf(IMessageQueue queue) => queues.PoisonOf(queue);
    }
}
