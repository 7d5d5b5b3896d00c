namespace LinkWatch.Local.Simulating;

/// <summary>
/// Kills our process. Every call of a store, a queue, the network or a channel is a moment at which it may die: what lies between two of
/// them is computing, of which a crash leaves nothing. A dead process can call nothing any more, not even what it would call to clean up.
/// </summary>
internal sealed class Mortality(IReadOnlyList<DateTimeOffset> crashes, SimulatedTime time, long seed) : IDisposable
{
    /// <summary>A process that is to die does so within so many calls: in the midst of what it does next.</summary>
    private const int MostCalls = 400;
    private const int Salt = 78;

    private CancellationTokenSource life = new();
    private int next;
    private int callsLeft = int.MaxValue;
    private string? unmarked;

    public CancellationToken Life => life.Token;

    public int Deaths { get; private set; }

    public bool IsDead => life.IsCancellationRequested;

    /// <summary>Deliveries that the provider accepted just before a death, which nobody could mark: they may come twice.</summary>
    public List<string> Unmarked { get; } = [];

    /// <summary>To be called before every call of a port.</summary>
    /// <exception cref="OperationCanceledException">The process is dead.</exception>
    public void Step()
    {
        if (!IsDead)
        {
            if (callsLeft == int.MaxValue && next < crashes.Count && crashes[next] <= time.GetUtcNow()) Doom();
            if (callsLeft == int.MaxValue || callsLeft-- > 0)
            {
                unmarked = null;
                return;
            }

            Deaths++;
            if (unmarked is not null) Unmarked.Add(unmarked);
            life.Cancel();
        }

        throw new OperationCanceledException("the process was killed", life.Token);
    }

    /// <summary>The process is to die within its next calls.</summary>
    public void Doom() => callsLeft = new Dice(seed, Salt, next++).Below(MostCalls);

    /// <summary>From now on nothing kills it.</summary>
    public void Spare() => (next, callsLeft) = (crashes.Count, int.MaxValue);

    /// <summary>The provider accepted an alert: the next call marks it.</summary>
    public void Accepted(string alert) => unmarked = alert;

    /// <summary>A new process.</summary>
    public void Restart()
    {
        life.Dispose();
        life = new CancellationTokenSource();
        callsLeft = int.MaxValue;
    }

    public void Dispose() => life.Dispose();
}
