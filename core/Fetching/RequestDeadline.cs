namespace LinkWatch.Fetching;

/// <summary>The time that one request may take, its body included, and the caller's wish to stop, as one token.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly CancellationTokenSource limit;
    private readonly CancellationTokenRegistration caller;
    private readonly TimeProvider time;
    private readonly long start;

    public RequestDeadline(TimeSpan budget, TimeProvider time, CancellationToken cancellationToken)
    {
        this.time = time;
        start = time.GetTimestamp();
        limit = new CancellationTokenSource(budget > TimeSpan.Zero ? budget : TimeSpan.Zero, time);
        caller = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
    }

    public CancellationToken Token => limit.Token;

    public TimeSpan Spent => time.GetElapsedTime(start);

    public void Dispose()
    {
        caller.Dispose();
        limit.Dispose();
    }
}
