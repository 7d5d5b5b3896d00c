using System.Text;
using System.Text.Json;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Reporting;

/// <summary>One line of <c>linkwatch inspect</c>'s input: a page as it was saved, and the links to look for on it.</summary>
internal sealed record InspectRequest
{
    public required WebUrl Url { get; init; }

    public required int Status { get; init; }

    public required HttpFields Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The body was given as text: its bytes are UTF-8, whatever the page says of itself.</summary>
    public required bool IsText { get; init; }

    public string? RobotsTxt { get; init; }

    /// <summary>The targets as given and as read.</summary>
    public required IReadOnlyList<(string Written, LinkTarget Target)> Targets { get; init; }

    /// <exception cref="FormatException">The line is no such request; the message says why.</exception>
    public static InspectRequest Read(JsonElement line)
    {
        var html = OptionalText(line, "html");
        var base64 = OptionalText(line, "bodyBase64");
        if (html is not null && base64 is not null) throw new FormatException("html and bodyBase64 exclude each other");
        return new InspectRequest
        {
            Url = Page(Text(line, "url")),
            Status = StatusOf(line),
            Headers = HeadersOf(line),
            Body = html is not null
                ? Encoding.UTF8.GetBytes(html)
                : Bytes(base64 ?? throw new FormatException("html or bodyBase64 is missing")),
            IsText = html is not null,
            RobotsTxt = OptionalText(line, "robotsTxt"),
            Targets = TargetsOf(line),
        };
    }

    private static WebUrl Page(string written) =>
        WebUrl.TryParse(written, out var url) && url.IsHttp ? url : throw new FormatException($"url is not an http(s) address: {written}");

    private static int StatusOf(JsonElement line)
    {
        if (!line.TryGetProperty("status", out var status) || status.ValueKind == JsonValueKind.Null) return 200;
        return status.ValueKind == JsonValueKind.Number && status.TryGetInt32(out var code) && code is >= 100 and <= 999 ? code
            : throw new FormatException("status is not a number from 100 to 999");
    }

    private static HttpFields HeadersOf(JsonElement line)
    {
        if (!line.TryGetProperty("headers", out var headers) || headers.ValueKind == JsonValueKind.Null) return HttpFields.Empty;
        if (headers.ValueKind != JsonValueKind.Object) throw new FormatException("headers is not an object");
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var header in headers.EnumerateObject())
        {
            IEnumerable<JsonElement> values = header.Value.ValueKind == JsonValueKind.Array
                ? header.Value.EnumerateArray()
                : [header.Value];
            foreach (var value in values) fields.Add(new(header.Name, AsText(value, $"headers.{header.Name}")));
        }

        return new HttpFields(fields);
    }

    private static List<(string Written, LinkTarget Target)> TargetsOf(JsonElement line)
    {
        var isList = line.TryGetProperty("targets", out var targets) && targets.ValueKind == JsonValueKind.Array;
        return isList ? [.. targets.EnumerateArray().Select(TargetOf)] : throw new FormatException("targets is not a list");
    }

    private static (string Written, LinkTarget Target) TargetOf(JsonElement target)
    {
        if (target.ValueKind != JsonValueKind.Object) throw new FormatException("a target is not an object");
        var written = Text(target, "url");
        var mode = OptionalText(target, "match") is not { } name ? MatchMode.Page
            : KebabCase.Parse<MatchMode>(name) ?? throw new FormatException($"match is not page, exact or domain: {name}");
        // A domain is often written as such.
        if (!WebUrl.TryParse(written, out var url) && !WebUrl.TryParse("https://" + written, out url)) url = null;
        if (url is not { IsHttp: true }) throw new FormatException($"a target's url is not an http(s) address: {written}");
        return (written, new LinkTarget(url, mode));
    }

    private static byte[] Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        var isBase64 = Convert.TryFromBase64String(base64, bytes, out var length);
        return isBase64 ? bytes[..length] : throw new FormatException("bodyBase64 is not base64");
    }

    private static string Text(JsonElement line, string name) =>
        OptionalText(line, name) ?? throw new FormatException($"{name} is missing");

    private static string? OptionalText(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? AsText(value, name) : null;

    private static string AsText(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => throw new FormatException($"{name} is not text"),
    };
}
