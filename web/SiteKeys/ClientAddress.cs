using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.SiteKeys;

/// <summary>
/// Where a request comes from, as far as it can be known. Whoever lies about it is counted under another name and gains nothing else: it is
/// for counting failures alone.
/// </summary>
internal static class ClientAddress
{
    private const string ForwardedFor = "X-Forwarded-For";

    /// <summary>What one customer of a provider has, in bytes.</summary>
    private const int V6Network = 8;

    public static string Of(HttpRequest request)
    {
        foreach (var text in request.Headers[ForwardedFor].ToString().Split(',', StringSplitOptions.TrimEntries).Reverse())
        {
            // The last that a proxy of ours doesn't stand at itself.
            if (IPEndPoint.TryParse(text, out var end) && !IsOurs(end.Address)) return NameOf(end.Address);
        }

        return request.HttpContext.Connection.RemoteIpAddress is { } remote ? NameOf(remote) : "unknown";
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
