using System.Text;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html;

/// <summary>Links that lead to the target in another spelling: every reader finds them, and none finds more.</summary>
public sealed class LinkSpellingTests
{
    private static readonly IPageReader[] Readers =
        [new Scanner(), new AngleSharpReader(TimeProvider.System), new HtmlAgilityPackReader(TimeProvider.System)];

    [Theory]
    [InlineData("https://shop.example/offer", "https://shop.example/offer?ref=blog.example", true)]
    [InlineData("https://shop.example/offer", "//www.shop.example/offer/?source=www.blog.example", true)]
    [InlineData("https://shop.example/offer", "https://shop.example/offer?via=https%3A%2F%2Fblog.example%2Fa%2Fpost.html", true)]
    [InlineData("https://shop.example/offer", "https://shop.example/offer?id=1&amp;ref=blog.example", false)]
    [InlineData("https://shop.example/offer?id=1", "https://shop.example/offer?id=1&amp;ref=blog.example", true)]
    [InlineData("https://shop.example/offer?id=1", "https://shop.example/offer?id=1&amp;amp;utm_source=x&amp;amp;utm_medium=y", true)]
    [InlineData("https://shop.example/offer?id=1&p=2", "https://shop.example/offer?id=1&amp;amp;p=2", true)]
    [InlineData("https://shop.example/offer", "https://shop.example/offer?ref=other.example", false)]
    [InlineData("https://shop.example/offer?ref=other.example", "https://shop.example/offer?ref=blog.example", false)]
    [InlineData("https://shop.example/offer?ref=blog.example", "https://shop.example/offer?ref=blog.example", true)]
    [InlineData("https://shop.example/offer?ref=blog.example", "https://shop.example/offer", false)]
    [InlineData("https://shop.example/a|b", "https://shop.example/a%7Cb", true)]
    [InlineData("https://shop.example/a%7cb", "https://shop.example/a|b", true)]
    [InlineData("https://shop.example/a|b", "https://shop.example/a|c", false)]
    [InlineData("https://shop.example/%28tea%29", "https://shop.example/(tea)", true)]
    [InlineData("https://shop.example/(tea)", "https://shop.example/%28tea%29", true)]
    [InlineData("https://shop.example/x?f[0]=a|b", "https://shop.example/x?f%5B0%5D=a%7Cb", true)]
    [InlineData("https://shop.example/a%2Fb", "https://shop.example/a/b", false)]
    public void A_link_is_found_in_any_spelling_of_its_target(string target, string href, bool expected)
    {
        foreach (var mode in new[] { MatchMode.Page, MatchMode.Exact })
        {
            var wanted = new LinkTarget(WebUrl.Parse(target), mode);
            var isSpelling = WebUrl.Parse(target).Path != "/offer";
            foreach (var reader in Readers)
            {
                if (Read(reader, wanted, href) is not { } reading) continue;
                var found = reading.Links.Any(link => wanted.Matches(link.Href, new Referrer(Page)));
                Assert.True(found == (expected && (mode == MatchMode.Page || isSpelling || href == target)), $"{reading.Reader}, {mode}");
            }
        }
    }

    private static WebUrl Page => WebUrl.Parse("https://blog.example/a/post.html");

    private static PageReading? Read(IPageReader reader, LinkTarget wanted, string href)
    {
        var html = $"<!DOCTYPE html><html><head><title>Tea</title></head><body><p>See <a href=\"{href}\">tea</a>.</p></body></html>";
        var source = new PageSource(Page, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", [wanted]);
        return reader.Read(source, TestContext.Current.CancellationToken);
    }
}
