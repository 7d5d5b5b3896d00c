using LinkWatch.Alerting.Delivery;
using LinkWatch.Storage;

namespace LinkWatch.Simulation;

/// <summary>
/// Kills our process. Every call of a store, a queue, the network or a channel is a moment at which it may die: what lies between two of
/// them is computing, of which a crash leaves nothing. A dead process can call nothing any more, not even what it would call to clean up.
/// </summary>
internal sealed class CrashInjector(IReadOnlyList<DateTimeOffset> crashes, SimulatedTime time, long seed) : IDisposable
{
    /// <summary>A process that is to die does so within so many calls: in the midst of what it does next.</summary>
    private const int MaxCalls = 120;

    /// <summary>
    /// Every other death waits until there is something to tell, a small part of all calls, and comes within so many of those.
    /// </summary>
    private const int MaxNotifyingCalls = 20;
    private const int NotDoomed = int.MaxValue;
    private const int Salt = 78;

    private CancellationTokenSource life = new();
    private int next;
    private int callsLeft = NotDoomed;
    private bool isToCrashNotifying;
    private string? unmarked;

    public CancellationToken Life => life.Token;

    /// <summary>How often it died, by the call that it did not make any more.</summary>
    public SortedDictionary<string, int> Deaths { get; } = new(StringComparer.Ordinal);

    public bool IsDead => life.IsCancellationRequested;

    /// <summary>Deliveries that the provider accepted just before a death, which nobody could mark: they may come twice.</summary>
    public List<string> Unmarked { get; } = [];

    /// <summary>To be called before every call of a port.</summary>
    /// <param name="port">Which.</param>
    /// <param name="call">Its method.</param>
    /// <exception cref="OperationCanceledException">The process is dead.</exception>
    public void Step(string port, string call)
    {
        if (!IsDead)
        {
            if (callsLeft == NotDoomed && next < crashes.Count && crashes[next] <= time.GetUtcNow()) Doom();
            var isSafe = callsLeft == NotDoomed || (isToCrashNotifying && !IsNotifying(port, call));
            if (isSafe || callsLeft-- > 0)
            {
                unmarked = null;
                return;
            }

            var place = $"{port}.{call}";
            Deaths[place] = Deaths.GetValueOrDefault(place) + 1;
            if (unmarked is not null) Unmarked.Add(unmarked);
            life.Cancel();
        }

        throw new OperationCanceledException("the process was killed", life.Token);
    }

    /// <summary>From now on nothing kills it.</summary>
    public void Spare() => (next, callsLeft) = (crashes.Count, NotDoomed);

    /// <summary>The provider accepted an alert: the next call marks it.</summary>
    public void Accepted(string alert) => unmarked = alert;

    /// <summary>A new process.</summary>
    public void Restart()
    {
        life.Dispose();
        life = new CancellationTokenSource();
        callsLeft = NotDoomed;
    }

    public void Dispose() => life.Dispose();

    /// <summary>Every sweep asks what is due, mostly in vain.</summary>
    private static bool IsNotifying(string port, string call) =>
        port is nameof(IAlertChannel) || (port is nameof(ISiteStore) && call is not nameof(ISiteStore.ListDueAsync));

    /// <summary>The process is to die within its next calls.</summary>
    private void Doom()
    {
        var dice = new Dice(seed, Salt, next++);
        isToCrashNotifying = dice.Chance(0.5);
        callsLeft = dice.Below(isToCrashNotifying ? MaxNotifyingCalls : MaxCalls);
    }
}
