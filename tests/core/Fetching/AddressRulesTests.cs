using System.Net;
using LinkWatch.Fetching;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Fetching;

public sealed class AddressRulesTests
{
    private static readonly AddressRules Rules = new([]);

    [Fact]
    public void Every_address_of_the_suite_is_judged_right()
    {
        int right = 0, all = 0;
        var wrong = new List<string>();
        foreach (var line in Suites.Lines("addresses.jsonl"))
        {
            var text = line.GetProperty("address").GetString()!;
            var host = WebUrl.Parse($"http://{(text.Contains(':') && text[0] != '[' ? $"[{text}]" : text)}/").Host;
            var forbidden = Rules.WhyForbidden(IPAddress.Parse(text), 443) is not null;
            var forbiddenAsHost = Rules.WhyForbidden(IPAddress.Parse(host), 443) is not null;
            all++;
            if (forbidden == line.GetProperty("forbidden").GetBoolean() && forbidden == forbiddenAsHost) right++;
            else wrong.Add(text);
        }

        Suites.Score("addresses", right, all);
        Assert.Empty(wrong);
        Assert.Equal(238, all);
    }

    /// <summary>The ranges as the requirements list them, not as the code does.</summary>
    [Theory]
    [InlineData("0.0.0.0/8")]
    [InlineData("10.0.0.0/8")]
    [InlineData("100.64.0.0/10")]
    [InlineData("127.0.0.0/8")]
    [InlineData("169.254.0.0/16")]
    [InlineData("172.16.0.0/12")]
    [InlineData("192.0.0.0/24")]
    [InlineData("192.0.2.0/24")]
    [InlineData("192.88.99.0/24")]
    [InlineData("192.168.0.0/16")]
    [InlineData("198.18.0.0/15")]
    [InlineData("198.51.100.0/24")]
    [InlineData("203.0.113.0/24")]
    [InlineData("224.0.0.0/4")]
    [InlineData("240.0.0.0/4")]
    [InlineData("192.31.196.0/24")]
    [InlineData("192.52.193.0/24")]
    [InlineData("192.175.48.0/24")]
    [InlineData("168.63.129.16/32")]
    [InlineData("::/128")]
    [InlineData("::1/128")]
    [InlineData("fc00::/7")]
    [InlineData("fe80::/10")]
    [InlineData("fec0::/10")]
    [InlineData("ff00::/8")]
    [InlineData("2001:db8::/32")]
    [InlineData("2001::/23")]
    [InlineData("3fff::/20")]
    [InlineData("5f00::/16")]
    [InlineData("64:ff9b:1::/48")]
    [InlineData("100::/64")]
    [InlineData("100:0:0:1::/64")]
    [InlineData("2620:4f:8000::/48")]
    public void A_special_range_is_refused_from_its_first_address_to_its_last(string range)
    {
        var network = IPNetwork.Parse(range);
        Assert.NotNull(Rules.WhyForbidden(network.BaseAddress, 443));
        Assert.NotNull(Rules.WhyForbidden(Last(network), 443));
    }

    [Theory]
    [InlineData("1.0.0.0")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("168.63.129.15")]
    [InlineData("168.63.129.17")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("191.255.255.255")]
    [InlineData("192.0.1.0")]
    [InlineData("192.0.3.0")]
    [InlineData("192.88.98.255")]
    [InlineData("192.88.100.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("198.51.99.255")]
    [InlineData("198.51.101.0")]
    [InlineData("203.0.112.255")]
    [InlineData("203.0.114.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2000::1")]
    [InlineData("2001:200::1")]
    [InlineData("2001:db7:ffff::1")]
    [InlineData("2001:db9::1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2620:4f:7fff::1")]
    [InlineData("2620:4f:8001::1")]
    [InlineData("2a00:1450:4001:81b::200e")]
    [InlineData("3ffe::1")]
    [InlineData("3fff:1000::1")]
    public void Public_addresses_beside_special_ones_are_not_refused(string address) =>
        Assert.Null(Rules.WhyForbidden(IPAddress.Parse(address), 443));

    [Theory]
    [InlineData("::{0}")]
    [InlineData("::ffff:{0}")]
    [InlineData("::ffff:0:{0}")]
    [InlineData("64:ff9b::{0}")]
    public void IPv4_inside_IPv6_is_judged_as_IPv4(string form)
    {
        Assert.NotNull(Judge("169.254.169.254"));
        Assert.NotNull(Judge("127.0.0.1"));
        Assert.Null(Judge("8.8.8.8"));

        string? Judge(string inner) => Rules.WhyForbidden(IPAddress.Parse(string.Format(form, inner)), 443);
    }

    [Theory]
    [InlineData("2002:7f00:1::", true)]
    [InlineData("2002:a9fe:a9fe::1", true)]
    [InlineData("2002:c0a8:101:1:2:3:4:5", true)]
    [InlineData("2002:808:808::1", false)]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", true)]
    public void Tunnels_are_judged_by_where_they_end(string address, bool forbidden) =>
        Assert.Equal(forbidden, Rules.WhyForbidden(IPAddress.Parse(address), 443) is not null);

    [Fact]
    public void A_zone_does_not_hide_an_address() => Assert.NotNull(Rules.WhyForbidden(IPAddress.Parse("fe80::1%1"), 443));

    [Theory]
    [InlineData(0)]
    [InlineData(22)]
    [InlineData(25)]
    [InlineData(6379, false)]
    [InlineData(6667)]
    [InlineData(10080)]
    [InlineData(80, false)]
    [InlineData(8080, false)]
    [InlineData(65535, false)]
    public void Ports_that_browsers_refuse_are_refused(int port, bool forbidden = true) =>
        Assert.Equal(forbidden, Rules.WhyForbidden(IPAddress.Parse("8.8.8.8"), port) is not null);

    [Fact]
    public void What_was_opened_is_open_on_any_port_and_nothing_else_is()
    {
        var rules = new AddressRules([IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("fd00::/8")]);

        Assert.Null(rules.WhyForbidden(IPAddress.Parse("127.0.0.1"), 22));
        Assert.Null(rules.WhyForbidden(IPAddress.Parse("::ffff:127.0.0.1"), 22));
        Assert.Null(rules.WhyForbidden(IPAddress.Parse("fd12::1"), 80));
        Assert.NotNull(rules.WhyForbidden(IPAddress.Parse("10.0.0.1"), 80));
        Assert.NotNull(rules.WhyForbidden(IPAddress.Parse("::1"), 80));
        Assert.NotNull(rules.WhyForbidden(IPAddress.Parse("64:ff9b::127.0.0.1"), 80));
        Assert.NotNull(rules.WhyForbidden(IPAddress.Parse("8.8.8.8"), 22));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("127.0.0.1", "127.0.0.1/32")]
    [InlineData("::1", "::1/128")]
    [InlineData("fd00::1/9", "fd00::/9")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    public void A_range_is_read(string text, string range)
    {
        Assert.True(AddressRules.TryParseRange(text, out var network));
        Assert.Equal(range, network.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("::1/129")]
    [InlineData("localhost")]
    public void What_is_no_range_is_not_read(string text) => Assert.False(AddressRules.TryParseRange(text, out _));

    private static IPAddress Last(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < bytes.Length * 8; bit++) bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}
