using System.Buffers;
using System.Globalization;

namespace LinkWatch.Fetching;

/// <summary>Response header fields in the order received; names compare without case, a name may repeat.</summary>
public sealed record HttpFields(IReadOnlyList<KeyValuePair<string, string>> Lines)
{
    public static HttpFields Empty { get; } = new([]);

    public IEnumerable<string> All(string name) =>
        Lines.Where(line => string.Equals(line.Key, name, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value);

    /// <summary>What all Content-Type lines together say; null if there is none. If none is valid, the first as it is.</summary>
    public string? ContentType => MediaType.Extract(All("Content-Type")) ?? First("Content-Type");

    /// <summary>Null too if there are several: browsers run them together to one address, which nobody meant.</summary>
    public string? Refresh => HasSeveralRefreshes ? null : First("Refresh");

    public bool HasSeveralRefreshes => All("Refresh").Skip(1).Any();

    public string? First(string name) => All(name).FirstOrDefault();

    /// <summary>The members of a comma-separated list, from all lines, lower case.</summary>
    internal IEnumerable<string> Tokens(string name) => All(name)
        .SelectMany(line => line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Select(token => token.ToLower(CultureInfo.InvariantCulture));
}

/// <summary>
/// The type that an answer gives its body, from all the lines in which it does
/// (https://fetch.spec.whatwg.org/#concept-header-extract-mime-type).
/// </summary>
public static class MediaType
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>
    /// The last valid type of all lines, as written; if an earlier line of the same type in a row names a charset and no later one does,
    /// that one. Null if no line names a type.
    /// </summary>
    public static string? Extract(IEnumerable<string> lines)
    {
        string? type = null;
        foreach (var next in lines.SelectMany(Values))
        {
            var essence = Essence(next);
            if (essence is "" or "*/*") continue;
            if (type is null || essence != Essence(type) || NamesCharset(next) || !NamesCharset(type)) type = next;
        }

        return type;
    }

    /// <summary>Type and subtype, lower case; empty if they are not valid, which says no more than a missing line.</summary>
    public static string Essence(string type)
    {
        var essence = type.Split(';')[0].Trim(' ', '\t').ToLowerInvariant();
        // A forgotten semicolon ("text/html charset=utf-8"): no valid type, but browsers show the page.
        if (essence.AsSpan().IndexOfAny(" \t(") is > 0 and var end && IsHtml(essence[..end])) essence = essence[..end];
        return essence.Split('/') is [{ Length: > 0 } first, { Length: > 0 } second] && IsToken(first) && IsToken(second) ? essence : "";
    }

    public static bool IsHtml(string essence) => essence is "text/html" or "application/xhtml+xml" or "application/vnd.wap.xhtml+xml";

    /// <summary>RFC 9110, 5.6.2.</summary>
    internal static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenCharacters);

    /// <summary>A line may hold several types: commas separate them, but may be quoted too (Fetch, "get, decode, and split").</summary>
    private static IEnumerable<string> Values(string line)
    {
        var (start, isQuoted) = (0, false);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '"') isQuoted = !isQuoted;
            else if (line[at] == '\\' && isQuoted) at++;
            else if (line[at] == ',' && !isQuoted)
            {
                yield return line[start..at].Trim(' ', '\t');
                start = at + 1;
            }
        }

        yield return line[start..].Trim(' ', '\t');
    }

    private static bool NamesCharset(string type) => type.Split(';').Skip(1).Any(parameter =>
        parameter.Split('=') is [var name, var value, ..]
        && name.Trim().Equals("charset", StringComparison.OrdinalIgnoreCase)
        && value.Trim().Length > 0);
}

/// <summary>How long a host asks to be left alone.</summary>
public static class RetryAfter
{
    /// <summary>Longer waits are cut to this: a page is checked once a day.</summary>
    public static readonly TimeSpan Cap = TimeSpan.FromHours(24);

    /// <summary>The wait after a 429 or 503 without a Retry-After.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromMinutes(10);

    /// <summary>The three forms of an HTTP date (RFC 9110, 5.6.7).</summary>
    private static readonly string[] DateForms =
        ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <summary>
    /// The wait that an answer asks for: a Retry-After of any error (the longest of several), or the default of 429 and 503;
    /// null if it asks for none.
    /// </summary>
    public static TimeSpan? Of(int? status, HttpFields headers, DateTimeOffset now)
    {
        if (status is null or < 400) return null;
        var asked = headers.All("Retry-After").Select(text => Parse(text.Trim(), now)).Max();
        return asked ?? (status is 429 or 503 ? Default : null);
    }

    private static TimeSpan? Parse(string text, DateTimeOffset now)
    {
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            return long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds < Cap.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : Cap;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite;
        if (!DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, Utc, out var date)) return null;
        var wait = date - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < Cap ? wait : Cap;
    }
}
