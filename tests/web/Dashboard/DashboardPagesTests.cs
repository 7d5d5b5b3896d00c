using System.Net;
using System.Text.RegularExpressions;
using LinkWatch.Hosting.Settings;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Web.Dashboard;
using LinkWatch.Web.Dashboard.Parts;
using LinkWatch.Web.Dashboard.Serving;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>What the pages around the links say.</summary>
public sealed class DashboardPagesTests
{
    private static readonly Site Second = TestPipeline.Site with { Id = "blog", Domains = ["blog-of-mine.example"] };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_several_sites_changes_to_the_same_page_of_another()
    {
        await using var dashboard = await DashboardInProcess.StartAsync();
        var alone = await dashboard.GetAsync("/dashboard/sites/shop/changes", DashboardInProcess.Owner);
        await dashboard.Pipeline.Sites.SaveSiteAsync(Second, Cancel);
        await dashboard.Pipeline.Sites.SaveSiteAsync(Second with { Id = "foreign", Owners = [] }, Cancel);

        var both = await dashboard.GetAsync("/dashboard/sites/shop/changes", DashboardInProcess.Owner);

        Assert.DoesNotContain("<details class=\"crumb switch\"", alone.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"/dashboard/sites/blog/changes\"", both.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("foreign", both.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_says_what_was_checked_and_when_the_next_check_follows()
    {
        await using var dashboard = await DashboardInProcess.StartAsync();
        await dashboard.Pipeline.TrackAsync([.. Enumerable.Range(0, 24).Select(i => $"https://blog.example/{i}")]);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(2));
        await dashboard.Pipeline.DeliverAsync();

        var now = await dashboard.GetAsync("/dashboard/sites/shop", DashboardInProcess.Owner);
        dashboard.Pipeline.Time.Advance(TimeSpan.FromHours(4));
        var late = await dashboard.GetAsync("/dashboard/sites/shop", DashboardInProcess.Owner);

        Assert.Contains("24 of 24 links checked on schedule (100 %)", Text(now.Html), StringComparison.Ordinal);
        Assert.Contains("The next check is in about 60 minutes", now.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("No page was checked since", now.Html, StringComparison.Ordinal);
        Assert.Contains("No page was checked since", late.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_reloads_itself_only_while_an_import_is_read_for_the_first_time()
    {
        await using var dashboard = await DashboardInProcess.StartAsync();
        await dashboard.Pipeline.TrackAsync("https://blog.example/1", "https://blog.example/2");

        var reading = await dashboard.GetAsync("/dashboard/sites/shop", DashboardInProcess.Owner);
        var imports = await dashboard.GetAsync("/dashboard/sites/shop/imports", DashboardInProcess.Owner);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromHours(2));
        var read = await dashboard.GetAsync("/dashboard/sites/shop", DashboardInProcess.Owner);

        Assert.Contains("<noscript><meta http-equiv=\"refresh\" content=\"20\"", reading.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"now\" data-progress", reading.Html, StringComparison.Ordinal);
        Assert.Contains("0 of 2 new links", reading.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"past\" data-progress", imports.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", imports.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", read.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-progress", read.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_removed_before_it_was_read_does_not_keep_its_import_going_for_ever()
    {
        await using var dashboard = await DashboardInProcess.StartAsync();
        await dashboard.Pipeline.TrackAsync("https://blog.example/1", "https://blog.example/2");
        var link = (await dashboard.Pipeline.Sites.ListLinksAsync("shop", null, 1, Cancel)).Rows[0].Row;
        await dashboard.Pipeline.Get<LinkTracker>().RemoveAsync("shop", [link], Cancel);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(2));
        await dashboard.Pipeline.DeliverAsync();

        var overview = await dashboard.GetAsync("/dashboard/sites/shop", DashboardInProcess.Owner);

        Assert.DoesNotContain("data-progress", overview.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_of_an_empty_site_says_what_to_do_next()
    {
        await using var dashboard = await DashboardInProcess.StartAsync();
        foreach (var page in (string[])["", "/domains", "/anchors"])
        {
            var reply = await dashboard.GetAsync("/dashboard/sites/shop" + page, DashboardInProcess.Owner);

            Assert.Contains("href=\"/dashboard/sites/shop/imports\">", InMain(reply.Html), StringComparison.Ordinal);
        }

        var stranger = await dashboard.GetAsync("/dashboard", DashboardInProcess.Stranger);
        Assert.Contains("Ask whoever runs LinkWatch", stranger.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_cadence_of_a_large_site_goes_on_step_by_step()
    {
        await using var dashboard = await DashboardInProcess.StartAsync(new DashboardOptions { LinksAtOnce = 10 });
        await dashboard.Pipeline.TrackAsync([.. Enumerable.Range(0, 25).Select(i => $"https://blog{i}.example/")]);
        var answers = new List<string>();

        const string Settings = "/dashboard/sites/shop/settings";
        var reply = await SaveAsync([]);
        while (reply.Status == HttpStatusCode.OK)
        {
            answers.Add(Text(reply.Html));
            Assert.Equal(Cadence.Weekly, (await SiteAsync()).Cadence);
            Assert.Contains("Not all pages have moved", await SettingsAsync(), StringComparison.Ordinal);
            reply = await dashboard.PostAsync(
                Settings, DashboardInProcess.Owner, new() { ["move"] = "yes", ["moved"] = Hidden(reply.Html, "moved") });
        }

        Assert.Equal(2, answers.Count);
        Assert.Contains("10 of 25 links", answers[0], StringComparison.Ordinal);
        Assert.Contains("20 of 25 links", answers[1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, reply.Status);
        Assert.DoesNotContain("Not all pages have moved", await SettingsAsync(), StringComparison.Ordinal);
        for (var i = 0; i < 25; i++)
            Assert.Equal(Cadence.Weekly, (await dashboard.Pipeline.PageAsync($"https://blog{i}.example/")).Key.Cadence);

        Task<DashboardInProcess.Reply> SaveAsync(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> more)
        {
            more["domains"] = "shop.example";
            more["owners"] = "owner@shop.example";
            more["cadence"] = "weekly";
            more["alertPace"] = "daily";
            more["weeklySummary"] = "off";
            more["timeZone"] = "UTC";
            return dashboard.PostAsync(Settings, DashboardInProcess.Owner, more);
        }

        async Task<string> SettingsAsync() => (await dashboard.GetAsync(Settings, DashboardInProcess.Owner)).Html;

        async Task<Site> SiteAsync() => (await dashboard.Pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row;
    }

    [Fact]
    public async Task What_was_checked_everywhere_is_said_of_the_shard_that_is_behind_and_an_alarm_of_the_one_ahead()
    {
        await using var dashboard = await DashboardInProcess.StartAsync();
        await dashboard.Pipeline.TrackAsync("https://blog.example/1", "https://blog.example/2");
        var now = dashboard.Pipeline.Time.GetUtcNow();
        await PlanAsync(0, now.AddHours(-9));
        await PlanAsync(1, now.AddHours(-1));

        var html = (await dashboard.GetAsync("/dashboard/sites/shop", DashboardInProcess.Owner)).Html;

        Assert.Contains(
            $"All pages due by <time datetime=\"{now.AddHours(-9):yyyy-MM-ddTHH:mm:ssZ}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("No page was checked since", html, StringComparison.Ordinal);

        Task PlanAsync(int shard, DateTimeOffset to) => dashboard.Pipeline.Pages.CommitAsync(
            shard, [RowWrite.Put(new CursorRow(Cadences.All.ToDictionary(cadence => cadence, _ => new CadenceCursor(to, 0)), to))], Cancel);
    }

    [Theory]
    [InlineData(5, new[] { 5 }, 7, null)]
    [InlineData(5, new[] { 2, 5 }, 7, "+3 in a day")]
    [InlineData(1234, new[] { 0, 9, 9, 9, 9, 9, 9, 9, 1234 }, 7, "+1,225 in 7 days")]
    [InlineData(5, new[] { 0, 9, 9, 9, 9, 9, 9, 9, 5 }, 7, "−4 in 7 days")]
    [InlineData(9, new[] { 0, 9, 9, 9, 9, 9, 9, 9, 9 }, 7, "unchanged in 7 days")]
    [InlineData(9, new[] { 0, 9, 9, 9, 9, 9, 9, 9, 9 }, 30, "+9 in 8 days")]
    [InlineData(9, new[] { 0, 9 }, 30, null)]
    [InlineData(0, new[] { 0, 9 }, 7, null)]
    public void A_number_is_held_against_one_of_earlier_days(int now, int[] days, int ago, string? says) =>
        Assert.Equal(says, Trend.Of(now, days, ago));

    [Fact]
    public void The_time_zones_that_are_offered_are_known_and_the_common_ones_come_first()
    {
        Assert.Equal("UTC", TimeZones.Offered[0]);
        Assert.InRange(TimeZones.Offered.ToList().IndexOf("Europe/Vienna"), 1, 30);
        Assert.InRange(TimeZones.Offered.Count, 25, 600);
        Assert.Equal(TimeZones.Offered.Count, TimeZones.Offered.Distinct().Count());
        Assert.All(TimeZones.Offered, zone => Assert.NotNull(SiteFields.TimeZone(zone)));
    }

    [Fact]
    public async Task The_system_page_says_what_is_measured_and_what_is_estimated()
    {
        var since = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        var onDisk = await SystemAsync(new StorageUse(since) { FileBytes = 3 << 20, BytesAtStart = 1 << 20 });
        var onAzure = await SystemAsync(new StorageUse(since) { TableRequests = 1_000_000, QueueRequests = 500_000, IsServerless = true });
        var unknown = await SystemAsync(null);

        Assert.Contains("3.0 MB with the log of the last writes, measured; 2.0 MB more since", onDisk, StringComparison.Ordinal);
        Assert.Contains("Nothing: it runs on this computer", onDisk, StringComparison.Ordinal);
        Assert.Contains("1,000,000 requests to tables and 500,000 requests to queues", onAzure, StringComparison.Ordinal);
        Assert.Contains("$0.24. Other instances count their own.", onAzure, StringComparison.Ordinal);
        Assert.Contains("today, $0.30 a month: 0 checks a day", onAzure, StringComparison.Ordinal);
        Assert.DoesNotContain("What it takes", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_settings_name_what_sets_up_each_channel_and_what_each_term_of_worth_is()
    {
        await using var dashboard = await DashboardInProcess.StartAsync();
        var html = WebUtility.HtmlDecode((await dashboard.GetAsync("/dashboard/sites/shop/settings", DashboardInProcess.Owner)).Html);

        foreach (var channel in Setting.Channels)
        {
            if (Setting.NeededBy(channel) is { } setting)
                Assert.Contains($"{channel} with {setting.Name}", html, StringComparison.Ordinal);
        }

        Assert.Contains("where the page’s domain stands in a rank list", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimates_use_the_figures_of_the_cost_document()
    {
        var cost = Repository.Read("docs/cost.md");

        Assert.Equal(CostEstimate.TableRequest, Figure(@"\[Table Storage\][^|]*\| 10,000 operations \| ([\d.]+) ") / 10_000, 1e-12);
        Assert.Equal(CostEstimate.QueueRequest, Figure(@"\[Queue Storage\][^|]*\| 10,000 operations \| ([\d.]+) ") / 10_000, 1e-12);
        Assert.Equal(CostEstimate.ThousandChecks, Figure(@"a typical day: .*\| ([\d.]+) \|"), 1e-9);
        Assert.Equal(CostEstimate.MinimumAMonth, Figure(@"(?:\| [\d,]+ ){5}\| ([\d.]+) \|"), 1e-9);
        Assert.Equal(7, CostEstimate.ChecksADay(Cadence.Weekly, 49), 1e-9);

        double Figure(string pattern) => double.Parse(
            Regex.Match(cost, pattern, RegexOptions.NonBacktracking).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> SystemAsync(StorageUse? use)
    {
        await using var dashboard = await DashboardInProcess.StartAsync(
            new DashboardOptions { Storage = use is null ? null : () => use });
        return Text((await dashboard.GetAsync("/dashboard/system", DashboardInProcess.Operator)).Html);
    }

    private static string Hidden(string html, string name) =>
        Regex.Match(html, $"name=\"{name}\" value=\"([^\"]*)\"", RegexOptions.NonBacktracking).Groups[1].Value;

    private static string InMain(string html) => html[html.IndexOf("<main", StringComparison.Ordinal)..];

    /// <summary>Without tags, and white space as browsers show it.</summary>
    private static string Text(string html) => Regex.Replace(
        WebUtility.HtmlDecode(Regex.Replace(InMain(html), "<[^>]*>", "", RegexOptions.NonBacktracking)), @"\s+", " ",
        RegexOptions.NonBacktracking);
}
