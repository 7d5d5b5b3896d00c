namespace LinkWatch.Functions;

/// <summary>
/// Ends a function's work before the host would: at its own limit (host.json, functionTimeout) the host ends the whole process,
/// and what runs beside.
/// </summary>
public sealed class FunctionTime(TimeProvider time)
{
    public static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(8);

    /// <param name="work">Safe to run again: what it did not get to is done the next time.</param>
    /// <param name="cancellationToken">The host's.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MaxDuration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await work(either.Token);
    }
}
