using LinkWatch.Storage;

namespace LinkWatch.Simulation;

/// <summary>
/// Wraps a queue and disturbs it during a deployment: messages arrive late and out of order, and some handled ones come
/// again. At-least-once delivery allows all of this.
/// </summary>
internal sealed class DisorderlyQueue(IMessageQueue queue, Disorder disorder) : IMessageQueue
{
    public string Name => queue.Name;

    public Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.SendAsync(text, delay + disorder.Lateness(), cancellationToken);

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan lease, CancellationToken cancellationToken) =>
        queue.ReceiveAsync(max, lease, cancellationToken);

    public Task<bool> DeleteAsync(ReceivedMessage message, CancellationToken cancellationToken) => disorder.Replays(message) is { } delay
        ? queue.ReleaseAsync(message, delay, cancellationToken)
        : queue.DeleteAsync(message, cancellationToken);

    public Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.ReleaseAsync(message, delay, cancellationToken);

    public Task<bool> ReturnAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        queue.ReturnAsync(message, cancellationToken);

    public Task<long> CountAsync(CancellationToken cancellationToken) => queue.CountAsync(cancellationToken);
}

/// <summary>Decides what deployments do to messages.</summary>
internal sealed class Disorder(World world, FaultProfile profile, SimulatedTime time, long seed)
{
    /// <summary>The most replays of a message: one received five times goes to the poison queue, handled or not.</summary>
    private const int MaxDeliveries = 3;
    private const int Salt = 79;
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(40);
    private static readonly TimeSpan LatestReplay = TimeSpan.FromHours(30);

    private Dice dice = new(seed, Salt);

    private bool IsDeploying => world.Ourselves.Has(Fault.Deploys, time.GetUtcNow());

    public TimeSpan Lateness() => IsDeploying ? Latest * dice.Roll() : TimeSpan.Zero;

    /// <summary>When a handled message comes again, or null.</summary>
    public TimeSpan? Replays(ReceivedMessage message) =>
        IsDeploying && message.DequeueCount < MaxDeliveries && dice.Chance(profile.Ourselves.Replayed) ? LatestReplay * dice.Roll() : null;
}

/// <summary>The pipeline's queues, with disorder and crashes.</summary>
internal sealed class FaultyQueues : IMessageQueues
{
    private readonly IMessageQueues queues;
    private readonly CrashInjector crashes;

    public FaultyQueues(IMessageQueues queues, Disorder disorder, CrashInjector crashes)
    {
        (this.queues, this.crashes) = (queues, crashes);
        Checks = CrashingProxy<IMessageQueue>.Around(new DisorderlyQueue(queues.Checks, disorder), crashes.Step);
        Alerts = CrashingProxy<IMessageQueue>.Around(new DisorderlyQueue(queues.Alerts, disorder), crashes.Step);
    }

    public IMessageQueue Checks { get; }

    public IMessageQueue Alerts { get; }

    public IMessageQueue PoisonOf(IMessageQueue queue) => CrashingProxy<IMessageQueue>.Around(queues.PoisonOf(queue), crashes.Step);
}
