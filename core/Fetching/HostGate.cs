
namespace LinkWatch.Fetching;

/// <summary>
/// Politeness within this process: one request in flight per host, and at least the interval from the end of one to the start of the next.
/// From start to start, a request that was slow to arrive would reach the host closer to the next than the interval.
/// Holds only hosts that are in use, were within the interval, or left a request unanswered in the last two minutes: a million hosts leave
/// nothing behind.
/// </summary>
public sealed class HostGate(TimeSpan interval, TimeProvider time)
{
    /// <summary>After so many requests in a row without an answer a host is silent, …</summary>
    private const int SilentAfter = 3;

    /// <summary>… for so long after the last of them.</summary>
    internal static readonly TimeSpan SilenceLifetime = TimeSpan.FromMinutes(2);

    private readonly Lock hostsLock = new();
    private readonly Dictionary<string, Host> hosts = new(StringComparer.Ordinal);
    private readonly long opened = time.GetTimestamp();
    private TimeSpan nextSweep;

    /// <summary>Since the gate was opened: the wall clock may be set back, and would then hold everybody up.</summary>
    private TimeSpan Now => time.GetElapsedTime(opened);

    /// <summary>Hosts that are remembered now.</summary>
    public int Count
    {
        get
        {
            lock (hostsLock) return hosts.Count;
        }
    }

    /// <summary>Waits for the host's turn; dispose what is returned when the answer is read.</summary>
    /// <param name="authority">Host and port, as <see cref="LinkWatch.Urls.WebUrl.Authority"/> gives it.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
    public ValueTask<Turn> EnterAsync(string authority, CancellationToken cancellationToken) =>
        EnterAsync(authority, Timeout.InfiniteTimeSpan, isDetour: false, cancellationToken);

    /// <summary>
    /// The same, but a turn at a host that is silent comes at once and is for no request (<see cref="Turn.IsSilent"/>): for who had to
    /// wait behind such a request, and for who came by way of another host. A page that hangs alone does not keep its host's others back.
    /// </summary>
    /// <param name="authority">Host and port.</param>
    /// <param name="budget">How long the request may take: one that may take much longer than those that failed is sent.</param>
    /// <param name="isDetour">Whether another host led here.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
    public async ValueTask<Turn> EnterAsync(string authority, TimeSpan budget, bool isDetour, CancellationToken cancellationToken)
    {
        var host = Join(authority);
        bool hadToWait;
        try
        {
            hadToWait = !host.Semaphore.Wait(TimeSpan.Zero, CancellationToken.None);
            if (hadToWait) await host.Semaphore.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(host);
            throw;
        }

        var turn = new Turn(this, host) { IsSilent = (hadToWait || isDetour) && IsSilent(host, budget) };
        if (turn.IsSilent) return turn;
        try
        {
            // Timers may fire early by their granularity.
            while (host.NextStart - Now is { Ticks: > 0 } wait) await Task.Delay(wait, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            turn.Dispose();
            throw;
        }

        return turn;
    }

    private Host Join(string authority)
    {
        lock (hostsLock)
        {
            Sweep(Now);
            if (!hosts.TryGetValue(authority, out var host)) hosts.Add(authority, host = new Host());
            host.Users++;
            return host;
        }
    }

    private bool IsSilent(Host host, TimeSpan budget) =>
        budget > TimeSpan.Zero && budget <= 2 * host.Waited && host.Unanswered >= SilentAfter && Now < host.SilentUntil;

    private void End(Host host, bool isUnused)
    {
        if (!isUnused) Postpone(host, interval);
        host.Semaphore.Release();
        Leave(host);
    }

    private void Leave(Host host)
    {
        lock (hostsLock) host.Users--;
    }

    private void Postpone(Host host, TimeSpan wait)
    {
        var until = Now + wait;
        if (until > host.NextStart) host.NextStart = until;
    }

    private void Sweep(TimeSpan now)
    {
        if (now < nextSweep) return;
        nextSweep = now + interval;
        foreach (var (authority, host) in hosts)
        {
            if (host.Users == 0 && host.NextStart <= now && host.SilentUntil <= now) hosts.Remove(authority);
        }
    }

    /// <summary>The right to one request. Dispose gives it to the next in the queue.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly HostGate gate;
        private Host? host;

        internal Turn(HostGate gate, Host host) => (this.gate, this.host) = (gate, host);

        /// <summary>The host has not answered the last requests: none is to be sent.</summary>
        public bool IsSilent { get; internal init; }

        /// <summary>Remembers that the host answered.</summary>
        public void Answered()
        {
            if (host is not null) (host.Unanswered, host.Waited) = (0, TimeSpan.Zero);
        }

        /// <summary>Remembers that no answer came within <paramref name="waited"/>.</summary>
        public void Unanswered(TimeSpan waited)
        {
            if (host is null) return;
            host.Unanswered++;
            if (waited > host.Waited) host.Waited = waited;
            host.SilentUntil = gate.Now + SilenceLifetime;
        }

        /// <summary>Keeps the host's next request back for <paramref name="wait"/> from now: what it answered asks for that.</summary>
        public void Postpone(TimeSpan wait)
        {
            if (host is not null) gate.Postpone(host, wait);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref host, null) is { } held) gate.End(held, IsSilent);
        }
    }

    internal sealed class Host
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        /// <summary>Guarded by the gate's lock.</summary>
        public int Users { get; set; }

        /// <summary>Changed, as what follows, only by whoever holds the turn.</summary>
        public TimeSpan NextStart { get; set; }

        /// <summary>Requests in a row without an answer.</summary>
        public int Unanswered { get; set; }

        /// <summary>The longest that one of those was waited for.</summary>
        public TimeSpan Waited { get; set; }

        public TimeSpan SilentUntil { get; set; }
    }
}
