using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>What is measured is the process: these run alone.</summary>
[Collection(Alone.Name)]
public sealed class FetchMemoryTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_bomb_takes_no_more_memory_than_a_large_page(string coding)
    {
        var bomb = HostileAnswerTests.Bomb(coding, 256 * 1024 * 1024);
        await using var site = RawSite.Saying([
            .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {bomb.Length}\r\n\r\n"), .. bomb
        ]);
        using var fetcher = LoopbackFetcher.Create();
        var before = GC.GetTotalAllocatedBytes();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(BodyEnd.TooLarge, fetched.End);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 32 * 1024 * 1024);
    }

    [Fact]
    public async Task A_large_declared_length_rents_no_memory_ahead()
    {
        await using var site = RawSite.Saying("HTTP/1.1 200 OK\r\nContent-Length: 4000000000000\r\n\r\nhello");
        using var fetcher = LoopbackFetcher.Create();
        var before = GC.GetTotalAllocatedBytes();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal((BodyEnd.Cut, 5), (fetched.End, fetched.Body.Length));
        Assert.True(GC.GetTotalAllocatedBytes() - before < 4 * 1024 * 1024);
    }

    [Fact]
    public async Task Large_pages_one_after_another_take_no_more_memory_than_one()
    {
        var page = new byte[4 * 1024 * 1024];
        new Random(1).NextBytes(page);
        var site = RawSite.Saying([.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {page.Length}\r\n\r\n"), .. page]);
        await using var _ = site;
        using var fetcher = LoopbackFetcher.Create();
        await FetchAsync(2);
        var before = GC.GetTotalAllocatedBytes();

        await FetchAsync(20);

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 16 * 1024 * 1024);

        async Task FetchAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);
                Assert.True(fetched.Body.Span.SequenceEqual(page));
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Bodies_about_as_large_as_those_that_need_a_place_arrive_side_by_side(int more)
    {
        var page = new byte[BodyRoom.Small + more];
        new Random(1).NextBytes(page);
        await using var site = RawSite.Saying(
            [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {page.Length}\r\n\r\n"), .. page]);
        using var fetcher = LoopbackFetcher.Create(LoopbackFetcher.Options with { MaxLargeBodies = 1 });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);
            Assert.True(fetched.Body.Span.SequenceEqual(page));
        }));
    }

    [Fact]
    public async Task Fetching_again_and_again_leaves_nothing_behind()
    {
        await using var site = await LoopbackSite.StartAsync(new string('x', 68_000) + "</html>");
        using var fetcher = LoopbackFetcher.Create();
        await FetchAsync(200);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await FetchAsync(1_000);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 * 1024 * 1024);

        async Task FetchAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);
                Assert.Equal(BodyEnd.Whole, fetched.End);
            }
        }
    }
}
