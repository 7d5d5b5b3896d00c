using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>
/// The only place where sockets are opened. Names are resolved here, at the moment of connecting, every address is judged,
/// and the connection goes to a judged address: a name that resolves to something else a moment later (DNS rebinding) gains nothing.
/// </summary>
internal sealed class AddressGate(AddressRules rules, INameResolver names, TimeProvider time)
{
    /// <summary>RFC 8305, 5: how long one address is given before the next is tried beside it.</summary>
    private static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Hosts whose networks are remembered; with more, they are forgotten, and known again at the next connection.</summary>
    private const int MaxHosts = 10_000;

    private readonly ConcurrentDictionary<string, string> networks = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="ConnectRefusedException">The name has no address, or none that may be connected to.</exception>
    /// <exception cref="SocketException">No permitted address answers.</exception>
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);

    /// <exception cref="ConnectRefusedException">The name has no address, or none that may be connected to.</exception>
    /// <exception cref="SocketException">No permitted address answers.</exception>
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var permitted = await PermittedAsync(host, port, cancellationToken);
        var socket = permitted.Count == 1
            ? await OpenAsync(permitted[0], port, cancellationToken)
            : await RaceAsync(AlternateFamilies(permitted), port, cancellationToken);
        if (networks.Count >= MaxHosts) networks.Clear();
        if (socket.RemoteEndPoint is IPEndPoint { Address: var address }) networks[host] = AddressNetwork.Of(address);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The network to which the latest connection to a host went; null if none is remembered.</summary>
    public string? NetworkOf(string host) => networks.GetValueOrDefault(host.Trim('[', ']'));

    /// <summary>
    /// Whether a connection to <paramref name="url"/> would go to an address that was opened explicitly. Never throws for what DNS says.
    /// </summary>
    public async ValueTask<bool> IsOpenedAsync(WebUrl url, CancellationToken cancellationToken)
    {
        try
        {
            return (await PermittedAsync(url.Host, url.Port, cancellationToken)).TrueForAll(rules.IsOpened);
        }
        catch (ConnectRefusedException)
        {
            return false;
        }
    }

    /// <summary>The addresses of <paramref name="host"/> that may be connected to; never none.</summary>
    private async ValueTask<List<IPAddress>> PermittedAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(host, cancellationToken);
        var permitted = new List<IPAddress>(addresses.Length);
        string? why = null;
        foreach (var address in addresses)
        {
            if (rules.WhyForbidden(address, port) is { } forbidden) why ??= forbidden;
            else permitted.Add(address);
        }

        return permitted.Count > 0 ? permitted : throw new ConnectRefusedException(Reason.AddressForbidden, $"{host}: {why}");
    }

    private async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal)) return [literal];
        if (AddressRules.IsLocalhost(host)) return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        try
        {
            var addresses = await names.ResolveAsync(host, cancellationToken);
            return addresses.Length > 0 ? addresses : throw new ConnectRefusedException(Reason.Dns, $"{host} has no address");
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new ConnectRefusedException(Reason.Dns, $"{host}: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // Nobody waits any more, or the connect timeout has passed while the name servers kept silent.
            throw new ConnectRefusedException(Reason.Dns, $"{host}: the name servers do not answer");
        }
    }

    /// <summary>RFC 8305, 4: a family that leads nowhere must not use up all the time.</summary>
    private static List<IPAddress> AlternateFamilies(List<IPAddress> addresses)
    {
        var first = addresses[0].AddressFamily;
        return addresses
            .Where(a => a.AddressFamily == first).Select((a, i) => (a, Place: 2 * i))
            .Concat(addresses.Where(a => a.AddressFamily != first).Select((a, i) => (a, Place: (2 * i) + 1)))
            .OrderBy(pair => pair.Place).Select(pair => pair.a).ToList();
    }

    /// <summary>Starts the attempts one after another, the next when one fails or takes long; the first that succeeds wins.</summary>
    private async Task<Socket> RaceAsync(List<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<Socket>>();
        var next = 0;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (next < addresses.Count) running.Add(OpenAsync(addresses[next++], port, race.Token));
                var deadline = next < addresses.Count ? AttemptDelay : Timeout.InfiniteTimeSpan;
                var ended = await Task.WhenAny(running.Cast<Task>().Append(Task.Delay(deadline, time, race.Token)));
                if (ended is not Task<Socket> attempt) continue;
                running.Remove(attempt);
                if (attempt.IsCompletedSuccessfully || (running.Count == 0 && next == addresses.Count)) return await attempt;
                _ = attempt.Exception;
            }
        }
        finally
        {
            await race.CancelAsync();
            foreach (var loser in running) _ = CloseAsync(loser);
        }
    }

    private static async Task CloseAsync(Task<Socket> loser)
    {
        try
        {
            (await loser).Dispose();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // It lost by failing.
        }
    }

    private static async Task<Socket> OpenAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>Why no connection was tried; carried through the HTTP handler, which takes only exceptions.</summary>
internal sealed class ConnectRefusedException(Reason reason, string detail) : IOException(detail)
{
    public FetchFailure Failure { get; } = new(reason, detail);
}

/// <summary>DNS, as one question.</summary>
public interface INameResolver
{
    /// <summary>All addresses of <paramref name="host"/>.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name has none, or could not be looked up.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>The names that the operating system knows.</summary>
public sealed class SystemNames : INameResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, cancellationToken);
}
