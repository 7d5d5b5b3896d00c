using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Urls;

public sealed class UrlHostTests
{
    [Theory]
    [InlineData("EXAMPLE.com", "example.com")]
    [InlineData("ex%41mple.com", "example.com")]
    [InlineData("faß.example", "xn--fa-hia.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("Ħ.example", "xn--1ea.example")]
    [InlineData("ẞ.example", "xn--zca.example")]
    [InlineData("ςϑ.example", "xn--txat.example")]
    [InlineData("％４１.example", null)]
    [InlineData("ＥＸ①.example", "ex1.example")]
    [InlineData("a。b．c｡d", "a.b.c.d")]
    [InlineData("a\u00ad.\u200bb", "a.b")]
    [InlineData("\u00ad", null)]
    [InlineData("é..\u00ad.b", "xn--9ca...b")]
    [InlineData("-é-.--é", "xn-----bja.xn-----cja")]
    [InlineData("ab--é", "xn--ab---epa")]
    [InlineData("💩", "xn--ls8h")]
    [InlineData("xn--ls8h.é", "xn--ls8h.xn--9ca")]
    [InlineData("xn--pokxncvks", "xn--pokxncvks")]
    [InlineData("xn--pokxncvks.é", null)]
    [InlineData("xn--é", null)]
    [InlineData("क्\u200dष", "xn--11b2ezcw70k")]
    [InlineData("a\u200db", null)]
    [InlineData("\u0301a", null)]
    [InlineData("℀", null)]
    [InlineData("\ufffd", null)]
    [InlineData("\ud800", null)]
    [InlineData("é b", null)]
    [InlineData("%ff", null)]
    public void Names_become_lower_case_ascii_or_fail(string host, string? expected) =>
        Assert.Equal(expected, Parse(host));

    [Fact]
    public void A_long_label_is_not_refused_for_its_length() =>
        Assert.StartsWith("xn--", Parse(new string('é', 70)), StringComparison.Ordinal);

    [Theory]
    [InlineData("127.1", "127.0.0.1")]
    [InlineData("0x7f.0.0.1", "127.0.0.1")]
    [InlineData("0177.0.0.1", "127.0.0.1")]
    [InlineData("2130706433", "127.0.0.1")]
    [InlineData("0x", "0.0.0.0")]
    [InlineData("1.2.3.4.", "1.2.3.4")]
    [InlineData("１２７．０．０．①", "127.0.0.1")]
    [InlineData("%31%32%37.0.0.1", "127.0.0.1")]
    [InlineData("1.2.3", "1.2.0.3")]
    [InlineData("4294967295", "255.255.255.255")]
    [InlineData("4294967296", null)]
    [InlineData("99999999999999999999999", null)]
    [InlineData("256.1.1.1", null)]
    [InlineData("1.2.3.256", null)]
    [InlineData("1.2.65536", null)]
    [InlineData("1..2", null)]
    [InlineData("1.2.3.4.5", null)]
    [InlineData("1.2.3.08", null)]
    [InlineData("example.1", null)]
    [InlineData("example.0x1f", null)]
    [InlineData("example.0xg", "example.0xg")]
    [InlineData("1.2.3.4..", "1.2.3.4..")]
    public void A_name_that_ends_in_a_number_is_an_ipv4_address_or_fails(string host, string? expected) =>
        Assert.Equal(expected, Parse(host));

    [Theory]
    [InlineData("[::]", "[::]")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("[1::]", "[1::]")]
    [InlineData("[2001:DB8:0:0:1:0:0:1]", "[2001:db8::1:0:0:1]")]
    [InlineData("[1:0:0:2:0:0:0:3]", "[1:0:0:2::3]")]
    [InlineData("[1:0:2:3:4:5:6:7]", "[1:0:2:3:4:5:6:7]")]
    [InlineData("[::ffff:192.168.0.1]", "[::ffff:c0a8:1]")]
    [InlineData("[1:2:3:4:5:6:7::]", "[1:2:3:4:5:6:7:0]")]
    [InlineData("[0001::0]", "[1::]")]
    [InlineData("[]", null)]
    [InlineData("[:]", null)]
    [InlineData("[:1:2:3:4:5:6:7]", null)]
    [InlineData("[1:2:3:4:5:6:7]", null)]
    [InlineData("[1:2:3:4:5:6:7:8:9]", null)]
    [InlineData("[::1:2:3:4:5:6:7:8]", null)]
    [InlineData("[1::2:3:4:5:6:7:8]", null)]
    [InlineData("[1::2::3]", null)]
    [InlineData("[12345::]", null)]
    [InlineData("[::1.2.3]", null)]
    [InlineData("[::1.2.3.04]", null)]
    [InlineData("[::1.2.3.256]", null)]
    [InlineData("[::1.2.3.4.5]", null)]
    [InlineData("[::1.2.3.4:5]", null)]
    [InlineData("[1:2:3:4:5:6:7:1.2.3.4]", null)]
    [InlineData("[::%31]", null)]
    [InlineData("[fe80::1%25eth0]", null)]
    public void An_ipv6_address_is_compressed_or_fails(string host, string? expected) => Assert.Equal(expected, Parse(host));

    private static string? Parse(string host) => WebUrl.TryParse($"http://{host}/", out var url) ? url.Host : null;
}
