using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>What one request asks for, and what goes with it.</summary>
/// <param name="Url">User name, password and fragment are not sent.</param>
/// <param name="Validators">For a conditional GET, or null.</param>
/// <param name="Cookie">What the redirects before asked to be sent back, as Latin-1, or null.</param>
internal readonly record struct PageRequest(WebUrl Url, Validators? Validators, string? Cookie)
{
    /// <summary>The header fields, but for those that belong to the connection.</summary>
    public IEnumerable<(string Name, string Value)> Fields(string userAgent)
    {
        yield return ("User-Agent", userAgent);
        yield return ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        yield return ("Accept-Language", "en,*;q=0.5");
        yield return ("Accept-Encoding", "gzip, deflate, br");
        if (IsSendable(Validators?.ETag)) yield return ("If-None-Match", Validators!.ETag!);
        if (IsSendable(Validators?.LastModified)) yield return ("If-Modified-Since", Validators!.LastModified!);
        if (Cookie is not null) yield return ("Cookie", Cookie);
    }

    /// <summary>A validator is the server's own text: one that could not be sent back byte for byte is left out.</summary>
    private static bool IsSendable(string? validator) =>
        validator is { Length: > 0 and < 1024 } && validator.All(c => c is >= ' ' and < '\x7F');
}
