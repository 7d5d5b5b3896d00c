using System.Net;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Profile;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>What the overview says is to be done.</summary>
public sealed class OverviewPageTests
{
    [Theory]
    [InlineData(6, 0, null)]
    [InlineData(8, 0, "8 lost links, 6 of them in the open incident: write to the pages’ owners")]
    [InlineData(8, 4, "8 lost links, 2 of them in the open incident: write to the pages’ owners")]
    [InlineData(8, 6, "8 lost links: write to the pages’ owners")]
    [InlineData(0, 0, null)]
    public async Task Lost_links_of_an_open_incident_are_named_once(int lost, int returned, string? said)
    {
        await using var dashboard = await DashboardInProcess.StartAsync();
        var links = Enumerable.Range(0, lost).Select(number => LinkEdit.Of(
            before: null,
            SomeLinks.Row($"blog{number}.example", Status.Lost, SomeLinks.Seen("Shop"), 9) with { LinkId = Ids.Hash($"{number}") }));
        var since = dashboard.Pipeline.Time.GetUtcNow();
        var incident = new IncidentRow
        {
            Incident = new Incident("host-1", IncidentCause.Lost, "blog.example", since),
            FirstConfirmedAt = since,
            Members = 6,
            Returned = returned,
        };
        Assert.NotNull(await dashboard.Pipeline.Sites.CommitAsync(
            "shop", [.. LinkEdit.Commit(links), RowWrite.Insert(incident)], TestContext.Current.CancellationToken));

        var html = WebUtility.HtmlDecode((await dashboard.GetAsync("/dashboard/sites/shop", DashboardInProcess.Owner)).Html);

        if (said is not null) Assert.Contains($">{said}</a>", html, StringComparison.Ordinal);
        else Assert.DoesNotContain("write to the pages’ owners", html, StringComparison.Ordinal);
        Assert.Equal(returned < 6, html.Contains("1 open incident: many links changed together", StringComparison.Ordinal));
    }
}
