using System.Globalization;
using System.Text;
using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Tests.Core.Html;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>What is measured is one thread; a clock that stands still leaves memory as the only limit.</summary>
public sealed class LargePageTests
{
    private const int Size = 3 * 1024 * 1024;
    private const string Section = """
        <section class="post hentry" id="post-{0}"><header class="entry-header"><h2 class="entry-title">
        <a href="https://lamps.example/posts/{0}/how-to-hang-a-lamp" rel="bookmark">How to hang lamp number {0}</a></h2>
        <p class="meta">By <a href="/authors/{0}">Author {0}</a>, <time datetime="2026-03-01">1 March 2026</time></p></header>
        <p>A paragraph of an ordinary page about lamps, their shades and <em>where</em> to put them, long enough to be read by someone
        who came for it &amp; stays for the next one, with a <a href="/lamps/{0}?from=text" class="inline">link</a> in it.</p>
        <ul class="tags"><li><a href="/tags/lamps">lamps</a></li><li><a href="/tags/shades">shades</a></li></ul>
        <img src="/images/{0}.jpg" alt="Lamp {0}" width="640" height="480" loading="lazy"></section>
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, Status.Live)]
    [InlineData(false, Status.Lost, Reason.LinkRemoved)]
    public async Task A_large_ordinary_page_gets_its_verdict(bool isLinked, Status status, params Reason[] reasons)
    {
        await using var site = await LoopbackSite.StartAsync(Ordinary(Size, isLinked));

        var verdict = await RealVisit.VerdictAsync(site.Url(), reading: FakeTime.Create());

        Assert.Equal(status, verdict.Status);
        Assert.Equal(reasons, verdict.Reasons);
    }

    [Theory]
    [InlineData("many attributes in a tag")]
    [InlineData("many tags")]
    [InlineData("text between tags")]
    public void A_hostile_page_takes_no_more_memory_than_its_budget(string kind)
    {
        var part = kind switch
        {
            "many attributes in a tag" => $"<b {string.Concat(Enumerable.Range(0, 5_000).Select(i => $"a{i} "))}>x</b>",
            "many tags" => "<b></b>",
            _ => "<table><td>t",
        };
        var html = string.Concat(Enumerable.Repeat(part, Size / part.Length));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<PageUnreadableException>(() => new AngleSharpReader(FakeTime.Create()).Read(Pages.Source(html), Cancel));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 224 * 1024 * 1024);
    }

    private static string Ordinary(int size, bool isLinked)
    {
        var page = new StringBuilder("<!doctype html><html><head><meta charset=utf-8><title>Lamps</title></head><body>");
        for (var i = 0; page.Length < size; i++)
            page.Append(Section.Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return page.Append(isLinked ? RealVisit.Link : "").Append("</body></html>").ToString();
    }
}
