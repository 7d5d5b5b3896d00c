using System.Globalization;
using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Alerting;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Reporting;

/// <summary>The same items as in Atom, as jsonfeed.org/version/1.1 has them.</summary>
public sealed class JsonFeedTests
{
    private const string Address = "https://links.example/sites/shop/feed.json";

    /// <summary>The members that version 1.1 knows, of a feed and of an item; those that are required first.</summary>
    private static readonly string[] OfFeed =
        ["version", "title", "items", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon", "authors",
            "language", "expired", "hubs"];

    private static readonly string[] OfItem =
        ["id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published",
            "date_modified", "authors", "tags", "language", "attachments"];

    [Fact]
    public void It_is_a_feed_of_version_1_1()
    {
        var feed = Read(Row("https://blog.example/a", "gone", "1"), Row("https://blog.example/b", "", "2"));

        Assert.Equal("https://jsonfeed.org/version/1.1", feed.GetProperty("version").GetString());
        Assert.Equal(("Backlinks of shop.example", Address, "en"), (Text(feed, "title"), Text(feed, "feed_url"), Text(feed, "language")));
        Assert.Equal("LinkWatch", Text(Assert.Single(feed.GetProperty("authors").EnumerateArray()), "name"));
        Assert.Empty(feed.EnumerateObject().Select(member => member.Name).Except(OfFeed));
        Assert.Equal(2, feed.GetProperty("items").GetArrayLength());
        Assert.All(feed.GetProperty("items").EnumerateArray(), item =>
        {
            Assert.Empty(item.EnumerateObject().Select(member => member.Name).Except(OfItem));
            Assert.NotEqual("", Text(item, "id"));
            Assert.Equal(JsonValueKind.String, item.GetProperty("content_text").ValueKind);
            Assert.True(Uri.TryCreate(Text(item, "url"), UriKind.Absolute, out _));

            // RFC 3339: the pattern of .NET takes nothing else.
            Assert.True(DateTimeOffset.TryParseExact(
                Text(item, "date_published"), "yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        });
    }

    [Fact]
    public void Its_items_are_those_of_the_atom_feed()
    {
        HistoryRow[] rows = [Row("https://blog.example/a", "gone", "1"), Row("https://blog.example/?a=1&b=<x>", "</p>\u0000\u202E", "2")];
        var atom = System.Xml.Linq.XDocument.Parse(
            System.Text.Encoding.UTF8.GetString(AtomFeed.Write(ChangeFeed.Of(TestPipeline.Site, rows, Address))));
        System.Xml.Linq.XNamespace ns = "http://www.w3.org/2005/Atom";

        Assert.Equal(
            atom.Root!.Elements(ns + "entry").Select(entry => (
                entry.Element(ns + "id")!.Value, entry.Element(ns + "title")!.Value, entry.Element(ns + "link")!.Attribute("href")!.Value,
                entry.Element(ns + "summary")!.Value,
                DateTimeOffset.Parse(entry.Element(ns + "updated")!.Value, CultureInfo.InvariantCulture))),
            Read(rows).GetProperty("items").EnumerateArray().Select(item => (
                Text(item, "id"), Text(item, "title"), Text(item, "url"), Text(item, "content_text"),
                item.GetProperty("date_published").GetDateTimeOffset())));
    }

    [Fact]
    public void A_site_without_changes_has_an_empty_feed() => Assert.Equal(0, Read().GetProperty("items").GetArrayLength());

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static JsonElement Read(params HistoryRow[] rows) =>
        JsonDocument.Parse(Json.Write(JsonFeed.Of(ChangeFeed.Of(TestPipeline.Site, rows, Address)))).RootElement;

    private static HistoryRow Row(string source, string evidence, string id) =>
        new(id, WebUrl.Parse(source), new LinkTarget(
            WebUrl.Parse("https://shop.example/tea")), SampleDigest.Lost with { Evidence = [evidence] });
}
