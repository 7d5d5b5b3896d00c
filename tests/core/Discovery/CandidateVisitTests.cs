using LinkWatch.Confirming;
using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using static LinkWatch.Tests.Core.Discovery.InboxSetup;

namespace LinkWatch.Tests.Core.Discovery;

public sealed class CandidateVisitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_that_is_found_is_tracked_with_the_address_that_the_page_links_to()
    {
        await using var pipeline = await StartAsync();
        pipeline.Links(Blog, "https://www.shop.example/green-tea");

        await pipeline.AddAsync(Blog);
        await pipeline.CycleAsync();
        await pipeline.CycleAsync();

        var candidate = await pipeline.CandidateAsync(Blog);
        Assert.Equal(CandidateState.Tracked, candidate.State);
        var link = (await pipeline.Sites.FindLinkAsync("shop", candidate.LinkId!, Cancel))!.Row;
        Assert.Equal(("https://www.shop.example/green-tea", MatchMode.Page), (link.Link.Target.Url.Href, link.Link.Target.Mode));
        Assert.Equal(["discovered"], link.Link.Tags);
        Assert.Equal("access log", link.Link.Notes[CandidateTracking.FoundIn]);
        Assert.Equal(Status.Live, link.Status);
        Assert.Empty((await pipeline.Sites.ListImportsAsync("shop", null, 10, Cancel)).Rows);
        Assert.All((await pipeline.PageOrNullAsync(Blog))!.Links, held => Assert.Equal(TrackedRole.Link, held.Role));
    }

    [Fact]
    public async Task A_page_without_a_link_leaves_no_row_behind_and_is_not_visited_again()
    {
        await using var pipeline = await StartAsync();
        pipeline.Web.Say(Blog, Status.Lost, Reason.LinkRemoved);

        await pipeline.AddAsync(Blog);
        await pipeline.CycleAsync();
        await pipeline.DaysAsync(10);

        Assert.Equal(CandidateState.NoLink, await pipeline.StateAsync(Blog));
        Assert.Null(await pipeline.PageOrNullAsync(Blog));
        var url = WebUrl.Parse(Blog);
        var hostPages = await pipeline.Pages.ListHostPagesAsync(Ids.Shard(url.Authority, 2), url.Authority, null, 10, Cancel);
        Assert.Empty(hostPages.Rows);
        Assert.Single(pipeline.Web.Visits);
    }

    [Fact]
    public async Task A_referrer_spam_domain_never_costs_more_than_one_visit_a_month()
    {
        await using var pipeline = await StartAsync();
        string[] pages = [.. Enumerable.Range(0, 40).Select(page => $"https://s{page}.spam.example/{page}")];
        for (var page = 0; page < pages.Length; page++)
        {
            if (page % 3 == 1) pipeline.Web.Say(pages[page], Status.Unknown, Reason.ServerError);
            else pipeline.Web.Say(pages[page], Status.Lost, Reason.LinkRemoved);
        }


        var visits = new List<int>();
        for (var day = 0; day < 95; day++)
        {
            var before = pipeline.VisitsTo("spam.example");
            await pipeline.AddAsync(pages[..Math.Min(pages.Length, 1 + (day / 2))]);
            await pipeline.CycleAsync();
            await pipeline.DaysAsync(1);
            visits.Add(pipeline.VisitsTo("spam.example") - before);
        }

        Assert.InRange(visits.Sum(), 3, 4);
        for (var day = 0; day + 29 < visits.Count; day++) Assert.InRange(visits.Skip(day).Take(29).Sum(), 0, 1);
    }

    [Fact]
    public async Task Once_a_page_of_a_domain_links_to_the_site_its_others_are_visited_too()
    {
        await using var pipeline = await StartAsync();
        string[] pages = [.. Enumerable.Range(0, 6).Select(page => $"https://blog.example/{page}")];
        foreach (var page in pages) pipeline.Links(page, "https://shop.example/tea");

        await pipeline.AddAsync(pages);
        await pipeline.CycleAsync();
        var first = (await pipeline.InboxAsync()).Count(CandidateState.Tracked);
        await pipeline.DaysAsync(2);

        Assert.Equal(1, first);
        Assert.Equal(6, (await pipeline.InboxAsync()).Count(CandidateState.Tracked));
    }

    [Fact]
    public async Task No_more_are_visited_in_a_day_than_the_site_allows()
    {
        await using var pipeline = await StartAsync();
        await SetAsync(pipeline, site => site with { CandidateVisits = 3 });
        string[] pages = [.. Enumerable.Range(0, 8).Select(page => $"https://blog{page}.example/")];
        foreach (var page in pages) pipeline.Web.Say(page, Status.Lost, Reason.LinkRemoved);

        await pipeline.AddAsync(pages);
        await pipeline.AddAsync("https://another.example/");
        await pipeline.CycleAsync();
        Assert.Equal(3, pipeline.Web.Visits.Count);

        await pipeline.DaysAsync(1);
        Assert.Equal(6, pipeline.Web.Visits.Count);
    }

    [Fact]
    public async Task A_page_of_the_owners_that_could_not_be_told_is_visited_again_with_growing_pauses_and_then_left()
    {
        await using var pipeline = await StartAsync();
        pipeline.Web.Say(Blog, Status.Unknown, Reason.ServerError);

        await pipeline.AddAsync(Page(Blog) with { Origin = CandidateOrigin.Owner });
        await pipeline.CycleAsync();
        var days = new List<int>();
        for (var day = 1; day <= 40; day++)
        {
            var before = pipeline.Web.Visits.Count;
            await pipeline.DaysAsync(1);
            if (pipeline.Web.Visits.Count > before) days.Add(day);
        }

        Assert.Equal(3, days.Count);
        Assert.True(days[1] - days[0] >= 4 && days[2] - days[1] >= 15, string.Join(' ', days));
        var candidate = await pipeline.CandidateAsync(Blog);
        Assert.Equal((CandidateState.CouldNotTell, null, 4), (candidate.State, candidate.VisitAt, candidate.Visits));
    }

    [Fact]
    public async Task A_domain_that_never_answers_is_visited_once_a_month_however_many_pages_it_has()
    {
        await using var pipeline = await StartAsync();
        string[] pages = [.. Enumerable.Range(0, 5).Select(page => $"https://s{page}.dead.example/")];
        foreach (var page in pages) pipeline.Web.Say(page, Status.Unknown, Reason.Dns);

        await pipeline.AddAsync(pages);
        await pipeline.CycleAsync();
        var visits = new List<int> { pipeline.Web.Visits.Count };
        for (var day = 0; day < 130; day++)
        {
            var before = pipeline.Web.Visits.Count;
            await pipeline.DaysAsync(1);
            visits.Add(pipeline.Web.Visits.Count - before);
        }

        Assert.InRange(visits.Sum(), 4, 5);
        for (var day = 0; day + 29 < visits.Count; day++) Assert.InRange(visits.Skip(day).Take(29).Sum(), 0, 1);
    }

    [Fact]
    public async Task A_page_that_was_tracked_meanwhile_gets_no_second_link()
    {
        await using var pipeline = await StartAsync();
        pipeline.Links(Blog, "https://shop.example/tea");
        await pipeline.AddAsync(Blog);
        await pipeline.TrackAsync(Blog);

        await pipeline.CycleAsync();

        var candidate = await pipeline.CandidateAsync(Blog);
        Assert.Equal((CandidateState.Tracked, (await pipeline.LinkAsync(Blog)).LinkId), (candidate.State, candidate.LinkId));
        Assert.Single((await pipeline.PageOrNullAsync(Blog))!.Links);
        Assert.Equal(0, (await pipeline.InboxAsync()).Discovered);
    }

    [Fact]
    public async Task An_absence_that_readers_dispute_is_looked_at_again()
    {
        await using var pipeline = await StartAsync();
        pipeline.Web.Say(Blog, request =>
        {
            var visit = ScriptedWeb.Visit(request, Status.Lost, Reason.LinkRemoved);
            return visit with { Verdicts = [.. visit.Verdicts.SkipLast(1), visit.Verdicts[^1] with { IsDisputed = true }] };
        });

        await pipeline.AddAsync(Page(Blog) with { Target = WebUrl.Parse("https://shop.example/tea") });
        await pipeline.CycleAsync();

        var candidate = await pipeline.CandidateAsync(Blog);
        Assert.Equal(CandidateState.CouldNotTell, candidate.State);
        Assert.NotNull(candidate.VisitAt);
    }

    [Fact]
    public async Task A_page_with_as_many_links_as_are_watched_on_one_is_not_visited_and_says_why()
    {
        await using var pipeline = await StartAsync();
        var other = TestPipeline.Site with { Id = "other", Domains = ["other.example"] };
        await pipeline.Sites.SaveSiteAsync(other, Cancel);
        await pipeline.Get<LinkTracker>().AddAsync(
            other,
            [
                .. Enumerable.Range(0, PageLoad.MaxLinks).Select(i => new Backlink
                {
                    Source = WebUrl.Parse(Blog), Target = new LinkTarget(WebUrl.Parse($"https://other.example/{i}")),
                })
            ],
            "test", progress: null, Cancel);

        await pipeline.AddAsync(Blog);

        var candidate = await pipeline.CandidateAsync(Blog);
        Assert.Equal((CandidateState.CouldNotTell, null), (candidate.State, candidate.VisitAt));
        Assert.Equal(PageLoad.Problem, CandidateWords.Finding(candidate));
        Assert.Equal(PageLoad.MaxLinks, (await pipeline.PageOrNullAsync(Blog))!.Links.Count);
        Assert.Equal(0, (await pipeline.InboxAsync()).VisitsBegun);
    }

    [Theory]
    [InlineData(false, CandidateState.Found)]
    [InlineData(true, CandidateState.Tracked)]
    public async Task A_link_that_a_webmention_named_waits_for_the_owner_unless_its_domain_is_tracked(bool isTracked, CandidateState state)
    {
        await using var pipeline = await StartAsync();
        pipeline.Links(Blog, "https://www.shop.example/another-page");
        if (isTracked) await pipeline.TrackAsync("https://www.blog.example/known");

        await pipeline.AddAsync(Mention(Blog) with { Target = WebUrl.Parse("https://shop.example/tea") });
        await pipeline.CycleAsync();

        Assert.Equal(state, await pipeline.StateAsync(Blog));
    }

    [Theory]
    [InlineData(Status.Lost, Reason.LinkRemoved)]
    [InlineData(Status.Unknown, Reason.ServerError)]
    public async Task Webmentions_without_a_link_hold_up_no_other_page_of_their_domain(Status status, Reason reason)
    {
        await using var pipeline = await StartAsync();
        string[] said = [.. Enumerable.Range(0, 3).Select(page => $"https://blog.example/{page}")];
        foreach (var page in said) pipeline.Web.Say(page, status, reason);
        pipeline.Links(Blog, "https://shop.example/tea");

        await pipeline.AddAsync([.. said.Select(Mention)]);
        await pipeline.CycleAsync();
        await pipeline.AddAsync(Blog);
        await pipeline.CycleAsync();

        Assert.Equal(CandidateState.Tracked, await pipeline.StateAsync(Blog));
    }

    [Fact]
    public async Task Where_the_owner_wants_to_be_asked_a_found_link_waits_for_his_word()
    {
        await using var pipeline = await StartAsync();
        await SetAsync(pipeline, site => site with { AsksBeforeTracking = true });
        pipeline.Links(Blog, "https://shop.example/tea");
        await pipeline.AddAsync(Blog);
        await pipeline.CycleAsync();
        var found = await pipeline.CandidateAsync(Blog);

        await pipeline.Get<CandidateActions>().ActAsync(await SiteAsync(pipeline), [found.CandidateId], CandidateAction.Track, Cancel);

        Assert.Equal((CandidateState.Found, null), (found.State, found.LinkId));
        var tracked = await pipeline.CandidateAsync(Blog);
        Assert.Equal(CandidateState.Tracked, tracked.State);
        var link = (await pipeline.Sites.FindLinkAsync("shop", tracked.LinkId!, Cancel))!.Row.Link;
        Assert.Equal("https://shop.example/tea", link.Target.Url.Href);
    }

    [Fact]
    public async Task What_is_dismissed_is_not_visited_and_can_be_asked_for_again()
    {
        await using var pipeline = await StartAsync();
        await SetAsync(pipeline, site => site with { CandidateVisits = 0 });
        pipeline.Links(Blog, "https://shop.example/tea");
        await pipeline.AddAsync(Blog);
        var id = (await pipeline.CandidateAsync(Blog)).CandidateId;

        Assert.Equal(1, await ActAsync(pipeline, id, CandidateAction.Dismiss));
        Assert.Equal(0, await ActAsync(pipeline, id, CandidateAction.Dismiss));
        await SetAsync(pipeline, site => site with { CandidateVisits = null });
        await pipeline.AddAsync(Blog);
        await pipeline.DaysAsync(2);
        Assert.Empty(pipeline.Web.Visits);

        await ActAsync(pipeline, id, CandidateAction.Retry);
        await pipeline.CycleAsync();
        Assert.Equal(CandidateState.Tracked, await pipeline.StateAsync(Blog));
    }

    [Fact]
    public async Task A_candidate_on_a_page_with_another_sites_link_changes_nothing_of_that()
    {
        await using var pipeline = await StartAsync();
        var other = TestPipeline.Site with { Id = "other", Domains = ["other.example"] };
        await pipeline.Sites.SaveSiteAsync(other, Cancel);
        await pipeline.TrackAsync(other, Blog);
        await pipeline.CycleAsync();
        pipeline.Links(Blog, "https://other.example/");

        await pipeline.AddAsync(Blog);
        var during = (await pipeline.PageOrNullAsync(Blog))!.Links.Count;
        await pipeline.CycleAsync();
        await pipeline.DaysAsync(1);

        Assert.Equal(2, during);
        Assert.Equal(CandidateState.NoLink, await pipeline.StateAsync(Blog));
        var left = Assert.Single((await pipeline.PageOrNullAsync(Blog))!.Links);
        Assert.Equal(("other", Status.Live), (left.SiteId, left.State.Status));
        var coverage = Assert.Single((await pipeline.Sites.ListCoverageAsync("other", null, 1, Cancel)).Rows).Row;
        Assert.Equal((1, 1), (coverage.Links, coverage.Verified));
    }

    [Fact]
    public async Task A_candidate_counts_in_no_list_and_no_coverage()
    {
        await using var pipeline = await StartAsync();
        await pipeline.AddAsync(Blog, "https://news.example/");
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await pipeline.Get<SweepStep>().RunAsync(Cancel);

        Assert.Equal(0, Assert.Single((await pipeline.Sites.ListCoverageAsync("shop", null, 1, Cancel)).Rows).Row.Links);
        Assert.Equal(0, (await pipeline.Get<ISiteLinks>().CountsAsync("shop", Cancel)).Links);
    }

    [Fact]
    public async Task A_visit_of_which_nothing_is_heard_is_begun_again()
    {
        await using var pipeline = await StartAsync();
        pipeline.Links(Blog, "https://shop.example/tea");
        await pipeline.AddAsync(Blog);
        var page = (await pipeline.Pages.FindPageAsync("blog.example", Ids.Page(WebUrl.Parse(Blog)), Cancel))!;
        RowWrite[] lost = [RowWrite.Delete(page.Row.RowKey), RowWrite.Delete(page.Row.RecheckKey!)];
        await pipeline.Pages.CommitAsync(page.Row.Key.Shard, lost, Cancel);

        await pipeline.DaysAsync(5);

        Assert.Equal(CandidateState.Tracked, await pipeline.StateAsync(Blog));
    }

    [Fact]
    public async Task What_a_clock_that_was_ahead_put_off_or_read_holds_no_visit_up()
    {
        await using var pipeline = await StartAsync();
        pipeline.Links(Blog, "https://shop.example/tea");
        await SetAsync(pipeline, site => site with { CandidateVisits = 0 });
        await pipeline.AddAsync(Blog);
        var (row, ahead) = (await pipeline.CandidateAsync(Blog), pipeline.Time.GetUtcNow() + TimeSpan.FromDays(300));
        var edit = new InboxEdit(await pipeline.Sites.FindInboxAsync("shop", Cancel));
        edit.Change(row, row with
        {
            State = CandidateState.CouldNotTell,
            ChangedAt = ahead,
            VisitAt = ahead,
            Reading = new LinkReading { PlannedAt = ahead, Status = Status.Unknown, Reasons = [Reason.Dns], Evidence = [] },
        });
        edit.Put(new CandidateDomainRow(row.Domain)
        {
            EmptyAt = ahead,
            BusyWith = "another",
            BusyUntil = ahead + TimeSpan.FromDays(30),
        });
        await pipeline.Sites.CommitAsync("shop", edit.Writes(), Cancel);

        await SetAsync(pipeline, site => site with { CandidateVisits = null });
        await pipeline.DaysAsync(2);

        Assert.Equal(CandidateState.Tracked, await pipeline.StateAsync(Blog));
    }

    [Fact]
    public async Task A_reading_that_arrives_twice_is_taken_once()
    {
        await using var pipeline = await StartAsync();
        pipeline.Links(Blog, "https://shop.example/tea");
        await pipeline.AddAsync(Blog);
        await pipeline.CycleAsync();
        var row = await pipeline.CandidateAsync(Blog);
        var again = new ChangeRow((await pipeline.PageOrNullAsync(Blog))!.Key, row.Source, row.Reading!.PlannedAt, [])
        {
            Candidates = [new VisitedCandidate("shop", row.Reading)],
        };

        await pipeline.Get<LinkWatch.Alerting.ICandidateResults>().ReceiveAsync(again, Cancel);

        Assert.Equal(row, await pipeline.CandidateAsync(Blog) with { Reading = row.Reading });
        Assert.Equal(1, (await pipeline.InboxAsync()).Discovered);
    }

    [Fact]
    public async Task Discovered_links_are_mentioned_once_in_the_next_digest_and_in_no_mail_of_their_own()
    {
        const string lost = "https://old.example/page";
        await using var pipeline = await StartAsync();
        await HostOutageTests.WatchAsync(pipeline, [lost]);
        var mails = pipeline.Mails.Count;
        pipeline.Links(Blog, "https://shop.example/tea");
        await pipeline.AddAsync(Blog);
        await pipeline.CycleAsync();
        await pipeline.DaysAsync(2);
        Assert.Equal(mails, pipeline.Mails.Count);

        pipeline.Web.Say(lost, Status.Lost, Reason.LinkRemoved);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(5));

        var digest = Assert.Single(await HostOutageTests.DigestsAsync(pipeline));
        Assert.Equal("1 link lost, 1 new link discovered: shop.example", digest.Subject);
        Assert.Contains(Blog, digest.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await pipeline.InboxAsync()).Discovered);
    }

    [Fact]
    public async Task A_day_on_which_many_links_are_discovered_is_no_spike()
    {
        await using var pipeline = await StartAsync();
        var old = TestPipeline.Site;
        await pipeline.TrackAsync(old, "https://old.example/");
        await pipeline.DaysAsync(40);
        string[] pages = [.. Enumerable.Range(0, 120).Select(page => $"https://blog{page}.example/")];
        foreach (var page in pages) pipeline.Links(page, "https://shop.example/tea");

        await pipeline.AddAsync(pages);
        await pipeline.CycleAsync();
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await pipeline.Get<SpikeStep>().RunAsync(Cancel);

        Assert.Equal(120, (await pipeline.InboxAsync()).Count(CandidateState.Tracked));
        Assert.Empty(Assert.Single((await pipeline.Sites.ListSpikesAsync("shop", null, 1, Cancel)).Rows).Row.Spikes);
        var days = await pipeline.Sites.ListDaysAsync("shop", DateOnly.FromDateTime(pipeline.Time.GetUtcNow().UtcDateTime), 3, Cancel);
        Assert.Equal(120, days.Sum(day => day.Row.NewOnDay));
    }

    private static Task SetAsync(TestPipeline pipeline, Func<Site, Site> change) =>
        pipeline.Get<SiteChange>().SaveAsync("shop", site => change(site!), Cancel);

    private static async Task<Site> SiteAsync(TestPipeline pipeline) => (await pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row;

    private static async Task<int> ActAsync(TestPipeline pipeline, string id, CandidateAction action) =>
        await pipeline.Get<CandidateActions>().ActAsync(await SiteAsync(pipeline), [id], action, Cancel);
}
