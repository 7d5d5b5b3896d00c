using LinkWatch.Checking;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>Over days: a canonical page that cannot be read neither takes a link away nor brings one back.</summary>
public sealed class UnreadCanonicalTests : IDisposable
{
    private const string Post = "https://blog.example/post";

    private const string Article = "https://blog.example/article";

    private const string Naming = "<link rel=canonical href=/article><title>Lamps</title>";

    private const string Link = "<a href=https://shop.example/>lamps</a>";

    private static readonly string Text =
        string.Concat(Enumerable.Repeat("<p>An ordinary page about lamps and where to put them.</p>", 20));

    private readonly FakeWeb web = new();

    private readonly BodyReaders readers = new(
        new Scanner(), new AngleSharpReader(TimeProvider.System), new HtmlAgilityPackReader(TimeProvider.System), trees: 2);

    public static TheoryData<string> Faults => ["503", "429", "403", "timeout", "dns", "address-forbidden", "robots", "empty", "challenge"];

    public void Dispose() => readers.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_link_that_stands_on_its_page_all_along_stays_live(string fault)
    {
        await using var pipeline = await StartAsync();
        Fail(fault);
        await pipeline.LiveAsync(TimeSpan.FromDays(9));

        await AssertAlwaysLiveAsync(pipeline);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_link_that_counted_at_its_canonical_page_before_that_failed_stays_live(string fault)
    {
        await using var pipeline = await StartAsync();
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        Fail(fault);
        await pipeline.LiveAsync(TimeSpan.FromDays(9));

        await AssertAlwaysLiveAsync(pipeline);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_a_canonical_page_took_away_while_it_could_be_read_stays_away(string fault)
    {
        await using var pipeline = await StartAsync();
        web.Answer(Article, 200, Text);
        await pipeline.LiveAsync(TimeSpan.FromDays(3));
        Assert.Equal(Status.Unindexed, (await pipeline.LinkAsync(Post)).Status);

        Fail(fault);
        await pipeline.LiveAsync(TimeSpan.FromDays(4));
        Assert.Equal(Status.Unindexed, (await pipeline.PageAsync(Post)).Links[0].State.Status);

        web.Robots(Article, new RobotsStanding()).Answer(Article, 200, Text + Link);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        Assert.Equal(Status.Live, (await pipeline.LinkAsync(Post)).Status);
    }

    [Fact]
    public async Task A_canonical_page_that_fails_in_between_is_no_witness_and_no_excuse()
    {
        await using var pipeline = await StartAsync();
        web.Answer(Article, 200, Text + Link);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        var asked = 0;
        web.OnFetch = () =>
        {
            if (web.Fetches[^1] != Article) return;
            if (asked++ % 2 == 1) web.Answer(Article, 503);
            else web.Answer(Article, 200, Text);
        };
        await pipeline.LiveAsync(TimeSpan.FromDays(12));
        Assert.Equal(Status.Unindexed, (await pipeline.LinkAsync(Post)).Status);
    }

    [Fact]
    public async Task A_link_that_is_gone_from_its_page_is_not_lost_while_its_canonical_cannot_be_read()
    {
        await using var pipeline = await StartAsync();
        web.Answer(Article, 200, Text + Link);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        web.Answer(Post, 200, Naming + Text).Answer(Article, 503);
        await pipeline.LiveAsync(TimeSpan.FromDays(5));
        Assert.Equal(Status.Live, (await pipeline.PageAsync(Post)).Links[0].State.Status);

        web.Answer(Article, 200, Text);
        await pipeline.LiveAsync(TimeSpan.FromDays(5));
        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Post)).Status);
    }

    [Fact]
    public async Task A_canonical_page_that_no_longer_ends_as_it_used_to_is_no_witness_for_a_month()
    {
        await using var pipeline = await StartAsync();
        web.Answer(Article, 200, $"<html><body>{Text}{Link}</body></html>");
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        web.Answer(Article, 200, $"<html><body>{Text}");
        await pipeline.LiveAsync(TimeSpan.FromDays(28));
        Assert.Equal(Status.Live, (await pipeline.LinkAsync(Post)).Status);
        Assert.DoesNotContain(await pipeline.HistoryAsync(), row => row.Change.IsAlert);

        // The canonical page of a page that stays as it is may be read a week later.
        await pipeline.LiveAsync(TimeSpan.FromDays(11));
        Assert.Equal(Status.Unindexed, (await pipeline.LinkAsync(Post)).Status);
    }

    [Theory]
    [InlineData("", Status.Lost)]
    [InlineData("<a rel=nofollow href=https://shop.example/>lamps</a>", Status.Nofollow)]
    public async Task What_changes_on_both_is_noticed_as_soon_as_on_any_page(string link, Status status)
    {
        await using var pipeline = await StartAsync();
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        web.Answer(Article, 200, Text + link).Answer(Post, 200, Naming + Text + link);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        Assert.Equal(status, (await pipeline.LinkAsync(Post)).Status);
    }

    [Fact]
    public async Task A_link_that_is_gone_from_both_is_lost_after_that_month()
    {
        await using var pipeline = await StartAsync();
        web.Answer(Article, 200, $"<html><body>{Text}{Link}</body></html>");
        await pipeline.LiveAsync(TimeSpan.FromDays(2));

        web.Answer(Article, 200, $"<html><body>{Text}").Answer(Post, 200, Naming + Text);
        await pipeline.LiveAsync(TimeSpan.FromDays(28));
        Assert.Equal(Status.Live, (await pipeline.PageAsync(Post)).Links[0].State.Status);

        await pipeline.LiveAsync(TimeSpan.FromDays(8));
        Assert.Equal(Status.Lost, (await pipeline.LinkAsync(Post)).Status);
    }

    private async Task<TestPipeline> StartAsync()
    {
        web.Answer(Post, 200, Naming + Text + Link).Answer(Article, 200, Text + Link);
        var time = FakeTime.Create();
        var visitor = new PageVisitor(web, web, readers, new RecentFrontPages(), time, NullLogger<PageVisitor>.Instance);
        var pipeline = await TestPipeline.StartAsync(services => services.AddSingleton<IPageVisitor>(visitor), time: time);
        await pipeline.TrackAsync(Post);
        return pipeline;
    }

    private static async Task AssertAlwaysLiveAsync(TestPipeline pipeline)
    {
        Assert.Equal(Status.Live, (await pipeline.LinkAsync(Post)).Status);
        Assert.Equal([Status.Live], (await pipeline.HistoryAsync()).Select(row => row.Change.New));
    }

    private void Fail(string fault) => _ = fault switch
    {
        "robots" => web.Robots(Article, new RobotsStanding { Refusal = Reason.RobotsRefused }),
        "empty" => web.Answer(Article, 200),
        "challenge" => web.Answer(Article, 200, "<title>Just a moment...</title>"),
        _ when int.TryParse(fault, System.Globalization.CultureInfo.InvariantCulture, out var status) => web.Answer(Article, status),
        _ => web.Failing(Article, KebabCase.Parse<Reason>(fault)!.Value),
    };
}
