using System.Text;
using LinkWatch.Bench;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html.Scanning;

/// <summary>Wherever the scanner answers, a full parser would have said the same of presence, rel, robots, canonical and base.</summary>
public sealed class ScannerAgreementTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    public void Broken_pages_read_the_same(int seed)
    {
        const int Pages = 1_500;
        var fuzz = new ScannerFuzz(SamplePages.All);
        Assert.Empty(Enumerable.Range(0, Pages).Select(index => fuzz.Try(seed, index)).OfType<string>());
        Assert.True(fuzz.Comparison.Present > Pages / 4, "the broken pages hardly ever hold the link: they prove nothing");
    }

    [Fact]
    public void Sample_pages_are_answered() =>
        Assert.All(SamplePages.All, html =>
            Assert.NotNull(new Scanner().Read(Source(html, "https://target.example/"), CancellationToken.None)));

    [Fact]
    public void Conformance_pages_read_the_same()
    {
        var parser = new AngleSharpReader(TimeProvider.System);
        int cases = 0, answered = 0, held = 0, anchors = 0, missed = 0;
        foreach (var line in Suites.Lines("links.jsonl"))
        {
            cases++;
            var source = Source(line.GetProperty("html").GetString()!, line.GetProperty("target").GetString()!);
            if (new Scanner().Read(source, CancellationToken.None) is not { } scanned) continue;
            answered++;
            var id = line.GetProperty("id").GetString()!;
            Assert.Null(ReadingComparison.Difference(scanned, parser.Read(source, CancellationToken.None), source.Wanted));
            if (!line.GetProperty("present").GetBoolean())
            {
                Assert.True(scanned.Links.Count == 0, $"{id}: a link that is not there");
                continue;
            }

            held++;
            if (scanned.Links.Count == 0)
            {
                missed++;
                continue;
            }

            Assert.Equal(line.GetProperty("rel").EnumerateArray().Select(rel => rel.GetString()), scanned.Links[0].Rel);
            if (scanned.Links[0].Anchor == line.GetProperty("anchor").GetString()) anchors++;
        }

        Suites.Score("scanner answers", answered, cases, "(on the others it abstains)");
        Suites.Score("scanner presence", held - missed, held);
        Suites.Score("scanner anchor", anchors, held);
        Assert.Equal((0, held), (missed, anchors));
    }

    private static PageSource Source(string html, string target) => new(
        WebUrl.Parse("https://source.example/dir/page.html"), Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8",
        [new LinkTarget(WebUrl.Parse(target))]);
}
