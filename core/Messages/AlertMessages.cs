using LinkWatch.Storage;

namespace LinkWatch.Messages;

/// <summary>Puts changes and due alerts on the alerts queue.</summary>
public sealed class AlertMessages(IMessageQueues queues)
{
    /// <summary>Keys in one message: what a slice can change at most, several times over.</summary>
    private const int KeysPerMessage = 200;

    /// <summary>Sends the keys of changes that are in a shard's outbox; nothing if there are none.</summary>
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

/// <summary>Message <c>move-changes</c> 1: move these changes from a shard's outbox to their sites.</summary>
public sealed record MoveChanges(int Shard, IReadOnlyList<string> RowKeys) : IMessage;

/// <summary>
/// Message <c>deliver-alert</c> 1: seal this alert if it is open, then deliver what is not delivered. Who sends it decides that it is time.
/// </summary>
/// <param name="Alert">The pointer that it was found by: removed when every channel has ended.</param>
public sealed record DeliverAlert(ScheduledAlert Alert) : IMessage;
