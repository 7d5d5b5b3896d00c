using LinkWatch.Alerting;
using LinkWatch.Contracts;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Sqlite;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class ContractWatchTests
{
    private const string Page = "https://blog.example/a";

    private static readonly DateOnly Today = new(2026, 1, 5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contract_that_ends_is_mailed_seven_and_two_days_before_and_after_once()
    {
        await using var pipeline = await StartAsync(Today.AddDays(9));

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(14));

        var mails = await HostOutageTests.DigestsAsync(pipeline);
        Assert.Equal(
            ["1 contract ends soon: shop.example", "1 contract ends soon: shop.example", "1 contract ended: shop.example"],
            mails.Select(mail => mail.Subject));
        Assert.Contains("Paid for: until 14 January 2026 (7 days left)", mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("Paid for: until 14 January 2026 (2 days left)", mails[1].Text, StringComparison.Ordinal);
        Assert.Contains("Renew the contract with blog.example within 2 days", mails[1].Text, StringComparison.Ordinal);
        Assert.Contains("Cost: 90 EUR", mails[0].Text, StringComparison.Ordinal);
        Assert.Equal(mails.Select(mail => 1), mails.Select(mail => mail.Members));
    }

    [Fact]
    public async Task After_days_without_work_the_right_number_of_days_is_said()
    {
        await using var pipeline = await StartAsync(Today.AddDays(9));
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(1));

        pipeline.Time.Advance(TimeSpan.FromDays(4));
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(1));

        Assert.Contains("(4 days left)", Assert.Single(await HostOutageTests.DigestsAsync(pipeline)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paid_link_that_is_lost_is_one_mail_that_says_so_and_what_it_costs()
    {
        await using var pipeline = await StartAsync(Today.AddDays(80));
        pipeline.Web.Say(Page, Status.Lost, Reason.PageGone);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(8));

        var mail = Assert.Single(await HostOutageTests.DigestsAsync(pipeline));
        Assert.Equal("1 link lost, 1 paid link not delivered: shop.example", mail.Subject);
        Assert.Contains("Paid, not delivered (1)", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Found: the link is gone", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Not delivered: ", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Claim what you paid blog.example for", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_alert_reported_because_it_never_was_better_is_told_as_not_delivered()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        pipeline.Web.Say(Page, Status.Nofollow, Reason.RelNofollow);
        await TrackAsync(pipeline, Today.AddDays(80));

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(6));

        var mail = Assert.Single(await HostOutageTests.DigestsAsync(pipeline));
        Assert.Equal("1 paid link not delivered: shop.example", mail.Subject);
        Assert.Contains("Found: the link is not followed", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_noted_as_agreed_after_the_change_was_reported_is_told_as_not_delivered()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await HostOutageTests.WatchAsync(pipeline, [Page]);
        pipeline.Web.Say(Page, Status.Nofollow, Reason.RelNofollow);
        while ((await HostOutageTests.DigestsAsync(pipeline)).Count == 0) await HostOutageTests.PassAsync(pipeline, TimeSpan.FromHours(1));

        await TrackAsync(pipeline, Today.AddDays(80));
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(3));

        Assert.Equal(
            ["1 link turned nofollow: shop.example", "1 paid link not delivered: shop.example"],
            (await HostOutageTests.DigestsAsync(pipeline)).Select(mail => mail.Subject));
    }

    [Fact]
    public async Task A_link_that_comes_back_otherwise_than_agreed_is_said_to_be_so_in_the_same_mail_and_not_again()
    {
        await using var pipeline = await StartAsync(Today.AddDays(80));
        pipeline.Web.Say(Page, Status.Lost, Reason.LinkRemoved);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(6));

        pipeline.Web.Say(Page, Status.Nofollow, Reason.RelNofollow);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(6));

        var mails = await HostOutageTests.DigestsAsync(pipeline);
        Assert.Equal(2, mails.Count);
        Assert.Contains("back", mails[1].Subject, StringComparison.Ordinal);
        Assert.Contains("1 paid link not delivered", mails[1].Subject, StringComparison.Ordinal);
        Assert.Contains("Found: the link is not followed", mails[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_longer_true_when_the_mail_goes_out_is_left_out_and_so_is_a_mail_without_news()
    {
        const string other = "https://news.example/b";
        await using var pipeline = await StartAsync(Today.AddDays(5));
        await pipeline.Get<ContractWatch>().RunAsync(TestPipeline.Site, Cancel);
        await TrackAsync(pipeline, Today.AddDays(400));
        pipeline.Time.Advance(TimeSpan.FromHours(2));
        await pipeline.DeliverAsync();
        Assert.Empty(await HostOutageTests.DigestsAsync(pipeline));

        await TrackAsync(pipeline, Today.AddDays(6), Page, other);
        await pipeline.Get<ContractWatch>().RunAsync(TestPipeline.Site, Cancel);
        await pipeline.Get<LinkTracker>().RemoveAsync("shop", [await pipeline.LinkAsync(other)], Cancel);
        pipeline.Time.Advance(TimeSpan.FromHours(2));
        await pipeline.DeliverAsync();

        var mail = Assert.Single(await HostOutageTests.DigestsAsync(pipeline));
        Assert.Equal(("1 contract ends soon: shop.example", 1), (mail.Subject, mail.Members));
        Assert.Null(await pipeline.Sites.FindOpenAlertAsync("shop", Cancel));
    }

    [Fact]
    public async Task What_joins_while_an_alert_proves_to_have_no_news_is_mailed()
    {
        const string other = "https://news.example/b";
        using var temp = new TempFolder();
        using var file = await SqliteFile.OpenAsync(temp.Path, shards: 2, Cancel);
        var rows = new SqliteRows(file);
        TestPipeline? pipeline = null;
        var isLate = true;
        var sites = CallProxy<ISiteStore>.Around(new SiteStore(rows, rows), (method, args, _) =>
        {
            var isDropped = method.Name == nameof(ISiteStore.CommitAsync)
                && ((IReadOnlyList<RowWrite>)args[1]!) is [{ Kind: RowWriteKind.Delete, RowKey: Keys.OpenAlert }];
            if (!isDropped || !isLate) return;
            isLate = false;
            pipeline!.Get<ContractWatch>().RunAsync(TestPipeline.Site, Cancel).GetAwaiter().GetResult();
        });
        await using (pipeline = await TestPipeline.StartAsync(
            storage: new OpenStorage(file), stores: new SqliteStores(file).All with { Sites = sites }))
        {
            await TrackAsync(pipeline, Today.AddDays(5));
            await pipeline.CycleAsync();
            await pipeline.Get<ContractWatch>().RunAsync(TestPipeline.Site, Cancel);
            await TrackAsync(pipeline, Today.AddDays(400));
            await TrackAsync(pipeline, Today.AddDays(6), other);
            var open = (await pipeline.Sites.FindOpenAlertAsync("shop", Cancel))!.Row.AlertId;

            var alert = await pipeline.Get<AlertSealer>().SealAsync(TestPipeline.Site, open, Cancel);

            Assert.False(isLate);
            Assert.Contains("news.example", alert!.Alert.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task News_that_comes_again_before_its_mail_went_out_takes_the_place_of_the_first()
    {
        await using var pipeline = await StartAsync(Today.AddDays(5));
        var watch = pipeline.Get<ContractWatch>();
        await watch.RunAsync(TestPipeline.Site, Cancel);
        var link = Assert.Single(await pipeline.Sites.FindLinksAsync("shop", [(await pipeline.LinkAsync(Page)).LinkId], Cancel));
        await pipeline.Sites.CommitAsync("shop", [RowWrite.Replace(link.Row with { ContractNotice = null }, link.Version)], Cancel);

        await watch.RunAsync(TestPipeline.Site, Cancel);

        var open = (await pipeline.Sites.FindOpenAlertAsync("shop", Cancel))!.Row;
        Assert.Single((await pipeline.Sites.ListContractNewsAsync("shop", open.AlertId, null, 10, Cancel)).Rows);
    }

    [Fact]
    public async Task A_muted_link_stays_silent()
    {
        await using var pipeline = await StartAsync(Today.AddDays(9));
        await pipeline.Get<LinkMuting>().MuteAsync("shop", (await pipeline.LinkAsync(Page)).LinkId, until: null, Cancel);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(14));

        Assert.Empty(await HostOutageTests.DigestsAsync(pipeline));
    }

    [Fact]
    public async Task Run_again_and_by_many_at_once_it_tells_nothing_twice_and_writes_nothing()
    {
        await using var pipeline = await StartAsync(Today.AddDays(5));
        var watch = pipeline.Get<ContractWatch>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => watch.RunAsync(TestPipeline.Site, Cancel)));
        var told = (await pipeline.Sites.FindOpenAlertAsync("shop", Cancel))!;
        await watch.RunAsync(TestPipeline.Site, Cancel);

        Assert.Equal(1, told.Row.Members);
        Assert.Equal(told.Version, (await pipeline.Sites.FindOpenAlertAsync("shop", Cancel))!.Version);
        Assert.Equal(new ContractNotice(Today.AddDays(5)) { Warned = 7 }, (await pipeline.LinkAsync(Page)).ContractNotice);
    }

    [Fact]
    public async Task A_hundred_contracts_that_end_on_one_day_are_one_mail()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await TrackAsync(pipeline, Today.AddDays(6), [.. Enumerable.Range(0, 130).Select(number => $"https://blog{number}.example/a")]);

        await pipeline.Get<ContractWatch>().RunAsync(TestPipeline.Site, Cancel);
        pipeline.Time.Advance(TimeSpan.FromHours(2));
        await pipeline.DeliverAsync();

        var mail = Assert.Single(await HostOutageTests.DigestsAsync(pipeline));
        Assert.Equal("130 contracts end soon: shop.example", mail.Subject);
        Assert.Contains("And 30 more: ", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contracts_are_listed_by_their_end_and_follow_each_edit()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await TrackAsync(pipeline, Today.AddDays(-3), "https://ended.example/");
        await TrackAsync(pipeline, null, "https://endless.example/");
        await TrackAsync(pipeline, Today.AddDays(40), "https://later.example/");
        await TrackAsync(pipeline, Today, "https://last-day.example/");
        Assert.Equal(["last-day.example", "later.example", "endless.example"], await HostsAsync(pipeline, WhichContracts.Open));
        Assert.Equal(["ended.example"], await HostsAsync(pipeline, WhichContracts.Ended));

        await TrackAsync(pipeline, Today.AddDays(400), "https://last-day.example/");
        await pipeline.Get<LinkTracker>().RemoveAsync("shop", [await pipeline.LinkAsync("https://later.example/")], Cancel);

        Assert.Equal(["ended.example", "last-day.example", "endless.example"], await HostsAsync(pipeline, WhichContracts.All));
    }

    private static async Task<IReadOnlyList<string>> HostsAsync(TestPipeline pipeline, WhichContracts which)
    {
        var hosts = new List<string>();
        string? after = null;
        do
        {
            var page = await pipeline.Get<SiteContracts>().ListAsync(TestPipeline.Site, which, after, take: 1, Cancel);
            hosts.AddRange(page.Contracts.Select(contract => contract.Link.Link.Source.Host));
            after = page.Next;
        }
        while (after is not null);
        return hosts;
    }

    private static async Task<TestPipeline> StartAsync(DateOnly until)
    {
        var pipeline = await TestPipeline.StartAsync();
        await TrackAsync(pipeline, until);
        await pipeline.CycleAsync();
        return pipeline;
    }

    private static async Task TrackAsync(TestPipeline pipeline, DateOnly? until, params string[] pages)
    {
        var links = (pages.Length == 0 ? [Page] : pages).Select(page => new Backlink
        {
            Source = WebUrl.Parse(page),
            Target = new LinkTarget(WebUrl.Parse("https://shop.example/")),
            Price = new Money(90, "EUR"),
            PaidFrom = until is null ? null : new DateOnly(2025, 12, 1),
            PaidUntil = until,
        });
        await pipeline.Get<LinkTracker>().AddAsync(TestPipeline.Site, [.. links], "test", progress: null, Cancel);
    }
}
