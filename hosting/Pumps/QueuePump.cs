using LinkWatch.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Hosting.Pumps;

/// <summary>
/// Processes one queue: as a hosted service until stopped, or with <see cref="DrainAsync"/> until it is empty.
/// A message is deleted after its handler returned; if the handler failed, it comes back later, and after the last
/// attempt it goes to the poison queue. So a handler may get a message twice. One that was stopped gives its message back at once.
/// </summary>
public sealed class QueuePump(
    IMessageQueue queue,
    IMessageQueue poison,
    Func<ReceivedMessage, CancellationToken, Task> handle,
    QueuePumpOptions options,
    TimeProvider time,
    ILogger<QueuePump> logger) : BackgroundService
{
    private const int MaxInOneReceive = 32;

    private enum Outcome
    {
        Done,
        Interrupted,
        Failed,
        GivenUp,
    }

    /// <summary>
    /// Handles messages until none is waiting and none is being handled, and returns how many were received. Hidden ones
    /// (delayed, just failed, leased by another process) stay for later.
    /// </summary>
    public Task<int> DrainAsync(CancellationToken cancellationToken) => PumpAsync(isDraining: true, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await PumpAsync(isDraining: false, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped by the host.
        }
    }

    private async Task<int> PumpAsync(bool isDraining, CancellationToken stop)
    {
        var total = 0;
        var idle = options.ShortestIdle;
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var received = await ReceiveAsync(options.MaxAtOnce - running.Count, isDraining, stop);
                running.AddRange(received.Select(message => Task.Run(() => HandleAsync(message, stop), CancellationToken.None)));
                total += received.Count;
                if (isDraining && running.Count == 0) return total;

                if (received.Count > 0) idle = options.ShortestIdle;
                if (running.Count == options.MaxAtOnce || (isDraining && received.Count == 0))
                {
                    // When draining: messages being handled may send more.
                    await Task.WhenAny(running);
                }
                else if (received.Count == 0)
                {
                    await Task.Delay(idle, time, stop);
                    idle = TimeSpan.FromTicks(Math.Min(2 * idle.Ticks, options.LongestIdle.Ticks));
                }

                running.RemoveAll(task => task.IsCompleted);
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, bool isDraining, CancellationToken stop)
    {
        try
        {
            return await queue.ReceiveAsync(Math.Min(max, MaxInOneReceive), options.Lease, stop);
        }
        catch (Exception exception) when (!isDraining && !stop.IsCancellationRequested)
        {
            logger.LogError(exception, "{Queue}: receiving failed; trying again", queue.Name);
            return [];
        }
    }

    private async Task HandleAsync(ReceivedMessage message, CancellationToken stop)
    {
        var outcome = await OutcomeAsync(message, stop);
        try
        {
            // A handled message is settled even when stopping.
            if (await SettleAsync(message, outcome)) return;
            logger.LogWarning("{Queue}: message {Id} took longer than its lease", queue.Name, message.Id);
        }
        catch (Exception exception)
        {
            logger.LogError(
                exception, "{Queue}: message {Id} could not be settled; it comes back when its lease ends", queue.Name, message.Id);
        }
    }

    private async Task<Outcome> OutcomeAsync(ReceivedMessage message, CancellationToken stop)
    {
        // Its last attempt killed the process, or could not be settled.
        if (message.DequeueCount > options.MaxAttempts) return Outcome.GivenUp;
        try
        {
            await handle(message, stop);
            return Outcome.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Outcome.Interrupted;
        }
        catch (Exception exception)
        {
            var attempt = message.DequeueCount;
            logger.LogError(
                exception, "{Queue}: message {Id} failed at attempt {Attempt} of {Max}", queue.Name, message.Id, attempt,
                options.MaxAttempts);
            return attempt < options.MaxAttempts ? Outcome.Failed : Outcome.GivenUp;
        }
    }

    /// <summary>False if the lease was lost.</summary>
    private async Task<bool> SettleAsync(ReceivedMessage message, Outcome outcome)
    {
        if (outcome == Outcome.GivenUp)
        {
            logger.LogError("{Queue}: giving up message {Id}; moving it to {Poison}", queue.Name, message.Id, poison.Name);
            await poison.SendAsync(message.Text, TimeSpan.Zero, CancellationToken.None);
        }

        return outcome switch
        {
            Outcome.Interrupted => await queue.ReturnAsync(message, CancellationToken.None),
            Outcome.Failed => await queue.ReleaseAsync(message, options.RetryAfter, CancellationToken.None),
            _ => await queue.DeleteAsync(message, CancellationToken.None),
        };
    }
}
