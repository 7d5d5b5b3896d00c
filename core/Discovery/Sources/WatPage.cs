using System.Globalization;
using System.Text.Json;

namespace LinkWatch.Discovery.Sources;

/// <summary>What a record of a WAT file says of a page.</summary>
/// <param name="Address">The page's address; null if the record doesn't say.</param>
/// <param name="SeenAt">When it was fetched.</param>
/// <param name="Links">Its links that may lead to the site: address and text as they stand in the page.</param>
internal sealed record WatPage(string? Address, DateTimeOffset? SeenAt, IReadOnlyList<(string Href, string? Text)> Links)
{
    /// <summary>
    /// Of <c>Links</c> in <c>HTML-Metadata</c> those of the form <c>{"path":"A@/href","url":…,"text":…,"rel":…}</c> are taken: the other
    /// forms are images, scripts and forms.
    /// </summary>
    /// <param name="record">One JSON object.</param>
    /// <param name="own">The site.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A text in it is not UTF-8.</exception>
    public static WatPage Read(ReadOnlySpan<byte> record, OwnHosts own)
    {
        var reader = new Utf8JsonReader(record);
        string? address = null;
        DateTimeOffset? seenAt = null;
        var links = new List<(string, string?)>();
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.ValueTextEquals("Links"u8)) ReadLinks(ref reader, own, links);
            else if (address is null && reader.ValueTextEquals("WARC-Target-URI"u8)) address = ReadText(ref reader);
            else if (seenAt is null && reader.ValueTextEquals("WARC-Date"u8)) seenAt = DateOf(ReadText(ref reader));
        }

        return new WatPage(address, seenAt, links);
    }

    private static void ReadLinks(ref Utf8JsonReader reader, OwnHosts own, List<(string, string?)> links)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            if (ReadLink(ref reader, own) is { } link) links.Add(link);
        }
    }

    private static (string Href, string? Text)? ReadLink(ref Utf8JsonReader reader, OwnHosts own)
    {
        var isAnchor = false;
        string? href = null;
        string? text = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("path"u8)) isAnchor = ReadText(ref reader) is "A@/href" or "AREA@/href";
            else if (reader.ValueTextEquals("url"u8)) href = ReadText(ref reader);
            else if (reader.ValueTextEquals("text"u8)) text = ReadText(ref reader);
            else SkipValue(ref reader);
        }

        return isAnchor && href is not null && own.MayBeNamedIn(href) ? (href, text) : null;
    }

    /// <summary>Null, and passed over, if it is no text.</summary>
    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static DateTimeOffset? DateOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
