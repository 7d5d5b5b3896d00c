using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>Pages that no longer end as they used to, all framed whole, over days.</summary>
public sealed class PageEndingTests
{
    private const string Url = "https://blog.example/post";
    private const string Link = "<p>Buy it at <a href=\"https://shop.example/\">the shop</a>.</p>";
    private const string Closing = "</article></main></body></html>";

    private static readonly string Article = string.Concat(Enumerable.Repeat("<p>The kettle on the hill sings to the river.</p>\n", 60));

    private static readonly string Top = "<!doctype html><html><head><title>Tea notes</title></head><body><main><article>"
        + "<p>Sources: <a href='https://a.example/'>a</a>, <a href='https://b.example/'>b</a>, <a href='https://c.example/'>c</a>, "
        + $"<a href='https://d.example/'>d</a>.</p>{Article}";

    private static readonly string Whole = Top + Link + Closing;

    /// <summary>What the page becomes, without the link each time, and framed whole.</summary>
    public static TheoryData<string> Broken =>
    [
        Top + "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function shop() in /www/post.php:12\nStack trace:\n#0 "
            + "{main}\n  thrown in <b>/www/post.php</b> on line <b>12</b><br />\n",
        Top + "<p>Buy it at <a hre",
        Top + "<p>Buy it at ",
        Top + "<p>Buy it at</p>",
        Top + "<p>Buy it at</p></article>",
        Top + "<p>Buy it at</p></article></main>\n",
        Top + "<!-- shop -->",
        Top + "Something unheard of happened in module 7.",
        Top + "<p>Uncaught exception</p>",
        Top[..^400],
        Top[..(Top.Length / 2)],
        Top[..300],
        "<!doctype html><html><head>",
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_page_that_used_to_be_closed_and_breaks_off_is_unknown_for_days(string broken)
    {
        await using var blog = await Blog.StartAsync();
        blog.Sends(Whole);
        await blog.LiveAsync(days: 2);
        Assert.Equal(Status.Live, await blog.StatusAsync());

        blog.Sends(broken);
        await blog.LiveAsync(days: 10);

        Assert.Equal(Status.Live, await blog.StatusAsync());
        Assert.Equal(Status.Unknown, (await blog.LastAsync()).Status);
        Assert.DoesNotContain(await blog.Pipeline.HistoryAsync(), row => row.Change.New == Status.Lost);
    }

    [Fact]
    public async Task A_closed_page_without_the_link_has_lost_it_in_a_day()
    {
        await using var blog = await Blog.StartAsync();
        blog.Sends(Whole);
        await blog.LiveAsync(days: 2);

        blog.Sends(Top + Closing);
        await blog.LiveAsync(days: 2);

        Assert.Equal(Status.Lost, await blog.StatusAsync());
    }

    [Fact]
    public async Task A_page_that_was_never_closed_has_lost_the_link_in_a_day()
    {
        await using var blog = await Blog.StartAsync();
        blog.Sends(Top + Link + "</article></main>");
        await blog.LiveAsync(days: 2);

        blog.Sends(Top + "</article></main>");
        await blog.LiveAsync(days: 2);

        Assert.Equal(Status.Lost, await blog.StatusAsync());
    }

    [Fact]
    public async Task A_template_that_drops_its_closing_tags_delays_a_loss_and_hides_none()
    {
        await using var blog = await Blog.StartAsync();
        blog.Sends(Whole);
        await blog.LiveAsync(days: 2);

        blog.Sends(Top + Link + "</article></main>");
        await blog.LiveAsync(days: 5);
        Assert.Equal(Status.Live, await blog.StatusAsync());

        blog.Sends(Top + "</article></main>");
        await blog.LiveAsync(days: 8);
        Assert.Equal(Status.Live, await blog.StatusAsync());
        await blog.LiveAsync(days: 4);
        Assert.Equal(Status.Lost, await blog.StatusAsync());
    }

    [Fact]
    public async Task A_page_that_lacks_more_is_waited_for_longer()
    {
        await using var blog = await Blog.StartAsync();
        blog.Sends(Whole);
        await blog.LiveAsync(days: 2);

        blog.Sends(Top[..(Top.Length / 2)]);
        await blog.LiveAsync(days: 28);
        Assert.Equal(Status.Live, await blog.StatusAsync());
        await blog.LiveAsync(days: 8);

        Assert.Equal(Status.Lost, await blog.StatusAsync());
        Assert.Contains(await blog.Pipeline.HistoryAsync(), row => row.Change.Kind == ChangeKind.Unverifiable);
    }

    [Fact]
    public async Task One_closed_reading_begins_the_wait_anew()
    {
        await using var blog = await Blog.StartAsync();
        blog.Sends(Whole);
        await blog.LiveAsync(days: 2);
        for (var round = 0; round < 4; round++)
        {
            blog.Sends(Top);
            await blog.LiveAsync(days: 10);
            blog.Sends(Whole);
            await blog.LiveAsync(days: 2);
        }

        Assert.Equal(Status.Live, await blog.StatusAsync());
        Assert.DoesNotContain(await blog.Pipeline.HistoryAsync(), row => row.Change.New == Status.Lost);
        Assert.Equal(new PageEnding(IsClosed: true, null), (await blog.PageAsync()).Known!.Ending);
    }

    [Fact]
    public async Task Another_page_in_its_place_is_told_whether_it_is_closed_or_not()
    {
        await using var blog = await Blog.StartAsync();
        blog.Sends(Whole);
        await blog.LiveAsync(days: 2);

        blog.Sends("<title>Page not found</title><h1>Page not found</h1><p>Nothing is here.</p>");
        await blog.LiveAsync(days: 5);

        Assert.Equal(Status.Lost, await blog.StatusAsync());
        Assert.Contains(Reason.PageReplaced, (await blog.PageAsync()).Links[0].State.Reasons);
    }

    /// <summary>What lies behind the cut is unknown: the rest of the anchor, and a better link to the same address.</summary>
    [Theory]
    [InlineData("<p>Buy it at <a href=\"https://shop.example/\">the sh")]
    [InlineData("<p>Buy it at <a href=\"https://shop.example/\">the sh</a><a hre")]
    public async Task An_anchor_that_is_cut_off_is_no_news(string last)
    {
        await using var blog = await Blog.StartAsync();
        blog.Sends(Whole);
        await blog.LiveAsync(days: 2);

        blog.Sends(Top + last);
        await blog.LiveAsync(days: 5);

        Assert.Equal(Status.Live, (await blog.LastAsync()).Status);
        Assert.DoesNotContain(await blog.Pipeline.HistoryAsync(), row => row.Change.Kind == ChangeKind.Detail);
    }

    [Fact]
    public void A_row_without_the_field_is_of_a_page_whose_end_is_not_known()
    {
        var old = Json.Read<KnownPage>("""{"finalUrl":"https://blog.example/post"}""");
        Assert.Null(old.Ending);
        Assert.Equal(PageEnd.Unknown, Page.Without.Reading!.End);
        Assert.Equal("lost: link-removed", (Page.Without with { Ending = old.Ending }).Judged().Says());
    }

    [Fact]
    public async Task The_end_is_kept_with_what_is_written_anyway()
    {
        await using var blog = await Blog.StartAsync();
        blog.Sends(Whole);
        await blog.LiveAsync(days: 1);
        var before = (await blog.PageAsync()).Known!;
        await blog.LiveAsync(days: 3);

        Assert.Equal(new PageEnding(IsClosed: true, null), before.Ending);
        Assert.Equal(Json.Write(before with { ReadAt = default }), Json.Write((await blog.PageAsync()).Known! with { ReadAt = default }));
    }

    /// <summary>The whole pipeline with real readers; only the network is left out.</summary>
    private sealed class Blog : IAsyncDisposable
    {
        private readonly BodyReaders readers;
        private readonly FakeWeb web = new();

        private Blog(TestPipeline pipeline)
        {
            Pipeline = pipeline;
            var time = TimeProvider.System;
            readers = new BodyReaders(new Scanner(), new AngleSharpReader(time), new HtmlAgilityPackReader(time), trees: 1);
            var visitor = new PageVisitor(web, web, readers, new RecentFrontPages(), pipeline.Time, NullLogger<PageVisitor>.Instance);
            pipeline.Web.Say(Url, request => visitor.VisitAsync(request, TestContext.Current.CancellationToken).GetAwaiter().GetResult());
        }

        public TestPipeline Pipeline { get; }

        public static async Task<Blog> StartAsync()
        {
            var blog = new Blog(await TestPipeline.StartAsync());
            await blog.Pipeline.TrackAsync(Url);
            return blog;
        }

        public void Sends(string html) => web.Answer(Url, 200, html);

        public Task LiveAsync(int days) => Pipeline.LiveAsync(TimeSpan.FromDays(days));

        public async Task<Status?> StatusAsync() => (await Pipeline.LinkAsync(Url)).Status;

        public Task<LinkWatch.Storage.PageRow> PageAsync() => Pipeline.PageAsync(Url);

        public async Task<LinkReading> LastAsync() => (await PageAsync()).Links[0].LastReading!;

        public async ValueTask DisposeAsync()
        {
            readers.Dispose();
            await Pipeline.DisposeAsync();
        }
    }
}
