using LinkWatch.Alerting.Delivery;
using LinkWatch.Storage;

namespace LinkWatch.Simulation;

/// <summary>
/// Ends our process. It may be killed at every call of a store, a queue, the network or a channel; between two of these it only computes,
/// and a crash leaves no trace of that. A dead process makes no further calls, not even to clean up; one that was interrupted (Ctrl+C)
/// does.
/// </summary>
internal sealed class CrashInjector(
    IReadOnlyList<DateTimeOffset> crashes, IReadOnlyList<DateTimeOffset> interruptions, SimulatedTime time, long seed) : IDisposable
{
    /// <summary>A scheduled death comes within this many calls, in the middle of whatever comes next.</summary>
    private const int MaxCalls = 120;

    /// <summary>
    /// Half of the deaths count only the calls that handle alerts, which are rare, and come within this many of them.
    /// </summary>
    private const int MaxNotifyingCalls = 20;
    private const int Salt = 78;
    private const int InterruptionSalt = 81;

    /// <summary>
    /// Every sweep makes these, mostly without anything to deliver: half of the deaths would fall on them, and not on what handles alerts.
    /// </summary>
    private static readonly HashSet<string> OfEverySweep = [nameof(ISiteStore.ListDueAsync), nameof(ISiteStore.ListFailedAsync)];

    private readonly Countdowns deaths = new(crashes, seed, Salt);
    private readonly Countdowns interruptions = new(interruptions, seed, InterruptionSalt);
    private CancellationTokenSource life = new();
    private string? unmarked;

    /// <summary>Ends with the process.</summary>
    public CancellationToken Life => life.Token;

    /// <summary>The number of deaths, by the call that was not made.</summary>
    public SortedDictionary<string, int> Deaths { get; } = new(StringComparer.Ordinal);

    /// <summary>How often the process was interrupted.</summary>
    public int Interruptions { get; private set; }

    public bool IsDead { get; private set; }

    /// <summary>Whether the process is dead or was interrupted.</summary>
    public bool IsOver => life.IsCancellationRequested;

    /// <summary>Deliveries that were accepted just before a death and so not marked: they may come twice.</summary>
    public List<string> Unmarked { get; } = [];

    /// <summary>What others do meanwhile.</summary>
    public Action Meanwhile { get; set; } = () => { };

    /// <summary>Call this before every call of a port.</summary>
    /// <param name="port">The port's interface.</param>
    /// <param name="call">The method.</param>
    /// <exception cref="OperationCanceledException">The process is dead.</exception>
    public void Step(string port, string call)
    {
        if (IsDead) throw new OperationCanceledException("the process was killed", life.Token);
        Meanwhile();
        var (now, isNotifying, place) = (time.GetUtcNow(), IsNotifying(port, call), $"{port}.{call}");
        if (!IsOver && interruptions.IsOver(now, isNotifying))
        {
            Interruptions++;
            life.Cancel();
        }

        if (deaths.IsOver(now, isNotifying))
        {
            Deaths[place] = Deaths.GetValueOrDefault(place) + 1;
            if (unmarked is not null) Unmarked.Add(unmarked);
            IsDead = true;
            life.Cancel();
            throw new OperationCanceledException("the process was killed", life.Token);
        }

        unmarked = null;
    }

    /// <summary>Ends all killing.</summary>
    public void Spare()
    {
        deaths.Spare();
        interruptions.Spare();
    }

    /// <summary>The provider accepted an alert; the next call will mark it.</summary>
    public void Accepted(string alert) => unmarked = alert;

    /// <summary>Starts a new process.</summary>
    public void Restart()
    {
        life.Dispose();
        life = new CancellationTokenSource();
        IsDead = false;
        deaths.Stop();
        interruptions.Stop();
    }

    public void Dispose() => life.Dispose();

    private static bool IsNotifying(string port, string call) =>
        port is nameof(IAlertChannel) || (port is nameof(ISiteStore) && !OfEverySweep.Contains(call));

    /// <summary>Every other end counts all calls, and the rest those that handle alerts; neither holds up the other.</summary>
    private sealed class Countdowns(IReadOnlyList<DateTimeOffset> scheduled, long seed, int salt)
    {
        private readonly Countdown anywhere = new([.. scheduled.Where((_, i) => i % 2 == 0)], new Dice(seed, salt, 0), MaxCalls);
        private readonly Countdown notifying = new([.. scheduled.Where((_, i) => i % 2 == 1)], new Dice(seed, salt, 1), MaxNotifyingCalls);

        public bool IsOver(DateTimeOffset now, bool isNotifying) =>
            anywhere.IsOver(now) || (isNotifying && notifying.IsOver(now));

        public void Spare()
        {
            anywhere.Spare();
            notifying.Spare();
        }

        public void Stop()
        {
            anywhere.Stop();
            notifying.Stop();
        }
    }

    /// <summary>From the time for which an end is scheduled, the calls until it comes.</summary>
    private sealed class Countdown(IReadOnlyList<DateTimeOffset> scheduled, Dice dice, int maxCalls)
    {
        private Dice dice = dice;
        private int next;
        private int? callsLeft;

        public bool IsOver(DateTimeOffset now)
        {
            if (callsLeft is null && next < scheduled.Count && scheduled[next] <= now)
            {
                next++;
                callsLeft = dice.Below(maxCalls);
            }

            return callsLeft is not null && callsLeft-- == 0;
        }

        public void Spare() => (next, callsLeft) = (scheduled.Count, null);

        public void Stop() => callsLeft = null;
    }
}
