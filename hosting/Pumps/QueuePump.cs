using LinkWatch.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Hosting.Pumps;

/// <summary>
/// Works off one queue: as a hosted service until stopped, or with <see cref="DrainAsync"/> until nothing is left to do.
/// A message is deleted once its handler has returned; one whose handler failed comes back later, and after its last
/// attempt goes to the poison queue. So a handler may meet a message again, and must not mind.
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
    /// Handles messages until none is waiting and none is being handled; returns how many were received. Hidden ones
    /// (delayed, failed a moment ago, held by another process) stay for later.
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
            // Stopped.
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
                    // While it drains: what is being handled may send more.
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
            logger.LogError(exception, "{Queue}: nothing could be received; trying again", queue.Name);
            return [];
        }
    }

    private async Task HandleAsync(ReceivedMessage message, CancellationToken stop)
    {
        var outcome = await OutcomeAsync(message, stop);
        try
        {
            // Whatever was done is settled, stopping or not.
            if (await SettleAsync(message, outcome)) return;
            logger.LogWarning("{Queue}: message {Id} was held for longer than its lease", queue.Name, message.Id);
        }
        catch (Exception exception)
        {
            logger.LogError(
                exception, "{Queue}: message {Id} could not be settled; it comes back when its lease ends", queue.Name, message.Id);
        }
    }

    private async Task<Outcome> OutcomeAsync(ReceivedMessage message, CancellationToken stop)
    {
        // Its last attempt ended the process, or nobody could say how it ended.
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
                exception, "{Queue}: message {Id} failed at attempt {Attempt} of {Most}", queue.Name, message.Id, attempt,
                options.MaxAttempts);
            return attempt < options.MaxAttempts ? Outcome.Failed : Outcome.GivenUp;
        }
    }

    /// <summary>False where the lease was lost.</summary>
    private async Task<bool> SettleAsync(ReceivedMessage message, Outcome outcome)
    {
        if (outcome == Outcome.GivenUp)
        {
            logger.LogError("{Queue}: message {Id} is given up and goes to {Poison}", queue.Name, message.Id, poison.Name);
            await poison.SendAsync(message.Text, TimeSpan.Zero, CancellationToken.None);
        }

        return outcome switch
        {
            Outcome.Interrupted => await queue.ReleaseAsync(message, TimeSpan.Zero, CancellationToken.None),
            Outcome.Failed => await queue.ReleaseAsync(message, options.RetryAfter, CancellationToken.None),
            _ => await queue.DeleteAsync(message, CancellationToken.None),
        };
    }
}
