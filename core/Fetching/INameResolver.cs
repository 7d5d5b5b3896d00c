using System.Net;

namespace LinkWatch.Fetching;

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
