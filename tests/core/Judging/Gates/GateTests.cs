using System.Text;
using System.Text.Json;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Judging.Gates;

/// <summary>Gates are held back, and ordinary pages aren't: both scores are printed. Real readers, the whole judgement.</summary>
public sealed class GateTests
{
    private static readonly WebUrl Post = WebUrl.Parse("https://blog.example/a/post");
    private static readonly LinkTarget Target = new(WebUrl.Parse("https://shop.example/offer"));

    private readonly AngleSharpReader decider = new(TimeProvider.System);

    [Fact]
    public void Gates_are_blocked_whatever_their_build_and_language()
    {
        var pages = GatePages.All.Concat(Odd(isGate: true)).ToList();
        var missed = pages.Where(page => Judged(page) is not { Status: Status.Unknown }).Select(page => page.Name).ToList();

        Suites.Score("gates held", pages.Count - missed.Count, pages.Count);
        Assert.InRange(pages.Count, 200, int.MaxValue);
        Assert.True(missed.Count * 50 <= pages.Count, string.Join('\n', missed));
    }

    [Fact]
    public void Ordinary_pages_that_lost_their_link_are_lost()
    {
        var pages = OrdinaryPages.All.Concat(Odd(isGate: false)).ToList();
        var wrong = pages.Select(page => (page.Name, Verdict: Judged(page))).Where(page => page.Verdict.Status != Status.Lost)
            .Select(page => $"{page.Name}: {string.Join(' ', page.Verdict.Evidence)}").ToList();

        Suites.Score("ordinary pages", pages.Count - wrong.Count, pages.Count);
        Assert.InRange(pages.Count, 2000, int.MaxValue);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void No_page_of_the_suite_of_links_is_taken_for_a_gate()
    {
        var (wrong, count) = (new List<string>(), 0);
        foreach (var line in File.ReadLines(Suites.PathOf("links.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var html = document.RootElement.GetProperty("html").GetString()!;
            count++;
            if (Judged(new ShownPage("", html)).Evidence.Any(IsGate)) wrong.Add(html);
        }

        Suites.Score("pages of links.jsonl that are no gates", count - wrong.Count, count);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void A_page_that_looks_as_it_did_is_no_gate()
    {
        var gate = GatePages.All.First(page => page.Name == "en: country, paths");

        Assert.Equal(Status.Unknown, Judged(gate).Status);
        Assert.Equal(Status.Lost, Judged(gate with { Previous = new Fingerprint("Where are you shopping from?", 700, 1) }).Status);
    }

    /// <summary>Written one by one, each like no other.</summary>
    private static IEnumerable<ShownPage> Odd(bool isGate)
    {
        foreach (var line in Repository.Read("tests/core/Judging/Gates/odd-pages.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            if (row.GetProperty("gate").GetBoolean() != isGate) continue;
            yield return new ShownPage(row.GetProperty("name").GetString()!, row.GetProperty("html").GetString()!)
            {
                Final = row.TryGetProperty("final", out var final) ? final.GetString()! : Post.Href,
            };
        }
    }

    private static bool IsGate(string line) => line.StartsWith("a gate stands", StringComparison.Ordinal);

    private Verdict Judged(ShownPage page)
    {
        var final = page.Final == Post.Href ? Post : WebUrl.Parse(page.Final);
        var body = Encoding.UTF8.GetBytes(page.Html);
        return Judge.One(
            new PageAnswer
            {
                Requested = Post,
                Final = final,
                Trail = final.Equals(Post) ? [] : [new Hop(page.Redirect, Post, final)],
                HttpStatus = 200,
                Headers = new HttpFields([.. page.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]),
                End = BodyEnd.Whole,
                Size = body.Length,
                Reading = decider.Read(
                    new PageSource(final, body, "text/html; charset=utf-8", [Target]), TestContext.Current.CancellationToken),
                Previous = page.Previous,
                Now = FakeTime.Start,
            },
            Target);
    }
}
