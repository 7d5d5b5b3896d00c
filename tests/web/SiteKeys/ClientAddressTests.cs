using System.Net;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Web.SiteKeys;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "", "192.0.2.1")]
    [InlineData("127.0.0.1", "192.0.2.7", "192.0.2.7")]
    [InlineData("127.0.0.1", "198.51.100.9, 192.0.2.7:4711, 10.1.2.3", "192.0.2.7")]
    [InlineData("127.0.0.1", "unknown, , 172.16.0.1", "127.0.0.1")]
    [InlineData("192.0.2.1", "198.51.100.9", "192.0.2.1")]
    [InlineData("127.0.0.1", "198.51.100.9, forged", "127.0.0.1")]
    [InlineData("::ffff:10.1.2.3", "198.51.100.9", "198.51.100.9")]
    [InlineData("::ffff:192.0.2.1", "", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "", "20010db800010002")]
    [InlineData("127.0.0.1", "[2001:db8:1:2:ffff::1]:443", "20010db800010002")]
    public void It_is_the_last_that_no_proxy_of_ours_stands_at_and_whoever_is_none_names_nobody(
        string remote, string forwarded, string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        http.Request.Headers["X-Forwarded-For"] = forwarded;

        Assert.Equal(address, ClientAddress.Of(http.Request));
    }
}
