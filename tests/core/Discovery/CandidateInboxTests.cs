using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.Extensions.DependencyInjection;
using static LinkWatch.Tests.Core.Discovery.InboxSetup;

namespace LinkWatch.Tests.Core.Discovery;

public sealed class CandidateInboxTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_added_twice_is_in_the_inbox_once_and_is_not_visited_again()
    {
        await using var pipeline = await StartAsync();
        pipeline.Web.Say(Blog, Status.Lost, Reason.LinkRemoved);

        var first = await pipeline.AddAsync(Blog, Blog + "#comments");
        await pipeline.CycleAsync();
        var second = await pipeline.AddAsync(Blog);
        await pipeline.CycleAsync();

        Assert.Equal(new CandidateCount(1, 1, 0, 0, 0), first);
        Assert.Equal(new CandidateCount(0, 1, 0, 0, 0), second);
        Assert.Single(pipeline.Web.Visits);
        Assert.Equal(CandidateState.NoLink, await pipeline.StateAsync(Blog));
    }

    [Fact]
    public async Task What_the_owner_names_is_visited_though_it_was_held_up_before()
    {
        await using var pipeline = await StartAsync();
        string[] pages = ["https://blog.example/a", "https://blog.example/b"];
        await pipeline.AddAsync(pages);
        var held = await pipeline.StateAsync(pages[0]) == CandidateState.Waiting ? pages[0] : pages[1];

        var count = await pipeline.AddAsync(Page(held) with { Origin = CandidateOrigin.Owner });

        Assert.Equal(new CandidateCount(0, 1, 0, 0, 0), count);
        Assert.Equal(CandidateState.Visiting, await pipeline.StateAsync(held));
    }

    [Fact]
    public async Task Only_what_is_newer_adds_to_the_hits()
    {
        await using var pipeline = await StartAsync();
        var seen = Page(Blog) with { Hits = 3, SeenAt = pipeline.Time.GetUtcNow().AddDays(-2) };

        await pipeline.AddAsync(seen);
        await pipeline.AddAsync(seen);
        var before = await pipeline.CandidateAsync(Blog);
        await pipeline.AddAsync(seen with { Hits = 2, SeenAt = seen.SeenAt!.Value.AddDays(1) });

        Assert.Equal(3, before.Hits);
        var after = await pipeline.CandidateAsync(Blog);
        Assert.Equal((5, seen.SeenAt.Value.AddDays(1)), (after.Hits, after.SeenAt));
    }

    [Fact]
    public async Task Pages_of_the_site_itself_and_what_is_no_web_page_are_refused()
    {
        await using var pipeline = await StartAsync();

        var count = await pipeline.AddAsync(
            "https://www.shop.example/cart", "ftp://files.example/a", "https://user:secret@blog.example/",
            $"https://a.example/{new string('a', 2100)}");

        Assert.Equal(new CandidateCount(0, 0, 0, 4, 0), count);
        Assert.Null(await pipeline.Sites.FindInboxAsync("shop", Cancel));
    }

    [Fact]
    public async Task A_page_with_a_tracked_link_and_the_origin_of_a_domain_with_one_are_known()
    {
        await using var pipeline = await StartAsync();
        await pipeline.TrackAsync(Blog);

        var count = await pipeline.AddAsync(Page(Blog), Page("https://blog.example/") with { IsOriginOnly = true });

        Assert.Equal(new CandidateCount(0, 0, 2, 0, 0), count);
    }

    [Fact]
    public async Task A_trial_keeps_nothing()
    {
        await using var pipeline = await StartAsync();

        var count = await pipeline.Get<ICandidateInbox>().AddAsync(
            "shop", new[] { Page(Blog), Page(Blog), Page("https://news.example/") }.ToAsyncEnumerable(), isTrial: true, Cancel);

        Assert.Equal(new CandidateCount(2, 1, 0, 0, 0), count);
        Assert.Null(await pipeline.Sites.FindInboxAsync("shop", Cancel));
    }

    [Fact]
    public async Task Of_more_than_it_holds_those_that_were_not_seen_for_longest_make_room()
    {
        await using var pipeline = await StartAsync(new DiscoveryOptions { MaxWaiting = 3 });
        await pipeline.Get<SiteChange>().SaveAsync(
            "shop", site => site! with { CandidateVisits = 0 }, Cancel);
        var now = pipeline.Time.GetUtcNow();

        var count = await pipeline.AddAsync(
            [.. Enumerable.Range(1, 5).Select(day => Page($"https://day{day}.example/") with { SeenAt = now.AddDays(day - 10) })]);

        Assert.Equal((3, 2), (count.New, count.LeftOut));
        var inbox = await pipeline.InboxAsync();
        Assert.Equal((3, 2), (inbox.Count(CandidateState.Waiting), inbox.Dropped));
        var listed = await pipeline.Get<InboxReader>().ListAsync("shop", CandidateState.Waiting, after: null, 10, Cancel);
        Assert.Equal(["day5.example", "day4.example", "day3.example"], listed.Candidates.Select(row => row.Source.Host));
    }

    [Fact]
    public async Task An_inbox_with_far_too_many_loses_no_more_at_once_than_come_in()
    {
        await using var pipeline = await StartAsync();
        await pipeline.Get<SiteChange>().SaveAsync("shop", site => site! with { CandidateVisits = 0 }, Cancel);
        await pipeline.AddAsync([.. Enumerable.Range(0, 60).Select(page => $"https://blog{page}.example/")]);
        await using var small = await TestPipeline.StartAsync(
            services => services.AddSingleton(new DiscoveryOptions { MaxWaiting = 5 }), pipeline.Settings.DataFolder, pipeline.Time);
        await small.Get<SiteChange>().SaveAsync("shop", site => site! with { CandidateVisits = 0 }, Cancel);

        var count = await small.AddAsync("https://new.example/a", "https://new.example/b");

        Assert.Equal((2, 2), (count.New, count.LeftOut));
        Assert.Equal(60, (await small.InboxAsync()).Count(CandidateState.Waiting));
    }

    [Fact]
    public async Task What_was_just_seen_again_does_not_make_room()
    {
        await using var pipeline = await StartAsync(new DiscoveryOptions { MaxWaiting = 3 });
        await pipeline.Get<SiteChange>().SaveAsync("shop", site => site! with { CandidateVisits = 0 }, Cancel);
        var now = pipeline.Time.GetUtcNow();
        Candidate Seen(int day, DateTimeOffset at) => Page($"https://day{day}.example/") with { SeenAt = at };
        await pipeline.AddAsync([.. Enumerable.Range(1, 3).Select(day => Seen(day, now.AddDays(day - 10)))]);

        var count = await pipeline.AddAsync(Seen(1, now.AddDays(-1)), Seen(4, now.AddDays(-2)));

        Assert.Equal(new CandidateCount(1, 1, 0, 0, 1), count);
        Assert.Equal(3, (await pipeline.InboxAsync()).Count(CandidateState.Waiting));
        Assert.Equal(["day1.example", "day4.example", "day3.example"], await WaitingAsync(pipeline));
        var ages = await pipeline.Sites.ListEntriesAsync(
            "shop", Keys.CandidateAgePrefix, Keys.EndOf(Keys.CandidateAgePrefix), 10, Cancel);
        Assert.Equal(3, ages.Count);
    }

    [Fact]
    public async Task What_only_webmentions_named_makes_room_first()
    {
        await using var pipeline = await StartAsync(new DiscoveryOptions { MaxWaiting = 3 });
        await pipeline.Get<SiteChange>().SaveAsync("shop", site => site! with { CandidateVisits = 0 }, Cancel);
        var now = pipeline.Time.GetUtcNow();
        await pipeline.AddAsync(
            Page("https://old.example/") with { SeenAt = now.AddDays(-100) }, Mention("https://said.example/"),
            Mention("https://said-and-seen.example/"));
        await pipeline.AddAsync("https://said-and-seen.example/");

        await pipeline.AddAsync("https://new.example/");
        var full = await pipeline.AddAsync(Mention("https://late.example/"));

        Assert.Equal((0, 1), (full.New, full.LeftOut));
        Assert.Equal(
            ["new.example", "old.example", "said-and-seen.example"], (await WaitingAsync(pipeline)).Order(StringComparer.Ordinal));
        Assert.Equal("access-log", (await pipeline.CandidateAsync("https://said-and-seen.example/")).Origin);
    }

    [Fact]
    public async Task A_target_that_no_page_links_to_for_its_length_is_left_out()
    {
        await using var pipeline = await StartAsync();

        await pipeline.AddAsync(Page(Blog) with { Target = WebUrl.Parse($"https://shop.example/{new string('a', 4000)}") });

        Assert.Null((await pipeline.CandidateAsync(Blog)).Target);
    }

    [Fact]
    public async Task It_is_listed_by_state_in_portions_the_newest_first()
    {
        await using var pipeline = await StartAsync();
        var now = pipeline.Time.GetUtcNow();
        await pipeline.Get<SiteChange>().SaveAsync(
            "shop", site => site! with { CandidateVisits = 0 }, Cancel);
        await pipeline.AddAsync(
            [.. Enumerable.Range(1, 5).Select(day => Page($"https://day{day}.example/") with { SeenAt = now.AddDays(day - 10) })]);

        var reader = pipeline.Get<InboxReader>();
        var first = await reader.ListAsync("shop", CandidateState.Waiting, after: null, 3, Cancel);
        var second = await reader.ListAsync("shop", CandidateState.Waiting, first.Next, 3, Cancel);

        Assert.Equal([5, 4, 3, 2, 1], first.Candidates.Concat(second.Candidates).Select(row => row.Source.Host[3] - '0'));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Two_that_add_at_once_lose_nothing()
    {
        await using var pipeline = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(part => pipeline.AddAsync(
            [.. Enumerable.Range(0, 10).Select(page => $"https://p{page}.example/{part}")])));

        var inbox = await pipeline.InboxAsync();
        Assert.Equal(60, inbox.Counts.Values.Sum());
    }

    [Fact]
    public async Task What_is_settled_is_forgotten_after_a_year_with_its_domain()
    {
        await using var pipeline = await StartAsync();
        pipeline.Web.Say(Blog, Status.Lost, Reason.LinkRemoved);
        await pipeline.AddAsync(Blog);
        await pipeline.CycleAsync();

        pipeline.Time.Advance(TimeSpan.FromDays(366));
        await pipeline.Get<DailyDiscovery>().RunAsync([TestPipeline.Site], Cancel);

        Assert.Empty(await pipeline.Sites.FindCandidatesAsync("shop", [Ids.Page(WebUrl.Parse(Blog))], Cancel));
        Assert.Empty(await pipeline.Sites.FindCandidateDomainsAsync("shop", ["blog.example"], Cancel));
        Assert.Empty((await pipeline.InboxAsync()).Counts);
    }

    private static async Task<IReadOnlyList<string>> WaitingAsync(TestPipeline pipeline) =>
        [.. (await pipeline.Get<InboxReader>().ListAsync("shop", CandidateState.Waiting, after: null, 10, Cancel))
            .Candidates.Select(row => row.Source.Host)];
}
