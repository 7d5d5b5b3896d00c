using System.Globalization;

namespace LinkWatch.Fetching;

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
