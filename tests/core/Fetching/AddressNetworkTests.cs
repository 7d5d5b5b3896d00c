using System.Net;
using LinkWatch.Fetching;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Fetching;

public sealed class AddressNetworkTests
{
    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24")]
    [InlineData("64:ff9b::cb00:714d", "203.0.113.0/24")]
    [InlineData("2a00:1450:4001:82a::200e", "2a00:1450:4001::/48")]
    public void It_is_what_usually_belongs_to_one_operator(string address, string network) =>
        Assert.Equal(network, AddressNetwork.Of(IPAddress.Parse(address)));

    [Fact]
    public async Task An_answer_has_the_network_that_its_connection_went_to_also_when_it_is_used_again()
    {
        await using var site = await LoopbackSite.StartAsync("<html></html>");
        using var fetcher = LoopbackFetcher.Create(names: StubNames.Of("127.0.0.1"));
        foreach (var host in new[] { "a.example", "A.example", "127.0.0.1" })
        {
            var url = WebUrl.Parse($"http://{host}:{site.Url("/").Port}/");
            using var fetched = await fetcher.FetchAsync(url, null, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

            Assert.Equal((200, "127.0.0.0/24"), (fetched.HttpStatus, fetched.Network));
        }
    }

    [Fact]
    public async Task What_did_not_answer_has_none()
    {
        await using var forbidden = RawSite.Forbidden();
        using var fetcher = LoopbackFetcher.Create(names: StubNames.Of("127.0.0.2"));

        using var fetched = await fetcher.FetchAsync(
            WebUrl.Parse($"http://a.example:{forbidden.Port}/"), null, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Null(fetched.Network);
    }
}
