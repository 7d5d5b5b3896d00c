using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.SiteKeys;

/// <summary>
/// Where a request comes from, as far as it can be known: what a proxy says of it counts only if the proxy is on this machine or in a
/// private network. It is for limits alone; nothing is opened by it.
/// </summary>
internal static class ClientAddress
{
    private const string ForwardedFor = "X-Forwarded-For";

    /// <summary>What one customer of a provider has, in bytes.</summary>
    private const int V6Network = 8;

    public static string Of(HttpRequest request)
    {
        var remote = request.HttpContext.Connection.RemoteIpAddress;
        if (remote is not null && !IsOurs(remote)) return NameOf(remote);
        foreach (var text in request.Headers[ForwardedFor].ToString().Split(',', StringSplitOptions.TrimEntries).Reverse())
        {
            // What stands before a word that no proxy of ours can have written is anybody's.
            if (!IPEndPoint.TryParse(text, out var end)) break;
            if (!IsOurs(end.Address)) return NameOf(end.Address);
        }

        return remote is null ? "unknown" : NameOf(remote);
    }

    private static string NameOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? address.ToString()
            : Convert.ToHexStringLower(address.GetAddressBytes(), 0, V6Network);
    }

    private static bool IsOurs(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal) return true;
        return address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is
            [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..];
    }
}
