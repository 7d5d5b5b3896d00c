using System.Net.Http.Headers;
using System.Text;

namespace LinkWatch.Fetching;

/// <summary>
/// Header lines as they were sent. The typed properties of HttpClient parse, and throw on or hide what they do not like
/// (a malformed Location is a UriFormatException), so nothing here touches them.
/// </summary>
internal static class ResponseLines
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static HttpFields Of(HttpResponseMessage response)
    {
        var lines = new List<KeyValuePair<string, string>>();
        Add(lines, response.Headers.NonValidated);
        Add(lines, response.Content.Headers.NonValidated);
        return new HttpFields(lines);
    }

    /// <summary>
    /// A line whose value was read as Latin-1, which loses no byte. What is sent back must have the bytes that came: a Location is
    /// escaped before a URL is made of it, as in browsers, and a cookie stays as it is. In all others UTF-8, if it is valid, is meant.
    /// </summary>
    public static KeyValuePair<string, string> Line(string name, string latin1) => new(
        name,
        Ascii.IsValid(latin1) || Is(name, "Set-Cookie") ? latin1
            : Is(name, "Location") ? string.Concat(latin1.Select(c => c < 0x80 ? c.ToString() : $"%{(int)c:X2}"))
            : Text(latin1));

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static void Add(List<KeyValuePair<string, string>> lines, HttpHeadersNonValidated headers)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values) lines.Add(Line(name, value));
        }
    }

    private static string Text(string latin1)
    {
        try
        {
            return StrictUtf8.GetString(Encoding.Latin1.GetBytes(latin1));
        }
        catch (DecoderFallbackException)
        {
            return latin1;
        }
    }
}
