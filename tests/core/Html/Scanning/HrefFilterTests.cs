using System.Text;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html.Scanning;

public sealed class HrefFilterTests
{
    private static readonly string[] Pieces =
    [
        "http://", "https://", "HTTPS:", "//", "/", "\\", "\t", " ", ".", "..", "./", "../", "p", "P", "dir", "page.html", "?x=1", "#f",
        "&amp;", "%70", "%2e", ":", ":443", ":80", ":99999", "@", "target.example", "www.target.example", "TARGET.example",
        "sub.target.example", "mytarget.example", "source.example", "other.example", "example.", "1.2.3", "0x7f.1", "xn--", "ü", "mailto:",
        "javascript:", "target.example/p", "https://target.example/p", "utm_source=x", "", "_", "[::1]", "|", "\u00AD",
        "%7C", "%28", "(", "ref=source.example", "amp;ref=source.example",
    ];

    [Fact]
    public void What_it_sorts_out_resolves_to_just_that()
    {
        var random = new Random(7);
        var page = WebUrl.Parse("https://source.example/dir/page.html");
        WebUrl[] bases = [page, WebUrl.Parse(
            "https://target.example/dir/p"), WebUrl.Parse("http://www.source.example/"), WebUrl.Parse("https://other.example/p/")];
        LinkTarget[] targets =
        [
            new(WebUrl.Parse("https://target.example/p")), new(WebUrl.Parse("https://www.target.example/dir/")),
            new(WebUrl.Parse("https://target.example/")), new(WebUrl.Parse("https://source.example/dir/%70?x=1")),
            new(WebUrl.Parse("https://target.example/dir/p|p")), new(WebUrl.Parse("https://target.example/(p")),
            new(WebUrl.Parse("https://target.example/dir/p"), MatchMode.Exact),
            new(WebUrl.Parse("https://sub.target.example/"), MatchMode.Domain),
        ];
        var sorted = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var baseUrl = bases[random.Next(bases.Length)];
            LinkTarget[] wanted = [targets[random.Next(targets.Length)], targets[random.Next(targets.Length)]];
            var href = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var raw = Encoding.UTF8.GetBytes(href);
            var kind = new HrefFilter(page, baseUrl, wanted).Sort(raw);
            if (kind == LeadsTo.Unclear) continue;
            sorted++;
            var isWeb = WebUrl.TryParse(CharacterReferences.Decode(raw, inAttribute: true), baseUrl, out var url) && url.IsHttp;
            var expected = !isWeb ? LeadsTo.NotWeb : url!.Host == page.Host ? LeadsTo.SameHost : LeadsTo.OtherHost;
            Assert.True(
                expected == kind && !(isWeb && wanted.Any(target => target.Matches(url!, new Referrer(page)))),
                $"\"{href}\" on {baseUrl}: {kind} for {expected} ({url}), wanted {wanted[0].Url} {wanted[1].Url}");
        }

        Assert.True(sorted > 40_000, $"only {sorted} of 200,000 were sorted out");
    }
}
