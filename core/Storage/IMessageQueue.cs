namespace LinkWatch.Storage;

/// <summary>
/// A queue that delivers at least once: a message received is hidden for its lease and comes back unless deleted.
/// Messages never expire.
/// </summary>
public interface IMessageQueue
{
    string Name { get; }

    Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken);

    /// <param name="max">1 to 32.</param>
    /// <param name="lease">For how long the messages are hidden from others.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>False if the lease was lost: the message is or was someone else's.</summary>
    Task<bool> DeleteAsync(ReceivedMessage message, CancellationToken cancellationToken);

    /// <summary>Gives the message back, to be received again after <paramref name="delay"/>; false if the lease was lost.</summary>
    Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the message back at once because its receiver stops, so that this delivery is no attempt; false if the lease was lost.
    /// A storage queue counts the delivery all the same.
    /// </summary>
    Task<bool> ReturnAsync(ReceivedMessage message, CancellationToken cancellationToken);

    /// <summary>Messages in the queue, hidden ones included; may lag.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken);
}

/// <param name="Id">The queue's own.</param>
/// <param name="Receipt">Proves the lease.</param>
/// <param name="Text">What was sent.</param>
/// <param name="DequeueCount">1 at the first delivery.</param>
/// <param name="SentAt">When it was sent.</param>
public sealed record ReceivedMessage(string Id, string Receipt, string Text, int DequeueCount, DateTimeOffset SentAt);

/// <summary>The queues of the pipeline. A message that failed five times is moved to the poison queue of its name.</summary>
public interface IMessageQueues
{
    /// <summary>Slices of pages to check.</summary>
    IMessageQueue Checks { get; }

    /// <summary>Changes to move and alerts to deliver.</summary>
    IMessageQueue Alerts { get; }

    IMessageQueue PoisonOf(IMessageQueue queue);
}
