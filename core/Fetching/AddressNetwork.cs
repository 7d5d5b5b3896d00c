using System.Net;
using System.Net.Sockets;

namespace LinkWatch.Fetching;

/// <summary>The network that an address is in: as much of one as usually belongs to one operator.</summary>
internal static class AddressNetwork
{
    private const int BitsOfIPv4 = 24;
    private const int BitsOfIPv6 = 48;

    /// <summary>Such as <c>203.0.113.0/24</c> or <c>2001:db8:7::/48</c>; of an address that carries an IPv4 address, that one's.</summary>
    public static string Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : AddressRules.Embedded(address) ?? address;
        var bytes = plain.GetAddressBytes();
        var bits = plain.AddressFamily == AddressFamily.InterNetwork ? BitsOfIPv4 : BitsOfIPv6;
        bytes.AsSpan(bits / 8).Clear();
        return new IPNetwork(new IPAddress(bytes), bits).ToString();
    }
}
