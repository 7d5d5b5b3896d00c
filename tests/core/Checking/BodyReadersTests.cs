using LinkWatch.Checking;
using LinkWatch.Html;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Checking;

public sealed class BodyReadersTests
{
    private static readonly PageSource Source = new(Page.Source, new byte[] { 1 }, null, [Page.Target]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_scanner_stands_where_it_sees_every_target()
    {
        Assert.NotNull(Scan(Page.Reading(Page.Link())));
        Assert.NotNull(Scan(Page.Reading(Page.Link(rel: "nofollow"))));
        Assert.Null(Scan(Page.Reading()));
        Assert.Null(Scan(Page.Reading(Page.Link("https://shop.example/other"))));
        Assert.Null(Scan(null));
    }

    [Fact]
    public void A_parser_decides_on_pages_that_send_on() =>
        Assert.Null(Scan(Page.Reading(Page.Link()) with
        {
            Refresh = new LinkWatch.Html.MetaRefresh(5, WebUrl.Parse("https://blog.example/"), "<meta>")
        }));

    [Fact]
    public async Task No_more_trees_are_built_at_once_than_allowed()
    {
        var (entered, leave) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        var busy = new Doing(() =>
        {
            entered.Release();
            leave.Wait(Token);
            return Page.Reading();
        });
        using var readers = new BodyReaders(busy, busy, busy, trees: 1);

        var first = Task.Run(() => readers.DecideAsync(Source, Token), Token);
        await entered.WaitAsync(Token);
        var second = readers.AskAgainAsync(Source, Token);

        Assert.False(second.IsCompleted);
        Assert.Equal(0, entered.CurrentCount);
        leave.Release(2);
        Assert.NotNull((await first).Reading);
        Assert.NotNull((await second).Reading);
    }

    [Fact]
    public async Task A_reader_that_is_asked_to_stop_stops()
    {
        using var stop = new CancellationTokenSource();
        using var readers = new BodyReaders(new Doing(() => null), new Doing(() =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        }), new Doing(() => null), trees: 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => readers.DecideAsync(Source, stop.Token));
        Assert.Equal("the reader abstains", (await readers.AskAgainAsync(Source, Token)).Why);
    }

    private static PageReading? Scan(PageReading? reading)
    {
        using var readers = new BodyReaders(new Doing(() => reading), new Doing(() => null), new Doing(() => null), trees: 1);
        return readers.Scan(Source, Token);
    }

    private sealed class Doing(Func<PageReading?> what) : IPageReader
    {
        public PageReading? Read(PageSource source, CancellationToken cancellationToken) => what();
    }
}
