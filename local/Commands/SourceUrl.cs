using LinkWatch.Urls;

namespace LinkWatch.Local.Commands;

/// <summary>A URL typed by a person.</summary>
internal static class SourceUrl
{
    /// <exception cref="UsageException">The text is not an http(s) URL.</exception>
    public static WebUrl Parse(string text, string from) =>
        WebUrl.TryParse(text, out var url) && url.IsHttp
            ? url
            : throw new UsageException($"{from}: '{text}' is no http(s) address; write it as https://example.com/page");
}
