using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Sweeping;

/// <summary>The daily audit holds a site's lists and counts against its links.</summary>
public sealed class LinkAuditTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_imports_checks_changes_and_removals_nothing_is_to_be_repaired()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await ImportAsync(pipeline, 0, 30);
        await pipeline.CycleAsync();
        await ImportAsync(pipeline, 20, 40, "late");
        await pipeline.CycleAsync();
        var rows = await pipeline.Sites.ListLinksAsync("shop", null, 7, Cancel);
        await pipeline.Get<LinkTracker>().RemoveAsync("shop", [.. rows.Rows.Select(row => row.Row)], Cancel);

        Assert.Equal(0, await AuditAsync(pipeline));
        var counts = await pipeline.Get<ISiteLinks>().CountsAsync("shop", Cancel);
        Assert.Equal(33, counts.Links);
        Assert.True(counts.Of(ListedStatus.Live) > 0);
        Assert.Equal(counts.Of(ListedStatus.Live), counts.Of(new LinkFacet(FacetKind.Rel, LinkFacets.Follow)));
        var today = DateOnly.FromDateTime(pipeline.Time.GetUtcNow().DateTime);
        var day = Assert.Single(await pipeline.Get<ISiteLinks>().DaysAsync("shop", today, today, Cancel));
        Assert.Equal((33, 40, 10), (day.Links, day.NewOnDay, day.ReferringDomains));
        var referrers = (await pipeline.Get<ISiteLinks>().FindReferrersAsync("shop", Cancel))!;
        Assert.Equal((10, 33), (referrers.DomainCount, referrers.Domains.Sum(domain => domain.Links)));
        var audited = (await pipeline.Sites.FindReferrersAsync("shop", Cancel))!.Row;
        Assert.Equal(pipeline.Time.GetUtcNow(), audited.At);
        Assert.Equivalent(referrers with { At = audited.At }, audited, strict: true);
        var profile = Assert.Single(await pipeline.Sites.ListProfilesAsync("shop", today, 10, Cancel)).Row;
        Assert.Equal((today, counts.Of(ListedStatus.Live)), (profile.Day, profile.Parts["status=live"].Links));
        Assert.Equal(profile.Links, profile.Parts.Where(part => part.Key.StartsWith("anchor=", StringComparison.Ordinal))
            .Sum(part => part.Value.Links));
        var lives = (await pipeline.Sites.FindLivesAsync("shop", Cancel))!;
        Assert.Equal((audited.At, counts.Links), (lives.At, lives.Weeks.Sum(week => week.New)));
    }

    [Fact]
    public async Task What_is_missing_stale_or_miscounted_is_repaired_and_then_there_is_nothing_left()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await ImportAsync(pipeline, 0, 30);
        await pipeline.CycleAsync();
        var row = (await pipeline.Sites.ListLinksAsync("shop", null, 1, Cancel)).Rows.Single();
        var entries = LinkEdit.EntriesOf(row.Row).Order(StringComparer.Ordinal).ToList();
        var stale = Keys.Listed(LinkFacet.All, LinkOrder.Change, ListedStatus.Lost) + Keys.PlaceByChange(default, row.Row.LinkId);
        var orphan = Keys.Listed(LinkFacet.All, LinkOrder.Change, ListedStatus.Live) + Keys.PlaceByChange(default, Ids.Hash("gone"));
        var sum = (await pipeline.Sites.ListCountsAsync("shop", 1, Cancel)).Sum!;
        var miscounted = new Dictionary<string, IReadOnlyDictionary<string, int>>
        {
            ["all"] = new Dictionary<string, int> { ["live"] = 7 }
        };
        Assert.NotNull(await pipeline.Sites.CommitAsync(
            "shop",
            [
                RowWrite.Delete(entries[0]), RowWrite.Delete(entries[1]), RowWrite.Put(ListEntryRow.At(stale)),
                RowWrite.Put(ListEntryRow.At(orphan)), RowWrite.Replace(new LinkCountsRow(miscounted), sum.Version),
            ],
            Cancel));

        Assert.Equal(5, await AuditAsync(pipeline));
        Assert.Equal(0, await AuditAsync(pipeline));
        Assert.Equal(30, (await pipeline.Get<ISiteLinks>().CountsAsync("shop", Cancel)).Links);
    }

    [Fact]
    public async Task Links_that_have_neither_lists_nor_counts_get_both()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site, Cancel);
        var rows = Enumerable.Range(0, 60).Select(number => LinkWatch.Tests.Contracts.Sample.Link(Ids.Hash($"{number}"))).ToList();
        Assert.NotNull(await pipeline.Sites.CommitAsync("shop", [.. rows.Select(RowWrite.Insert)], Cancel));

        Assert.True(await AuditAsync(pipeline) > 60);

        var links = pipeline.Get<ISiteLinks>();
        Assert.Equal(60, (await links.CountsAsync("shop", Cancel)).Of(ListedStatus.Pending));
        Assert.Equal(60, (await links.ListAsync("shop", LinkFilter.None, LinkOrder.Address, null, 100, Cancel)).Links.Count);
    }

    private static Task<int> AuditAsync(TestPipeline pipeline) => pipeline.Get<LinkAudit>().RunAsync(
        TestPipeline.Site, new CoverageRow { At = pipeline.Time.GetUtcNow() }, Cancel);

    private static async Task ImportAsync(TestPipeline pipeline, int from, int end, params string[] tags)
    {
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site, Cancel);
        var links = Enumerable.Range(from, end - from).Select(number => new Backlink
        {
            Source = WebUrl.Parse($"https://www.blog{number / 4}.example/{number}"),
            Target = new LinkTarget(WebUrl.Parse("https://shop.example/")),
            Tags = tags,
        }).ToList();
        foreach (var link in links) pipeline.Web.Say(link.Source.Href, Status.Live);
        await pipeline.Get<LinkTracker>().AddAsync(TestPipeline.Site, links, $"from {from}", progress: null, Cancel);
    }
}
