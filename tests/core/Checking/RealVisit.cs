using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>A visit as <c>check</c> makes it: real sockets, real readers, robots.txt first.</summary>
internal static class RealVisit
{
    /// <summary>The link that is looked for.</summary>
    public const string Link = "<a href=\"https://shop.example/lamps\">lamps</a>";

    /// <param name="url">The page.</param>
    /// <param name="options">How it is fetched.</param>
    /// <param name="target">What is looked for.</param>
    /// <param name="reading">The clock by which a page may take its time to be read; null: the real one.</param>
    public static async Task<Verdict> VerdictAsync(
        WebUrl url, FetchOptions? options = null, LinkTarget? target = null, TimeProvider? reading = null)
    {
        var time = TimeProvider.System;
        var clock = reading ?? time;
        using var fetcher = LoopbackFetcher.Create(options);
        using var readers = new BodyReaders(new Scanner(), new AngleSharpReader(clock), new HtmlAgilityPackReader(clock), trees: 2);
        var robots = new RobotsSource(fetcher.ForRobots(), "LinkWatch", time);
        var visitor = new PageVisitor(fetcher, robots, readers, new RecentFrontPages(), time, NullLogger<PageVisitor>.Instance);
        var request = new VisitRequest { Url = url, Targets = [target ?? Page.Target], Budget = TimeSpan.FromSeconds(20) };
        return (await visitor.VisitAsync(request, TestContext.Current.CancellationToken)).Verdicts[0];
    }

    /// <summary>A page with enough on it to be one, in which the link is, or is not.</summary>
    public static string Html(bool isLinked) =>
        "<!doctype html><html><head><title>Lamps</title></head><body>"
        + string.Concat(Enumerable.Repeat("<p>A paragraph of an ordinary page about lamps and where to put them.</p>\n", 40))
        + (isLinked ? Link : "") + "</body></html>";
}
