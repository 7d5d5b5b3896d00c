namespace LinkWatch.Functions;

/// <summary>
/// Ends a function's work before the host does: at its limit (functionTimeout in host.json) the host kills the whole process, with
/// everything else that is running in it.
/// </summary>
public sealed class FunctionTime(TimeProvider time)
{
    public static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(8);

    /// <param name="work">Safe to run again; the next run does what is left.</param>
    /// <param name="cancellationToken">The host's own token.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MaxDuration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await work(either.Token);
    }
}
