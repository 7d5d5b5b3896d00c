using LinkWatch.Storage;

namespace LinkWatch.Messages;

/// <summary>Puts changes and due alerts on the alerts queue.</summary>
public sealed class AlertMessages(IMessageQueues queues)
{
    /// <summary>Keys in one message: what a slice can change at most, several times over.</summary>
    private const int KeysPerMessage = 200;

    /// <summary>Sends the keys of changes that are in a shard's outbox; nothing where there are none.</summary>
    public async Task SendChangesAsync(int shard, IReadOnlyList<string> rowKeys, CancellationToken cancellationToken)
    {
        foreach (var keys in rowKeys.Chunk(KeysPerMessage))
        {
            await queues.Alerts.SendAsync(Envelope.Write(new MoveChanges(shard, keys)), TimeSpan.Zero, cancellationToken);
        }
    }

    public Task SendAlertAsync(ScheduledAlert due, CancellationToken cancellationToken) =>
        queues.Alerts.SendAsync(Envelope.Write(new DeliverAlert(due)), TimeSpan.Zero, cancellationToken);
}
