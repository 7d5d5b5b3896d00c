using LinkWatch.Discovery;
using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Core.Discovery;

/// <summary>A pipeline with an inbox, and what a page says to its visitor.</summary>
internal static class InboxSetup
{
    public const string Blog = "https://blog.example/post";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<TestPipeline> StartAsync(DiscoveryOptions? options = null) =>
        TestPipeline.StartAsync(services => services.AddSingleton(options ?? new DiscoveryOptions()));

    public static Candidate Page(string source) => new(WebUrl.Parse(source), CandidateOrigin.AccessLog);

    public static Candidate Mention(string source) => Page(source) with { Origin = CandidateOrigin.Webmention };

    public static Task<CandidateCount> AddAsync(this TestPipeline pipeline, params Candidate[] candidates) =>
        pipeline.Get<ICandidateInbox>().AddAsync("shop", candidates.ToAsyncEnumerable(), isTrial: false, Cancel);

    public static Task<CandidateCount> AddAsync(this TestPipeline pipeline, params string[] sources) =>
        pipeline.AddAsync([.. sources.Select(Page)]);

    public static async Task<CandidateRow> CandidateAsync(this TestPipeline pipeline, string source) =>
        Assert.Single(await pipeline.Sites.FindCandidatesAsync("shop", [Ids.Page(WebUrl.Parse(source))], Cancel)).Row;

    public static async Task<InboxRow> InboxAsync(this TestPipeline pipeline) =>
        (await pipeline.Sites.FindInboxAsync("shop", Cancel))!.Row;

    public static async Task<CandidateState> StateAsync(this TestPipeline pipeline, string source) =>
        (await pipeline.CandidateAsync(source)).State;

    public static async Task<PageRow?> PageOrNullAsync(this TestPipeline pipeline, string source)
    {
        var url = WebUrl.Parse(source);
        return (await pipeline.Pages.FindPageAsync(url.Authority, Ids.Page(url), Cancel))?.Row;
    }

    public static int VisitsTo(this TestPipeline pipeline, string host) =>
        pipeline.Web.Visits.Count(visit => visit.Url.Host == host || visit.Url.Host.EndsWith("." + host, StringComparison.Ordinal));

    /// <summary>Days of a pipeline that runs: audits, ticks, checks.</summary>
    public static async Task DaysAsync(this TestPipeline pipeline, int days)
    {
        for (var day = 0; day < days; day++)
        {
            pipeline.Time.Advance(TimeSpan.FromHours(24.5));
            await pipeline.DeliverAsync();
            await pipeline.CycleAsync();
        }
    }

    /// <summary>The page links to this address of the site.</summary>
    public static void Links(this TestPipeline pipeline, string source, string href) => pipeline.Web.Say(source, request =>
    {
        var link = new FoundLink { Href = WebUrl.Parse(href), Anchor = "tea", Tag = $"<a href=\"{href}\">" };
        var visit = ScriptedWeb.Visit(request, Status.Live);
        return visit with
        {
            Verdicts = [.. visit.Verdicts.Zip(request.Targets, (verdict, target) =>
                target.Matches(link.Href, new Referrer([request.Url]))
                    ? verdict with { Links = [link] }
                    : verdict with { Status = Status.Lost, Reasons = [Reason.LinkRemoved], Links = [] })],
        };
    });
}
