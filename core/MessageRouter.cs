using LinkWatch.Messages;

namespace LinkWatch;

/// <summary>Hands a message's text to the step that it is for. A text that is no message of ours throws, and ends as poison.</summary>
public sealed class MessageRouter(CheckStep check, AlertStep alert)
{
    /// <summary>Handles a text from the checks queue.</summary>
    public Task CheckAsync(string text, int dequeueCount, CancellationToken cancellationToken) => Envelope.Read(text) switch
    {
        CheckSlice slice => check.RunAsync(slice, dequeueCount, cancellationToken),
        var other => throw Misplaced(other, "checks"),
    };

    /// <summary>Handles a text from the alerts queue.</summary>
    public Task AlertAsync(string text, CancellationToken cancellationToken) => Envelope.Read(text) switch
    {
        MoveChanges changes => alert.MoveAsync(changes, cancellationToken),
        DeliverAlert due => alert.DeliverAsync(due, cancellationToken),
        var other => throw Misplaced(other, "alerts"),
    };

    private static UnreadableMessageException Misplaced(IMessage message, string queue) =>
        new($"a {message.GetType().Name} does not belong on the {queue} queue");
}
