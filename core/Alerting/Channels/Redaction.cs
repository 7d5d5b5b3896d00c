using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>
/// Takes secrets out of what a receiver says: servers repeat the requested path, whole or only its last segment, and notes are stored,
/// shown and logged. The host stays: it says who answered.
/// </summary>
/// <param name="url">Where was posted.</param>
/// <param name="secrets">What else the request held.</param>
internal sealed class Redaction(WebUrl url, params IEnumerable<string?> secrets)
{
    /// <summary>What is shorter is no secret, and would tear words apart.</summary>
    private const int MinLength = 3;

    private readonly IReadOnlyList<string> hidden =
    [
        .. secrets.Concat([url.Fragment, url.Username, url.Password])
            .Concat(url.Path.Split('/'))
            .Concat(url.Query.TrimStart('?').Split('&'))
            .Concat(url.Query.TrimStart('?').Split('&', '='))
            .OfType<string>()
            .SelectMany(text => new[] { text, Uri.UnescapeDataString(text) })
            .Where(text => text.Length >= MinLength)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(text => text.Length)
    ];

    public string Of(string text)
    {
        if (url.Query.Length > 1) text = text.Replace(url.Query, "?…", StringComparison.OrdinalIgnoreCase);
        if (url.Path.Length > 1) text = text.Replace(url.Path, "/…", StringComparison.OrdinalIgnoreCase);
        return hidden.Aggregate(text, (rest, secret) => rest.Replace(secret, "…", StringComparison.OrdinalIgnoreCase));
    }
}
