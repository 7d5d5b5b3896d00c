using Microsoft.Extensions.Logging;

namespace LinkWatch.Functions;

/// <summary>
/// Ends a function's work before the host does: at its limit (functionTimeout in host.json) the host kills the whole process, with
/// everything else that is running in it.
/// </summary>
public sealed class FunctionTime(TimeProvider time, ILogger<FunctionTime> log)
{
    public static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(8);

    /// <exception cref="OperationCanceledException">It was ended early. The host retries its message and logs no stack trace.</exception>
    /// <param name="work">Safe to run again; the next run does what is left.</param>
    /// <param name="cancellationToken">The host's own token.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MaxDuration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await work(either.Token);
        }
        catch (OperationCanceledException e) when (either.IsCancellationRequested)
        {
            if (limit.IsCancellationRequested)
                log.LogWarning("Ended after {Minutes} minutes; a later run goes on", MaxDuration.TotalMinutes);

            // The worker looks at the inner exception alone: without one, it reports a failure with a stack trace and no cancellation.
            throw new OperationCanceledException("ended before it was done", e, e.CancellationToken);
        }
    }
}
