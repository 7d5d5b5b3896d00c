using System.Buffers;

namespace LinkWatch.Urls;

/// <summary>The way into the parser: what the standard strips from every input, then the short cut, then the states.</summary>
internal static class UrlInput
{
    /// <summary>
    /// Reads <paramref name="input"/>; <paramref name="whole"/> is the string behind it, if there is one,
    /// to be kept as it is if it is clean.
    /// </summary>
    public static WebUrl? Read(ReadOnlySpan<char> input, string? whole, WebUrl? baseUrl)
    {
        var trimmed = Trim(input);
        if (CleanUrl.Read(trimmed, trimmed.Length == whole?.Length ? whole : null, baseUrl) is { } url) return url;
        return trimmed.IndexOfAny("\t\n\r") < 0 ? UrlParser.Parse(trimmed, baseUrl) : UrlParser.Parse(WithoutNewlines(trimmed), baseUrl);
    }

    /// <summary>Without leading and trailing C0 controls and spaces.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> input)
    {
        var start = 0;
        var end = input.Length;
        while (start < end && input[start] <= ' ') start++;
        while (end > start && input[end - 1] <= ' ') end--;
        return input[start..end];
    }

    private static char[] WithoutNewlines(ReadOnlySpan<char> input)
    {
        var kept = new List<char>(input.Length);
        foreach (var c in input)
        {
            if (c is not ('\t' or '\n' or '\r')) kept.Add(c);
        }

        return [.. kept];
    }
}

/// <summary>
/// A short cut for nearly all links: an http(s) URL or a reference that the parser would leave as it is.
/// It answers only if it is certain of the parser's answer (a test compares the two); otherwise, and for failures, it returns null.
/// </summary>
internal static class CleanUrl
{
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    /// <summary>What a special URL's path keeps: backslashes become slashes.</summary>
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@%/[]|");

    public static WebUrl? Read(ReadOnlySpan<char> input, string? whole, WebUrl? baseUrl)
    {
        if (input.StartsWith("http")) return Absolute(input, whole);
        if (input.IsEmpty || baseUrl is not { IsHttp: true }) return null;
        if (!input.StartsWith("//")) return Relative(input, baseUrl);
        var absolute = string.Concat(baseUrl.Scheme, ":", input);
        return Absolute(absolute, absolute);
    }

    /// <summary>
    /// The host of a clean absolute or scheme-relative URL, exactly as the parser would write it; empty if that is not certain.
    /// </summary>
    public static ReadOnlySpan<char> Host(ReadOnlySpan<char> input)
    {
        var schemeEnd = SchemeEnd(input);
        var isSchemeRelative = input.StartsWith("//");
        if (schemeEnd == 0 && !isSchemeRelative) return default;
        var rest = input[(isSchemeRelative ? 2 : schemeEnd + 3)..];
        var end = rest.IndexOfAnyExcept(HostCharacters);
        var host = end < 0 ? rest : rest[..end];
        // A last label that begins with a digit may be an IPv4 address, which is rewritten or refused;
        // a dot at the end hides the last label.
        if (host.IsEmpty || host[^1] == '.' || char.IsAsciiDigit(host[host.LastIndexOf('.') + 1])) return default;
        return end < 0 || rest[end] is '/' or '?' or '#' ? host : default;
    }

    private static WebUrl? Absolute(ReadOnlySpan<char> input, string? whole)
    {
        var host = Host(input);
        if (host.IsEmpty) return null;
        var schemeEnd = SchemeEnd(input);
        var pathStart = schemeEnd + 3 + host.Length;
        var lacksPath = pathStart == input.Length || input[pathStart] != '/';
        if (!TryReadPath(input[pathStart..], out var query, out var fragment)) return null;
        var href = lacksPath ? string.Concat(input[..pathStart], "/", input[pathStart..]) : whole ?? input.ToString();
        var shift = pathStart + (lacksPath ? 1 : 0);
        return new WebUrl(href, schemeEnd == 5 ? "https" : "http", new UrlParts(
            schemeEnd, schemeEnd + 3, pathStart, pathStart, query + shift, fragment + shift, -1));
    }

    private static WebUrl? Relative(ReadOnlySpan<char> input, WebUrl baseUrl)
    {
        if (!TryReadPath(input, out var query, out var fragment)) return null;
        var path = input[..query];
        if (path.Length > 0 && path[0] != '/' && (path[0] is '.' or '%' || path.Contains(':'))) return null;
        var parts = baseUrl.Parts;
        var kept = path switch
        {
            [] => query < fragment ? parts.QueryStart : parts.FragmentStart,
            ['/', ..] => parts.PathStart,
            _ => parts.PathStart + baseUrl.PathSpan.LastIndexOf('/') + 1,
        };
        var href = string.Concat(baseUrl.Href.AsSpan(0, kept), input);
        var queryStart = path.IsEmpty && query == fragment ? parts.QueryStart : kept + query;
        return new WebUrl(href, baseUrl.Scheme, parts with { QueryStart = queryStart, FragmentStart = kept + fragment });
    }

    private static int SchemeEnd(ReadOnlySpan<char> input) => input.StartsWith("https://") ? 5 : input.StartsWith("http://") ? 4 : 0;

    /// <summary>Finds where query and fragment begin; false if the parser would change anything.</summary>
    private static bool TryReadPath(ReadOnlySpan<char> text, out int query, out int fragment)
    {
        fragment = text.IndexOf('#');
        if (fragment < 0) fragment = text.Length;
        query = text[..fragment].IndexOf('?');
        if (query < 0) query = fragment;
        var path = text[..query];
        // Only a segment that begins with a dot or an escape can be a dot segment.
        return !path.ContainsAnyExcept(PathCharacters)
            && path.IndexOf("/.") < 0
            && path.IndexOf("/%") < 0
            && !text[query..fragment].ContainsAnyExcept(PercentEncoding.KeptInSpecialQuery)
            && (fragment == text.Length || !text[(fragment + 1)..].ContainsAnyExcept(PercentEncoding.KeptInFragment));
    }
}
