using System.Globalization;
using LinkWatch.Urls;

namespace LinkWatch.Html;

/// <summary>
/// The value of a <c>Refresh</c> header or of a <c>meta http-equiv=refresh</c>: <c>5; url=/elsewhere</c>
/// (https://html.spec.whatwg.org/#shared-declarative-refresh-steps).
/// </summary>
/// <param name="Seconds">Whole seconds; a fraction is dropped, as browsers do.</param>
/// <param name="Url">As written; empty where the page is to load again.</param>
public sealed record RefreshValue(double Seconds, string Url)
{
    /// <summary>Some 31 years: what has more digits than a double can hold would be infinite, which JSON cannot write.</summary>
    private const double LongestWait = 1e9;

    private const string WhiteSpace = " \t\n\f\r";

    /// <summary>Null where browsers would ignore it.</summary>
    public static RefreshValue? Parse(ReadOnlySpan<char> value)
    {
        var rest = value.TrimStart(WhiteSpace);
        var digits = LengthOf(rest, static c => char.IsAsciiDigit(c));
        if (digits == 0 && rest is not ['.', ..]) return null;
        var seconds = digits == 0 ? 0 : Math.Min(double.Parse(rest[..digits], CultureInfo.InvariantCulture), LongestWait);
        rest = rest[LengthOf(rest, static c => char.IsAsciiDigit(c) || c == '.')..];
        if (rest.IsEmpty) return new RefreshValue(seconds, "");
        if (!(rest[0] is ';' or ',' || WhiteSpace.Contains(rest[0]))) return null;
        rest = rest.TrimStart(WhiteSpace);
        if (rest is [';' or ',', ..]) rest = rest[1..].TrimStart(WhiteSpace);
        var url = Unquote(WithoutName(rest));
        return new RefreshValue(seconds, url.ToString());
    }

    /// <summary>Where it leads: without an address, to the page itself, whatever its base; null where it cannot be resolved.</summary>
    public WebUrl? Target(WebUrl page, WebUrl baseUrl) => Url.Length == 0 ? page : WebUrl.TryParse(Url, baseUrl, out var url) ? url : null;

    /// <summary>Drops <c>url =</c>. An address that only begins with these letters (<c>urls/</c>) stays whole.</summary>
    private static ReadOnlySpan<char> WithoutName(ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("url", StringComparison.OrdinalIgnoreCase)) return rest;
        var after = rest[3..].TrimStart(WhiteSpace);
        return after is ['=', ..] ? after[1..].TrimStart(WhiteSpace) : rest;
    }

    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> url)
    {
        if (url is not [var quote and ('"' or '\''), .. var quoted]) return url.TrimEnd(WhiteSpace);
        var end = quoted.IndexOf(quote);
        return end < 0 ? quoted : quoted[..end];
    }

    private static int LengthOf(ReadOnlySpan<char> text, Predicate<char> isPart)
    {
        var length = 0;
        while (length < text.Length && isPart(text[length])) length++;
        return length;
    }
}
