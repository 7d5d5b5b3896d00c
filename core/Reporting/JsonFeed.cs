using System.Text.Json.Serialization;

namespace LinkWatch.Reporting;

/// <summary>A feed in JSON Feed 1.1 (jsonfeed.org).</summary>
public sealed record JsonFeed(
    string Version,
    string Title,
    [property: JsonPropertyName("feed_url")] string Address,
    string Language,
    IReadOnlyList<JsonFeedAuthor> Authors,
    IReadOnlyList<JsonFeedItem> Items)
{
    public static JsonFeed Of(ChangeFeed feed) => new(
        "https://jsonfeed.org/version/1.1",
        feed.Title,
        feed.Address,
        "en",
        [new JsonFeedAuthor(ChangeFeed.Author)],
        [.. feed.Items.Select(item => new JsonFeedItem(item.Id, item.Page, item.Title, item.Summary, item.At.ToUniversalTime()))]);
}

public sealed record JsonFeedAuthor(string Name);

/// <param name="Id">Stays the same.</param>
/// <param name="Page">The page with the link.</param>
/// <param name="Title">What changed, and where.</param>
/// <param name="Text">Why; a feed's item must have a text, even an empty one.</param>
/// <param name="At">When.</param>
public sealed record JsonFeedItem(
    string Id,
    [property: JsonPropertyName("url")] string Page,
    string Title,
    [property: JsonPropertyName("content_text")] string Text,
    [property: JsonPropertyName("date_published")] DateTimeOffset At);
