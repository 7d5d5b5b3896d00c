using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Checking;

public sealed class ConnectivityGuardTests
{
    /// <summary>The page that all the links lead to.</summary>
    private const string Target = "https://shop.example/";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_most_hosts_fail_at_once_no_reading_counts_and_the_pages_come_again()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Hosts(24);
        await HostOutageTests.WatchAsync(pipeline, pages);
        var before = await StatesAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Unknown, Reason.Dns);

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await pipeline.CycleAsync();

        Assert.Equal(before.Select(state => state.LastPlanned), (await StatesAsync(pipeline, pages)).Select(state => state.LastPlanned));
        foreach (var page in pages) Assert.NotNull((await pipeline.PageAsync(page)).RecheckKey);
        Assert.False(pipeline.Get<PipelineHealth>().IsHealthy);

        foreach (var page in pages) pipeline.Web.Say(page, Status.Live);
        pipeline.Time.Advance(TimeSpan.FromMinutes(10));
        await pipeline.CycleAsync();
        Assert.All(await StatesAsync(pipeline, pages), state => Assert.Equal(pipeline.Time.GetUtcNow().Date, state.LastVerified?.Date));
        Assert.True(pipeline.Get<PipelineHealth>().IsHealthy);
    }

    [Theory]
    [InlineData(Reason.Dns)]
    [InlineData(Reason.Connection)]
    [InlineData(Reason.Timeout)]
    public async Task A_laptop_without_a_network_for_days_flags_nothing_and_says_once_that_it_is_blind(Reason reason)
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Hosts(8);
        await HostOutageTests.WatchAsync(pipeline, pages);
        foreach (var page in pages.Append(Target)) pipeline.Web.Say(page, Status.Unknown, reason);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(12));
        Assert.All(await StatesAsync(pipeline, pages), state => Assert.InRange(state.Unknown?.Readings ?? 0, 0, 1));
        Assert.Empty(await HostOutageTests.DigestsAsync(pipeline));
        Assert.Contains("8 of 8 links not verified for days", Assert.Single(await StaleAsync(pipeline)).Subject);

        foreach (var page in pages.Append(Target)) pipeline.Web.Say(page, Status.Live);
        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(3));
        Assert.Single(await StaleAsync(pipeline));
        Assert.Empty(await HostOutageTests.DigestsAsync(pipeline));
        Assert.All(await StatesAsync(pipeline, pages), state => Assert.Null(state.Unknown));
    }

    [Fact]
    public async Task Hosts_that_share_a_provider_and_die_together_are_told_although_they_are_most()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Hosts(12);
        await HostOutageTests.WatchAsync(pipeline, pages);
        foreach (var page in pages.Take(8)) pipeline.Web.Say(page, Status.Unknown, Reason.Dns);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(8));

        Assert.Equal(8, (await HostOutageTests.DigestsAsync(pipeline)).Sum(alert => alert.Members));
        Assert.Empty(await StaleAsync(pipeline));
    }

    [Fact]
    public async Task Four_dead_hosts_are_no_outage_of_ours()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Hosts(4);
        await HostOutageTests.WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Unknown, Reason.Dns);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(5));

        Assert.Equal(4, (await HostOutageTests.DigestsAsync(pipeline)).Sum(alert => alert.Members));
    }

    [Fact]
    public async Task Hosts_that_answer_with_errors_are_no_outage_of_ours()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Hosts(10);
        await HostOutageTests.WatchAsync(pipeline, pages);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Unknown, Reason.Blocked);

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await pipeline.CycleAsync();

        Assert.Null(pipeline.Get<ConnectivityGuard>().Since);
        Assert.All(await StatesAsync(pipeline, pages), state => Assert.Equal(1, state.Unknown?.Readings));
    }

    [Fact]
    public async Task Links_that_were_never_read_say_nothing_of_our_network()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Hosts(10);
        foreach (var page in pages) pipeline.Web.Say(page, Status.Unknown, Reason.Dns);
        await pipeline.TrackAsync(pages);

        await pipeline.CycleAsync();

        Assert.All(await StatesAsync(pipeline, pages), state => Assert.Equal(1, state.Unknown?.Readings));
    }

    [Fact]
    public async Task A_silent_host_that_many_pages_lead_to_is_not_our_own_fault()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var pages = Hosts(24);
        await HostOutageTests.WatchAsync(pipeline, pages);
        foreach (var page in pages)
        {
            pipeline.Web.Say(page, request =>
            {
                var visit = ScriptedWeb.Visit(request, Status.Unknown, Reason.Timeout);
                return visit with { Facts = visit.Facts with { FinalUrl = WebUrl.Parse("https://there.example/") } };
            });
        }

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await pipeline.CycleAsync();

        Assert.True(pipeline.Get<PipelineHealth>().IsHealthy);
        Assert.All(await StatesAsync(pipeline, pages), state => Assert.Equal(1, state.Unknown?.Readings));
    }

    private static string[] Hosts(int count) => [.. Enumerable.Range(0, count).Select(i => $"https://blog-{i}.example/a")];

    private static async Task<IReadOnlyList<LinkState>> StatesAsync(TestPipeline pipeline, string[] pages)
    {
        var states = new List<LinkState>();
        foreach (var page in pages) states.Add((await pipeline.PageAsync(page)).Links[0].State);
        return states;
    }

    private static async Task<IReadOnlyList<AlertRow>> StaleAsync(TestPipeline pipeline) =>
        (await pipeline.Sites.ListAlertsAsync("shop", null, 100, Cancel)).Rows.Select(row => row.Row)
            .Where(alert => alert.AlertId.StartsWith("unverified", StringComparison.Ordinal)).ToList();
}
