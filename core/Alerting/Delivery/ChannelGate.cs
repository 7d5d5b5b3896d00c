namespace LinkWatch.Alerting.Delivery;

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
