using System.Collections.Concurrent;
using System.Globalization;
using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core;

/// <summary>A 404 is no news of a page if the host answers the same for its front page: real requests, through the real steps.</summary>
public sealed class FrontPageTests : IAsyncLifetime
{
    private const string Holding = "<title>Tea notes</title><p>All about tea.</p><a href=\"https://shop.example/\">shop</a>";
    private const string Nothing = "<html><head><title>Nothing here</title></head><body><h1>Nothing here</h1></body></html>";

    private readonly FakeTimeProvider time = FakeTime.Create();
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;
    private readonly ConcurrentQueue<DateTimeOffset> frontPageAsks = [];
    private int served;
    private Func<string, (int Status, string Body)> host = _ => (200, Holding);
    private LoopbackSite site = null!;

    private string Post => site.Url("/tea/first-notes").Href;

    private int FrontPagesAsked => frontPageAsks.Count;

    public async ValueTask InitializeAsync() => site = await LoopbackSite.StartAsync(context =>
    {
        var path = context.Request.Path.Value!;
        var (status, body) = path == "/robots.txt" ? (404, "") : host(path);
        served++;
        if (path == "/") frontPageAsks.Enqueue(time.GetUtcNow());
        context.Response.StatusCode = status;
        context.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/html; charset=utf-8";
        return context.Response.WriteAsync(Stamped(body, path));
    });

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(404, Nothing, 404, Nothing)]
    [InlineData(410, Nothing, 404, Nothing)]
    [InlineData(404, Nothing, 403, Nothing)]
    [InlineData(404, "", 404, "")]
    [InlineData(404, "Cannot GET {path}", 404, "Cannot GET {path}")]
    [InlineData(404, "<p>The URL {path} was not found on this server.", 404, "<p>The URL {path} was not found on this server.")]
    [InlineData(404, "{\"error\":\"none\",\"at\":\"{json}\",\"id\":{n}}", 404, "{\"error\":\"none\",\"at\":\"{json}\",\"id\":{n}}")]
    [InlineData(404, "<p>Nothing at {url}</p><i>{time}, request {id}</i>", 404, "<p>Nothing at {url}</p><i>{time}, request {id}</i>")]
    [InlineData(
        404, "<script nonce={id}>var t={n}</script><p nonce={id}>お探しのページは見つかりません {n}", 404,
        "<script nonce={id}>var t={n}</script><p nonce={id}>お探しのページは見つかりません {n}")]
    [InlineData(404, "<title>first notes not found</title><h1>Nobody home</h1>", 404, "<title>not found</title><h1>Nobody home</h1>")]
    [InlineData(
        404, "<p>There is nothing to see at this place, dear visitor. Try the oolong.", 404,
        "<p>There is nothing to see at this place, dear visitor. Try the sencha.")]
    public async Task A_page_that_is_gone_like_the_front_page_is_blocked_and_not_lost(
        int status, string body, int frontStatus, string front)
    {
        await using var pipeline = await StartAsync();
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        host = path => path == "/" ? (frontStatus, front) : (status, body);
        await pipeline.LiveAsync(TimeSpan.FromDays(12));

        var link = (await pipeline.PageAsync(Post)).Links[0];
        Assert.Equal((Status.Live, Status.Unknown), (link.State.Status, link.LastReading!.Status));
        Assert.Equal([Reason.Blocked], link.LastReading.Reasons);
        Assert.Contains(link.LastReading.Evidence, line => line.Contains(site.Url().Href, StringComparison.Ordinal));
        Assert.DoesNotContain(await pipeline.HistoryAsync(), row => row.Change.New == Status.Lost);
        Assert.Contains(await pipeline.HistoryAsync(), row => row.Change.Kind == ChangeKind.Unverifiable);
    }

    [Theory]
    [InlineData(200, "<title>The tea blog</title><p>Welcome.")]
    [InlineData(200, Nothing)]
    [InlineData(404, "<title>The tea blog</title><p>Nothing on the front page, but do look at our posts on tea.")]
    [InlineData(500, Nothing)]
    [InlineData(503, "")]
    public async Task A_page_that_is_gone_while_the_front_page_says_something_else_is_lost(int status, string front)
    {
        await using var pipeline = await StartAsync();
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        host = path => path == "/" ? (status, front) : (404, Nothing);
        await pipeline.LiveAsync(TimeSpan.FromDays(3));

        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Post)).Status);
    }

    [Fact]
    public async Task The_front_page_is_asked_once_a_day_whoever_asks_and_not_while_all_is_well()
    {
        string[] posts = [.. Enumerable.Range(0, 6).Select(i => site.Url($"/post/{i}").Href)];
        await using (var pipeline = await StartAsync(posts)) await pipeline.LiveAsync(TimeSpan.FromDays(3));
        Assert.Equal(0, FrontPagesAsked);

        host = _ => (404, Nothing);
        for (var day = 0; day < 5; day++)
        {
            // Each day another process.
            await using var pipeline = await StartAsync(posts);
            await pipeline.LiveAsync(TimeSpan.FromDays(1));
        }

        Assert.InRange(FrontPagesAsked, 4, 6);
        Assert.All(frontPageAsks.Zip(frontPageAsks.Skip(1)), asks => Assert.True(asks.Second - asks.First >= TimeSpan.FromHours(23)));
    }

    [Fact]
    public async Task A_loss_that_is_believed_is_not_asked_about_any_more()
    {
        await using var pipeline = await StartAsync();
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        host = path => path == "/" ? (200, "<p>Welcome.") : (404, Nothing);
        await pipeline.LiveAsync(TimeSpan.FromDays(4));
        var asked = FrontPagesAsked;

        await pipeline.LiveAsync(TimeSpan.FromDays(5));

        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Post)).Status);
        Assert.Equal(asked, FrontPagesAsked);
    }

    [Fact]
    public async Task A_site_that_is_gone_is_lost_after_thirty_days_of_nothing_else()
    {
        await using var pipeline = await StartAsync();
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        host = _ => (404, Nothing);

        await pipeline.LiveAsync(TimeSpan.FromDays(29));
        Assert.Equal(Status.Live, (await pipeline.LinkAsync(Post)).Status);
        await pipeline.LiveAsync(TimeSpan.FromDays(4));

        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Post)).Status);
        var loss = (await pipeline.HistoryAsync()).Single(row => row.Change.New == Status.Lost).Change;
        Assert.Contains(loss.Evidence, line => line.Contains("has shown us nothing else for 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_site_that_shows_itself_in_between_begins_its_thirty_days_anew()
    {
        await using var pipeline = await StartAsync();
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        host = _ => (404, Nothing);
        await pipeline.LiveAsync(TimeSpan.FromDays(20));
        host = path => path == "/" ? (200, "<p>Welcome.") : (404, Nothing);
        await pipeline.LiveAsync(TimeSpan.FromDays(1));
        host = _ => (404, Nothing);

        await pipeline.LiveAsync(TimeSpan.FromDays(20));

        Assert.Equal(Status.Live, (await pipeline.LinkAsync(Post)).Status);
    }

    /// <summary>What the host said at its last wall, and pages read since, say nothing of this one.</summary>
    [Theory]
    [InlineData(5, false)]
    [InlineData(40, false)]
    [InlineData(5, true)]
    [InlineData(40, true)]
    public async Task A_wall_that_comes_again_is_believed_no_sooner_than_the_first(int days, bool isDownBetween)
    {
        await using var pipeline = await StartAsync(Post, site.Url("/tea/second-notes").Href, site.Url("/tea/third-notes").Href);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        host = _ => (404, Nothing);
        await pipeline.LiveAsync(TimeSpan.FromDays(3));
        host = _ => (200, Holding);
        await pipeline.LiveAsync(TimeSpan.FromDays(days));
        if (isDownBetween)
        {
            host = _ => (503, "");
            await pipeline.LiveAsync(TimeSpan.FromDays(1.2));
        }

        host = _ => (404, Nothing);
        await pipeline.LiveAsync(TimeSpan.FromDays(6));

        Assert.DoesNotContain(await pipeline.HistoryAsync(), row => row.Change.New == Status.Lost);
    }

    /// <summary>The front page is asked while the page alone is gone for an hour; then the whole host is.</summary>
    [Fact]
    public async Task What_a_front_page_said_before_a_wall_confirms_nothing_behind_it()
    {
        await using var pipeline = await StartAsync();
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        host = path => path == "/" ? (200, "<p>Welcome.") : (404, Nothing);
        while ((await pipeline.PageAsync(Post)).Links[0].State.Candidate is null) await pipeline.LiveAsync(TimeSpan.FromHours(1));

        host = _ => (404, Nothing);
        await pipeline.LiveAsync(TimeSpan.FromDays(6));

        Assert.Equal(Status.Live, (await pipeline.LinkAsync(Post)).Status);
    }

    [Fact]
    public async Task A_site_that_never_let_us_in_is_never_lost()
    {
        host = _ => (404, Nothing);
        await using var pipeline = await StartAsync();

        await pipeline.LiveAsync(TimeSpan.FromDays(45));

        Assert.DoesNotContain(await pipeline.HistoryAsync(), row => row.Change.New == Status.Lost);
    }

    [Fact]
    public async Task A_page_of_a_site_without_a_front_page_is_lost_if_other_pages_are_read()
    {
        var other = site.Url("/tea/second-notes").Href;
        host = path => path == "/" ? (404, Nothing) : (200, Holding);
        await using var pipeline = await StartAsync(Post, other);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        host = path => path.EndsWith("second-notes", StringComparison.Ordinal) ? (200, Holding) : (404, Nothing);
        await pipeline.LiveAsync(TimeSpan.FromDays(4));

        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Post)).Status);
        Assert.Equal(Status.Live, (await pipeline.LinkAsync(other)).Status);
    }

    [Theory]
    [InlineData("<title>Site not found &middot; GitHub Pages</title><p>There isn&#39;t a GitHub Pages site here.")]
    [InlineData("404: NOT_FOUND Code: DEPLOYMENT_NOT_FOUND ID: fra1::{id}")]
    [InlineData("<Error><Code>NoSuchBucket</Code><RequestId>{id}</RequestId></Error>")]
    public async Task A_site_that_its_platform_no_longer_knows_is_lost_like_any_page(string body)
    {
        await using var pipeline = await StartAsync();
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        host = _ => (404, body);

        await pipeline.LiveAsync(TimeSpan.FromDays(3));

        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Post)).Status);
    }

    [Fact]
    public async Task A_front_page_that_is_tracked_itself_is_asked_no_second_time()
    {
        var front = site.Url().Href;
        await using var pipeline = await StartAsync(front);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        host = _ => (404, Nothing);
        var asked = served;

        await pipeline.LiveAsync(TimeSpan.FromDays(5));

        Assert.Equal(Status.Live, (await pipeline.LinkAsync(front)).Status);
        Assert.InRange(served - asked, 5, 12);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<TestPipeline> StartAsync(params string[] pages)
    {
        var pipeline = await TestPipeline.StartAsync(
            services => services.AddSingleton(LoopbackFetcher.Options).AddSingleton<IPageVisitor, PageVisitor>(), folder, time);
        await pipeline.TrackAsync(pages.Length == 0 ? [Post] : pages);
        return pipeline;
    }

    /// <summary>What differs from one answer to the next.</summary>
    private string Stamped(string body, string path) => body
        .Replace("{path}", path, StringComparison.Ordinal)
        .Replace("{json}", path.Replace("/", "\\/", StringComparison.Ordinal), StringComparison.Ordinal)
        .Replace("{url}", site.Url(path).Href, StringComparison.Ordinal)
        .Replace("{time}", time.GetUtcNow().AddSeconds(served).ToString("R", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{id}", Ids.Hash(Text(served)), StringComparison.Ordinal)
        .Replace("{n}", Text(served * 7919), StringComparison.Ordinal);
}
