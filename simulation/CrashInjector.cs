using LinkWatch.Alerting.Delivery;
using LinkWatch.Storage;

namespace LinkWatch.Simulation;

/// <summary>
/// Kills our process. It may die at every call of a store, a queue, the network or a channel; between two of these it only computes, and a
/// crash leaves no trace of that. A dead process makes no further calls, not even to clean up.
/// </summary>
internal sealed class CrashInjector(IReadOnlyList<DateTimeOffset> crashes, SimulatedTime time, long seed) : IDisposable
{
    /// <summary>A scheduled death comes within this many calls, in the middle of whatever comes next.</summary>
    private const int MaxCalls = 120;

    /// <summary>
    /// Half of the deaths count only the calls that handle alerts, which are rare, and come within this many of them.
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

    /// <summary>The number of deaths, by the call that was not made.</summary>
    public SortedDictionary<string, int> Deaths { get; } = new(StringComparer.Ordinal);

    public bool IsDead => life.IsCancellationRequested;

    /// <summary>Deliveries that were accepted just before a death and so not marked: they may come twice.</summary>
    public List<string> Unmarked { get; } = [];

    /// <summary>Call this before every call of a port.</summary>
    /// <param name="port">The port's interface.</param>
    /// <param name="call">The method.</param>
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

    /// <summary>Ends all killing.</summary>
    public void Spare() => (next, callsLeft) = (crashes.Count, NotDoomed);

    /// <summary>The provider accepted an alert; the next call will mark it.</summary>
    public void Accepted(string alert) => unmarked = alert;

    /// <summary>Starts a new process.</summary>
    public void Restart()
    {
        life.Dispose();
        life = new CancellationTokenSource();
        callsLeft = NotDoomed;
    }

    public void Dispose() => life.Dispose();

    /// <summary>ListDueAsync is left out: every sweep calls it, mostly without anything to deliver.</summary>
    private static bool IsNotifying(string port, string call) =>
        port is nameof(IAlertChannel) || (port is nameof(ISiteStore) && call is not nameof(ISiteStore.ListDueAsync));

    /// <summary>Schedules a death within the next calls.</summary>
    private void Doom()
    {
        var dice = new Dice(seed, Salt, next++);
        isToCrashNotifying = dice.Chance(0.5);
        callsLeft = dice.Below(isToCrashNotifying ? MaxNotifyingCalls : MaxCalls);
    }
}
