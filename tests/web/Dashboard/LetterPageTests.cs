using LinkWatch.Links;
using LinkWatch.Tests.Core;
using LinkWatch.Web.Dashboard.SigningIn;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>Letters about lost links: the draft, the mark, what is due, and what was won back.</summary>
public sealed class LetterPageTests : IAsyncLifetime
{
    private const string Tea = "https://blog.example/tea";
    private const string Site = "/dashboard/sites/shop";

    private DashboardInProcess dashboard = null!;
    private string page = "";

    private static Visitor Owner => DashboardInProcess.Owner;

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        await HostOutageTests.WatchAsync(dashboard.Pipeline, [Tea]);
        page = $"{Site}/links/{(await dashboard.Pipeline.LinkAsync(Tea)).LinkId}";
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task A_link_that_is_there_has_a_draft_for_its_removal_and_no_letter_to_mark()
    {
        var html = (await dashboard.GetAsync(page, Owner)).Html;
        var refused = await dashboard.PostAsync(page + "/letter", Owner);

        Assert.Contains("Please%20remove%20a%20link", html, StringComparison.Ordinal);
        Assert.DoesNotContain("I wrote to them", html, StringComparison.Ordinal);
        Assert.Contains(
            "the link isn’t lost", System.Net.WebUtility.HtmlDecode((await dashboard.GetAsync(refused.Location, Owner)).Html),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marked_letter_is_due_after_a_week_and_the_link_is_won_back_when_it_is_seen()
    {
        dashboard.Pipeline.Web.Say(Tea, Status.Lost, Reason.LinkRemoved);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(5));
        Assert.Contains("I wrote to them", (await dashboard.GetAsync(page, Owner)).Html, StringComparison.Ordinal);

        await dashboard.PostAsync(page + "/letter", Owner);
        var waiting = (await dashboard.GetAsync(Site, Owner)).Html;
        dashboard.Pipeline.Time.Advance(TimeSpan.FromDays(7));
        var due = (await dashboard.GetAsync(Site, Owner)).Html;
        var list = (await dashboard.GetAsync(Site + "/letters?list=due", Owner)).Html;
        dashboard.Pipeline.Web.Say(Tea, Status.Live);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(2));
        var won = (await dashboard.GetAsync(Site, Owner)).Html;

        Assert.Contains("1 letter waiting", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("1 letter to follow up", waiting, StringComparison.Ordinal);
        Assert.Contains("1 letter to follow up", due, StringComparison.Ordinal);
        Assert.Contains("blog.example", list, StringComparison.Ordinal);
        Assert.Contains("1 link won back", won, StringComparison.Ordinal);
        Assert.Contains("<dt>Won back</dt>", (await dashboard.GetAsync(page, Owner)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_letter_is_due_no_more()
    {
        dashboard.Pipeline.Web.Say(Tea, Status.Lost, Reason.LinkRemoved);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(5));
        await dashboard.PostAsync(page + "/letter", Owner);

        await dashboard.PostAsync(page + "/letter/forget", Owner);

        Assert.Null((await dashboard.Pipeline.LinkAsync(Tea)).Letter);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await dashboard.PostAsync($"{Site}/links/nobody/letter", Owner)).Status);
    }
}
