using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>
/// Which addresses a fetch may connect to: the public internet, and what was opened explicitly. Pure.
/// After the IANA special-purpose registries (RFC 6890) and the addresses at which clouds keep their secrets.
/// </summary>
/// <param name="opened">Ranges that may be connected to whatever the rules say, on any port.</param>
public sealed class AddressRules(IReadOnlyList<IPNetwork> opened)
{
    private static readonly (IPNetwork Range, string Name)[] Forbidden =
    [
        Row("0.0.0.0/8", "this network"),
        Row("10.0.0.0/8", "private"),
        Row("100.64.0.0/10", "carrier-grade NAT"),
        Row("127.0.0.0/8", "loopback"),
        Row("168.63.129.16/32", "the Azure host"),
        Row("169.254.0.0/16", "link-local"),
        Row("172.16.0.0/12", "private"),
        Row("192.0.0.0/24", "protocol assignments"),
        Row("192.0.2.0/24", "documentation"),
        Row("192.31.196.0/24", "AS112"),
        Row("192.52.193.0/24", "AMT"),
        Row("192.88.99.0/24", "6to4 relays"),
        Row("192.168.0.0/16", "private"),
        Row("192.175.48.0/24", "AS112"),
        Row("198.18.0.0/15", "benchmarking"),
        Row("198.51.100.0/24", "documentation"),
        Row("203.0.113.0/24", "documentation"),
        Row("224.0.0.0/4", "multicast"),
        Row("240.0.0.0/4", "reserved"),
        Row("2001::/23", "protocol assignments and Teredo"),
        Row("2001:db8::/32", "documentation"),
        Row("2620:4f:8000::/48", "AS112"),
        Row("3fff::/20", "documentation"),
    ];

    /// <summary>
    /// All public IPv6 addresses lie here; loopback, unique-local, link-local, site-local, multicast, discard,
    /// segment-routing and local NAT64 addresses lie outside, and so will whatever is set aside next.
    /// </summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Prefixes of IPv6 addresses that carry an IPv4 address, and the byte at which it starts.</summary>
    private static readonly (IPNetwork Prefix, int Offset)[] Embeddings =
    [
        (IPNetwork.Parse("::/96"), 12),              // IPv4-compatible (RFC 4291 2.5.5.1); also :: and ::1, which 0/8 then refuses
        (IPNetwork.Parse("::ffff:0:0/96"), 12),      // IPv4-mapped
        (IPNetwork.Parse("::ffff:0:0:0/96"), 12),    // IPv4-translated (RFC 2765)
        (IPNetwork.Parse("64:ff9b::/96"), 12),       // NAT64 (RFC 6052)
        (IPNetwork.Parse("2002::/16"), 2),           // 6to4 (RFC 3056)
    ];

    /// <summary>
    /// Ports that browsers refuse (the Fetch standard's list, https://fetch.spec.whatwg.org/#port-blocking):
    /// services that may take HTTP for their own protocol.
    /// </summary>
    private static readonly HashSet<int> BadPorts =
    [
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115,
        117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587,
        601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
        6697, 10080,
    ];

    /// <summary>Whether <paramref name="address"/> was opened explicitly.</summary>
    public bool IsOpened(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var range in opened)
        {
            if (range.Contains(plain)) return true;
        }

        return false;
    }

    /// <summary>Why no connection to <paramref name="address"/> and <paramref name="port"/> may be opened, or null if it may.</summary>
    public string? WhyForbidden(IPAddress address, int port)
    {
        if (IsOpened(address)) return null;
        if (Special(address) is { } name) return $"{address} is not public ({name})";
        return BadPorts.Contains(port) ? $"port {port} belongs to another protocol" : null;
    }

    /// <summary>Why <paramref name="url"/> can never be visited, as far as that is known without asking DNS; null if it is not.</summary>
    public string? WhyForbidden(WebUrl url)
    {
        if (IsLocalhost(url.Host)) return WhyForbidden(IPAddress.Loopback, url.Port);
        return IPAddress.TryParse(url.Host, out var address) ? WhyForbidden(address, url.Port) : null;
    }

    /// <summary>RFC 6761, 6.3: these names are loopback whatever DNS says.</summary>
    public static bool IsLocalhost(string host)
    {
        var name = host.AsSpan().TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads <c>10.0.0.0/8</c>, <c>fd00::/8</c> or a single address; bits behind the prefix are ignored.</summary>
    public static bool TryParseRange(string text, out IPNetwork range)
    {
        range = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)) return false;
        var bytes = address.GetAddressBytes();
        var length = bytes.Length * 8;
        if (slash >= 0 && !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length)) return false;
        if (length > bytes.Length * 8) return false;
        for (var bit = length; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        range = new IPNetwork(new IPAddress(bytes), length);
        return true;
    }

    private static string? Special(IPAddress address)
    {
        if (Embedded(address) is { } inner) return Special(inner);
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !GlobalUnicast.Contains(address)) return "outside 2000::/3";
        foreach (var (range, name) in Forbidden)
        {
            if (range.Contains(address)) return name;
        }

        return null;
    }

    /// <summary>The IPv4 address that an IPv6 address carries; null if it carries none.</summary>
    internal static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return null;
        foreach (var (prefix, offset) in Embeddings)
        {
            if (prefix.Contains(address)) return new IPAddress(address.GetAddressBytes().AsSpan(offset, 4));
        }

        return null;
    }

    private static (IPNetwork Range, string Name) Row(string range, string name) => (IPNetwork.Parse(range), name);
}

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
