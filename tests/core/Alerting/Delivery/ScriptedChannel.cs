using System.Collections.Concurrent;
using LinkWatch.Alerting.Delivery;

namespace LinkWatch.Tests.Core.Alerting.Delivery;

/// <summary>A channel that answers as a test says.</summary>
internal sealed class ScriptedChannel(string name, Func<AlertMail, CancellationToken, Task<DeliveryOutcome>> answer) : IAlertChannel
{
    public ScriptedChannel(string name, Func<AlertMail, DeliveryOutcome> answer) : this(name, (mail, _) => Task.FromResult(answer(mail)))
    {
    }

    public string Name => name;

    public ConcurrentQueue<AlertMail> Attempts { get; } = [];

    public static DeliveryOutcome Refused { get; } = new(DeliveryResult.Failed, "no such user");

    public static DeliveryOutcome Down { get; } = new(DeliveryResult.Retry, "connection refused");

    public static DeliveryOutcome Accepted { get; } = new(DeliveryResult.Accepted);

    public Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        Attempts.Enqueue(mail);
        return answer(mail, cancellationToken);
    }
}
