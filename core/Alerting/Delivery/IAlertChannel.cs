using LinkWatch.Links;

namespace LinkWatch.Alerting.Delivery;

/// <summary>A way to notify owners. One folder and one registration line each.</summary>
public interface IAlertChannel
{
    /// <summary>What a site's settings call it: <c>outbox</c>, <c>smtp</c>.</summary>
    string Name { get; }

    /// <summary>Delivers one alert; every failure is a <see cref="DeliveryOutcome"/>.</summary>
    Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken);
}

/// <summary>A rendered alert.</summary>
/// <param name="AlertId">Names it: a channel that can, makes a repeat of the same id harmless.</param>
/// <param name="Site">Whose it is.</param>
/// <param name="Subject">One line, free of control characters.</param>
/// <param name="Text">The plain part.</param>
/// <param name="Html">The HTML part.</param>
/// <param name="SealedAt">The mail's date.</param>
public sealed record AlertMail(string AlertId, Site Site, string Subject, string Text, string Html, DateTimeOffset SealedAt)
{
    /// <summary>Who still needs the mail: the site's owners, except those whom an earlier attempt settled.</summary>
    public IReadOnlyList<string> To { get; init; } = Site.Owners;

    /// <summary>Whether it is one of the mails that an owner can end; a link to sign in was asked for.</summary>
    public bool CanBeEnded { get; init; } = true;

    /// <summary>
    /// A channel that writes to one owner after another calls this for each before it begins the next: whatever ends the attempt, they are
    /// not written to again.
    /// </summary>
    public Func<OwnerReply, Task> SettleAsync { get; init; } = _ => Task.CompletedTask;
}

/// <summary>For these owners the alert is over.</summary>
/// <param name="Owners">Who.</param>
/// <param name="IsAccepted">Whether the provider took their mail; otherwise it refused them for good.</param>
public sealed record OwnerReply(IReadOnlyList<string> Owners, bool IsAccepted);

/// <summary>How a delivery ended.</summary>
/// <param name="Result">Accepted, to be tried again, or failed for good.</param>
/// <param name="Note">The provider's id of the message, or what went wrong, for the operator.</param>
/// <param name="RetryAfter">When to try again, if the provider said so.</param>
public sealed record DeliveryOutcome(DeliveryResult Result, string? Note = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Owners for whom this is over, with the mail or a "no" for good: a repeat leaves them out.</summary>
    public IReadOnlyList<string> Settled { get; init; } = [];

    /// <summary>Whether only time ran out: if some owners got the mail, the others are next at once.</summary>
    public bool IsOutOfTime { get; init; }
}

public enum DeliveryResult
{
    Accepted,
    Retry,
    Failed,
}

/// <summary>
/// Lets a few attempts at once through to a channel, and only one while it hangs: an attempt that hangs holds a place in the queue's
/// handling, which others need.
/// </summary>
internal sealed class ChannelGate(AlertOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<Turn> running = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? hungAt;

    /// <summary>Waits for a turn; null if the channel hangs and another is trying it.</summary>
    public async Task<Turn?> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task free;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            lock (gate)
            {
                if (IsHanging) return null;
                if (running.Count < options.MaxAtOnce)
                {
                    var turn = new Turn(this, time);
                    running.Add(turn);
                    return turn;
                }

                var untilHanging = options.HangsAfter - running.Max(turn => turn.Silent);
                var delay = untilHanging > TimeSpan.Zero ? untilHanging : TimeSpan.Zero;
                free = Task.WhenAny(changed.Task, Task.Delay(delay, time, either.Token));
            }

            await free;
            await either.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>After an attempt that hung, the next one waits a while: what is queued behind it would hang one by one.</summary>
    private bool IsHanging => hungAt is { } at
        ? running.Count > 0 || time.GetElapsedTime(at) < options.PutOff
        : running.Exists(turn => turn.Silent >= options.HangsAfter);

    private void Leave(Turn turn)
    {
        lock (gate)
        {
            if (!running.Remove(turn)) return;
            hungAt = turn.Silent >= options.HangsAfter ? time.GetTimestamp() : null;
            changed.SetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>An attempt's turn on the channel, until disposed.</summary>
    internal sealed class Turn(ChannelGate gate, TimeProvider time) : IDisposable
    {
        private long heardAt = time.GetTimestamp();

        /// <summary>How long the channel has said nothing.</summary>
        public TimeSpan Silent => time.GetElapsedTime(Interlocked.Read(ref heardAt));

        /// <summary>The channel answered something.</summary>
        public void Heard() => Interlocked.Exchange(ref heardAt, time.GetTimestamp());

        public void Dispose() => gate.Leave(this);
    }
}
