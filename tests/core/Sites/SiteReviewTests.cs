using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Review.Flags;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Tests.Core.Profile;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Sites;

public sealed class SiteReviewTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_daily_audit_keeps_what_it_found_and_writes_nothing_while_it_stays_the_same()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await PutAsync(pipeline, 6, "online casino");
        await AuditAsync(pipeline);
        var first = (await pipeline.Sites.FindReviewAsync("shop", Cancel))!;

        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await AuditAsync(pipeline);
        var second = (await pipeline.Sites.FindReviewAsync("shop", Cancel))!;
        await PutAsync(pipeline, 7, "online casino");
        await AuditAsync(pipeline);
        var third = (await pipeline.Sites.FindReviewAsync("shop", Cancel))!;

        var flag = Assert.Single(first.Row.Flags);
        Assert.Equal((FlagKind.SpamWords, 6, 6), (flag.Flag, flag.Links, flag.Domains));
        Assert.Equal(first.Version, second.Version);
        Assert.Equal((7, pipeline.Time.GetUtcNow()), (Assert.Single(third.Row.Flags).Links, third.Row.At));
    }

    [Fact]
    public async Task A_site_without_flags_gets_no_row_and_one_whose_flags_went_gets_an_empty_one()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await PutAsync(pipeline, 3, "tea");
        await AuditAsync(pipeline);
        Assert.Null(await pipeline.Sites.FindReviewAsync("shop", Cancel));

        await PutAsync(pipeline, 3, "online casino");
        await AuditAsync(pipeline);
        await PutAsync(pipeline, 3, "tea");
        await AuditAsync(pipeline);

        Assert.Empty((await pipeline.Sites.FindReviewAsync("shop", Cancel))!.Row.Flags);
    }

    [Fact]
    public async Task Of_a_larger_site_a_page_shows_what_the_audit_found()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await PutAsync(pipeline, SiteLinks.MaxReadThrough + 1, "online casino");
        await pipeline.Get<LinkAudit>().RunAsync(
            TestPipeline.Site, new CoverageRow { At = pipeline.Time.GetUtcNow() }, Cancel);
        await PutAsync(pipeline, 5, "tea");

        var found = (await pipeline.Get<SiteReview>().FindAsync(TestPipeline.Site, Cancel))!;
        var now = await pipeline.Get<SiteReview>().ReadAsync(TestPipeline.Site, Cancel);

        Assert.Equal(SiteLinks.MaxReadThrough + 1, Assert.Single(found.Flags).Links);
        Assert.Equal(SiteLinks.MaxReadThrough - 4, Assert.Single(now.Flags).Links);
        Assert.Equal(
            SiteLinks.MaxReadThrough - 4, await pipeline.Get<SiteReview>().FlaggedAsync(TestPipeline.Site, Cancel).CountAsync(Cancel));
    }

    /// <summary>Most domains have one link, so this is the most that a row can hold.</summary>
    [Fact]
    public void The_largest_row_fits_and_counts_what_it_does_not_list()
    {
        var site = TestPipeline.Site;
        var flags = new LinkFlags(site, [], new OwnOutboundLinks(site, PublicSuffix.BuiltIn), PublicSuffix.BuiltIn);
        var count = new ReviewCount(flags);
        for (var i = 0; i < 25_000; i++)
        {
            var row = SomeLinks.Row($"b{i}-{new string('x', 50)}.example", Status.Live, Seen($"casino {new string('語', 480)}"), 3);
            var source = WebUrl.Parse(row.Link.Source.Href + new string('y', 900));
            count.Add(row.With(Ids.Hash($"{i}")) with { Link = row.Link with { Source = source } });
        }

        var flag = Assert.Single(count.Flags(), flag => flag.Flag == FlagKind.SpamWords);

        Assert.Equal((25_000, 25_000, ReviewCount.MaxListed), (flag.Links, flag.Domains, flag.Listed.Count));
        var row7 = new ReviewRow(null, [.. Enum.GetValues<FlagKind>().Select(kind => flag with { Flag = kind })]);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Json.Write<SiteRow>(row7)), 1, 960 * 1024);
    }

    private static Task<int> AuditAsync(TestPipeline pipeline) => pipeline.Get<LinkAudit>().RunAsync(
        TestPipeline.Site, new CoverageRow { At = pipeline.Time.GetUtcNow() }, Cancel);

    private static async Task PutAsync(TestPipeline pipeline, int links, string anchor)
    {
        var edits = new List<LinkEdit>();
        foreach (var number in Enumerable.Range(0, links))
        {
            var row = SomeLinks.Row($"b{number}.example", Status.Live, Seen(anchor), 3).With(Ids.Hash($"{number}"));
            edits.Add(LinkEdit.Of(await pipeline.Sites.FindLinkAsync("shop", row.LinkId, Cancel), row));
        }

        foreach (var commit in LinkEdit.Chunk(edits, edit => edit, RowWrite.MaxPerCommit))
            Assert.NotNull(await pipeline.Sites.CommitAsync("shop", LinkEdit.Commit(commit), Cancel));
    }

    private static LinkDetail Seen(string anchor) => new("https://shop.example/", anchor, Placement.Content, []);
}
