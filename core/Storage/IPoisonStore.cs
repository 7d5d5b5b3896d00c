namespace LinkWatch.Storage;

/// <summary>Messages that failed for good, kept until someone puts them back.</summary>
public interface IPoisonStore
{
    /// <summary>Keeps a message; keeping it twice is once.</summary>
    Task KeepAsync(PoisonMessage message, CancellationToken cancellationToken);

    Task<IReadOnlyList<PoisonMessage>> ListAsync(int max, CancellationToken cancellationToken);

    Task<bool> RemoveAsync(PoisonMessage message, CancellationToken cancellationToken);
}

/// <param name="Queue">The queue it belongs to (not its poison queue).</param>
/// <param name="Id">The message's id.</param>
/// <param name="Text">What was sent.</param>
/// <param name="FailedAt">When it was given up.</param>
public sealed record PoisonMessage(string Queue, string Id, string Text, DateTimeOffset FailedAt);
