using System.Security.Cryptography;
using LinkWatch.Checking;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Azure;

/// <summary>Pages with many links, whose rows together are more than a transaction takes.</summary>
public sealed class LargePageTests(Azurite azurite)
{
    private const string Host = "https://blog.example/";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>More than two slices of one host: those that must wait are written by the tick, with all their links.</summary>
    [Fact]
    public async Task Pages_of_seven_hundred_links_with_long_addresses_are_all_checked()
    {
        await using var pipeline = await StartAsync();
        for (var i = 0; i < 60; i++) await InsertAsync(pipeline, $"{Host}{i}", links: 700);
        await CheckAsync(pipeline);
        for (var i = 0; i < 60; i++)
            Assert.All((await pipeline.PageAsync($"{Host}{i}")).Links, link => Assert.Equal(Status.Live, link.State.Status));
        await AssertIdleAsync(pipeline);
    }

    [Fact]
    public async Task A_page_whose_evidence_is_too_large_is_kept_without_it()
    {
        await using var pipeline = await StartAsync();
        await InsertAsync(pipeline, Host + "large", links: 40);
        await InsertAsync(pipeline, Host + "small", links: 1);
        pipeline.Web.Say(Host + "large", request => Each(request, (verdict, link) => verdict with
        {
            Evidence = [.. Enumerable.Range(0, 32).Select(line => Noise($"{link}-{line}", 2048))],
        }));
        await CheckAsync(pipeline);

        Assert.All((await pipeline.PageAsync(Host + "large")).Links, link =>
            Assert.Equal((Status.Live, 0), (link.State.Status, link.LastReading!.Evidence.Count)));
        Assert.All((await pipeline.PageAsync(Host + "small")).Links, link => Assert.Equal(Status.Live, link.State.Status));
        await AssertIdleAsync(pipeline);
    }

    [Fact]
    public async Task A_page_that_is_too_large_in_any_case_is_left_as_it_was_and_holds_nothing_up()
    {
        await using var pipeline = await StartAsync();
        await InsertAsync(pipeline, Host + "large", links: 900);
        await InsertAsync(pipeline, Host + "small", links: 1);
        pipeline.Web.Say(Host + "large", request => Each(request, (verdict, link) => verdict with
        {
            Links = [verdict.Links[0] with { Anchor = Noise($"{link}", 2048) }],
        }));
        await CheckAsync(pipeline);

        Assert.Null((await pipeline.PageAsync(Host + "large")).LastVerified);
        Assert.NotNull((await pipeline.PageAsync(Host + "small")).LastVerified);
        await AssertIdleAsync(pipeline);
    }

    [Fact]
    public async Task Links_with_much_that_their_owner_noted_are_all_taken_in()
    {
        await using var pipeline = await StartAsync();
        var links = Enumerable.Range(0, 100).Select(i => new Backlink
        {
            Source = WebUrl.Parse($"{Host}{i}"),
            Target = new LinkTarget(WebUrl.Parse("https://shop.example/")),
            Notes = Enumerable.Range(0, 64).ToDictionary(note => Noise($"{i}-{note}", 500), note => Noise($"{note}-{i}", 500)),
        }).ToList();
        var outcome = await pipeline.Get<LinkTracker>().AddAsync(TestPipeline.Site, links, "test", progress: null, Stop);
        Assert.Equal((100, 0), (outcome.Added, outcome.Refused.Count));
        Assert.Equal(64, (await pipeline.LinkAsync($"{Host}99")).Link.Notes.Count);
    }

    private async Task<TestPipeline> StartAsync() =>
        await TestPipeline.StartAsync(storage: new OpenStorage(await new OwnStorage(azurite).OpenAsync(shards: 1)));

    private static async Task InsertAsync(TestPipeline pipeline, string address, int links)
    {
        var url = WebUrl.Parse(address);
        var page = new PageRow
        {
            Key = new PageKey(0, Cadence.Daily, Ids.Page(url)),
            Url = url,
            Links = [.. Enumerable.Range(0, links)
                .Select(i => Link(url, new LinkTarget(WebUrl.Parse($"https://shop.example/{Noise($"{address}-{i}", 300)}"))))],
        };
        Assert.NotNull(
            await pipeline.Pages.CommitAsync(0, [RowWrite.Insert(page), RowWrite.Insert(new HostPageRow(url.Authority, page.Key))], Stop));
    }

    private static TrackedLink Link(WebUrl url, LinkTarget target) =>
        new() { LinkId = Ids.Link("shop", url, target), SiteId = "shop", Target = target };

    /// <summary>Plans a day and checks it; changes stay in the outbox.</summary>
    private static async Task CheckAsync(TestPipeline pipeline)
    {
        var now = pipeline.Time.GetUtcNow();
        await pipeline.Pages.CommitAsync(
            0, [RowWrite.Put(new CursorRow(Cadences.All.ToDictionary(cadence => cadence, _ => new CadenceCursor(now, 0)), now))], Stop);
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        while ((await pipeline.Get<ScheduleStep>().RunAsync(Stop)).Planned > 0) await pipeline.DrainAsync(pipeline.Queues.Checks);
    }

    private static async Task AssertIdleAsync(TestPipeline pipeline) =>
        Assert.Empty((await pipeline.Pages.ReadAgendaAsync(0, pipeline.Time.GetUtcNow(), 1, 1, Stop)).Slices);

    private static Visit Each(VisitRequest request, Func<Verdict, int, Verdict> change)
    {
        var visit = ScriptedWeb.Visit(request, Status.Live);
        return visit with { Verdicts = [.. visit.Verdicts.Select(change)] };
    }

    /// <summary>Text that packs to three quarters at best, the same every time.</summary>
    private static string Noise(string seed, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i * 32 < length; i++)
            SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{seed}/{i}"))
                .AsSpan(0, Math.Min(32, length - (i * 32)))
                .CopyTo(bytes.AsSpan(i * 32));
        return Convert.ToBase64String(bytes).Replace('/', '-').Replace('+', '_')[..length];
    }
}
