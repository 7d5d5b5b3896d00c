using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Links;
using LinkWatch.Local.Sqlite;
using LinkWatch.Sites;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Sites;

/// <summary>Several change one site's settings at once: each change holds.</summary>
public sealed class ConcurrentSiteTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_owner_who_unsubscribes_at_the_same_time_is_unsubscribed()
    {
        using var temp = new TempFolder();
        using var file = await SqliteFile.OpenAsync(temp.Path, 4, Cancel);
        var sites = new SqliteStores(file).Sites;
        var owners = Enumerable.Range(0, 40).Select(i => $"owner{i}@shop.example").ToList();
        await sites.SaveSiteAsync(TestPipeline.Site with { Owners = [.. owners, "last@shop.example"] }, Cancel);

        await Parallel.ForEachAsync(
            owners,
            new ParallelOptions { MaxDegreeOfParallelism = owners.Count, CancellationToken = Cancel },
            async (owner, stop) => await new OwnerRemoval(sites).RemoveAsync(TestPipeline.Site.Id, owner, stop));

        Assert.Equal(["last@shop.example"], (await sites.FindSiteAsync(TestPipeline.Site.Id, Cancel))!.Row.Owners);
    }

    [Fact]
    public async Task Who_unsubscribes_while_the_site_is_changed_stays_unsubscribed()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var sites = pipeline.Sites;
        await sites.SaveSiteAsync(TestPipeline.Site with { Owners = ["a@shop.example", "b@shop.example"] }, Cancel);
        var isFirst = true;

        await pipeline.Get<SiteChange>().SaveAsync(
            TestPipeline.Site.Id,
            before =>
            {
                // Another process is faster, once.
                if (isFirst) new OwnerRemoval(sites).RemoveAsync(TestPipeline.Site.Id, "b@shop.example", Cancel).GetAwaiter().GetResult();
                isFirst = false;
                return before! with { AlertPace = AlertPace.Immediate };
            },
            Cancel);

        var site = (await sites.FindSiteAsync(TestPipeline.Site.Id, Cancel))!.Row;
        Assert.Equal(["a@shop.example"], site.Owners);
        Assert.Equal(AlertPace.Immediate, site.AlertPace);
    }
}
