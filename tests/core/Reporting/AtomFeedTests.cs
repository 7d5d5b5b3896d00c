using System.Text;
using System.Xml.Linq;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Alerting;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Reporting;

public sealed class AtomFeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public void Each_change_is_an_entry_with_what_happened_where_and_why()
    {
        var feed = Read(Row("https://blog.example/teas", SampleDigest.Lost.Evidence[0]));

        Assert.Equal("2026-01-04T03:00:00Z", feed.Root!.Element(Atom + "updated")!.Value);
        var entry = Assert.Single(feed.Root.Elements(Atom + "entry"));
        Assert.Equal("lost: https://blog.example/teas", entry.Element(Atom + "title")!.Value);
        Assert.Equal("https://blog.example/teas", entry.Element(Atom + "link")!.Attribute("href")!.Value);
        Assert.StartsWith(
            "the page is there, the link is not; read to its end", entry.Element(Atom + "summary")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_keep_their_ids_and_differ()
    {
        var rows = new[] { Row("https://a.example/", "1", "1"), Row("https://b.example/", "2", "2") };
        string[] Ids() => [.. Read(rows).Root!.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value)];

        Assert.Equal(Ids(), Ids());
        Assert.Equal(2, Ids().Distinct().Count());
    }

    [Fact]
    public void What_others_wrote_is_text_and_breaks_no_feed()
    {
        var feed = Read(
            Row("https://blog.example/?a=1&b=<x>", "</summary><script>alert(1)</script>\u0000\u0008\uFFFE\u202E ]]> &amp; \uD800"));

        Assert.DoesNotContain(feed.Descendants(), element => element.Name.LocalName == "script");
        Assert.Contains("<script>alert(1)</script>", feed.Descendants(Atom + "summary").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_without_changes_has_an_empty_feed() => Assert.Empty(Read().Root!.Elements(Atom + "entry"));

    private static XDocument Read(params HistoryRow[] rows) =>
        XDocument.Parse(Encoding.UTF8.GetString(AtomFeed.Write(
            ChangeFeed.Of(TestPipeline.Site, rows, "https://links.example/sites/shop/feed.atom"))));

    private static HistoryRow Row(string source, string evidence, string id = "1") =>
        new(id, WebUrl.Parse(source), new LinkTarget(
            WebUrl.Parse("https://shop.example/tea")), SampleDigest.Lost with { Evidence = [evidence] });
}
