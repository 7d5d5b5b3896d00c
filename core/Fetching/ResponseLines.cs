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

    private static void Add(List<KeyValuePair<string, string>> lines, HttpHeadersNonValidated headers)
    {
        foreach (var (name, values) in headers)
        {
            var isLocation = string.Equals(name, "Location", StringComparison.OrdinalIgnoreCase);
            foreach (var value in values) lines.Add(new(name, isLocation ? Escaped(value) : Text(value)));
        }
    }

    /// <summary>The handler reads bytes as Latin-1 and so loses none; where they are UTF-8, that is meant.</summary>
    private static string Text(string latin1)
    {
        if (Ascii.IsValid(latin1)) return latin1;
        try
        {
            return StrictUtf8.GetString(Encoding.Latin1.GetBytes(latin1));
        }
        catch (DecoderFallbackException)
        {
            return latin1;
        }
    }

    /// <summary>
    /// A browser sends the bytes of a Location back as they were, UTF-8 or not: so they are escaped before a URL is made of them.
    /// </summary>
    private static string Escaped(string latin1) =>
        Ascii.IsValid(latin1) ? latin1 : string.Concat(latin1.Select(c => c < 0x80 ? c.ToString() : $"%{(int)c:X2}"));
}
