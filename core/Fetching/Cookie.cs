using System.Globalization;
using System.Text.RegularExpressions;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>One cookie, as RFC 6265 (5.2 to 5.4) reads it from a Set-Cookie line and sends it back.</summary>
/// <param name="Name">Without it, the value alone is sent, as browsers do.</param>
/// <param name="Value">As it came, as Latin-1.</param>
/// <param name="Host">The host that set it, or the domain that it named.</param>
/// <param name="IsHostOnly">Whether only that host gets it.</param>
/// <param name="Path">The path below which it is sent.</param>
/// <param name="IsSecure">Whether it is sent over https only.</param>
/// <param name="Expires">When it ends; null: with the trail.</param>
internal sealed partial record Cookie(
    string Name, string Value, string Host, bool IsHostOnly, string Path, bool IsSecure, DateTimeOffset? Expires)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public int Size => Name.Length + Value.Length + 1;

    public string Pair => Name.Length == 0 ? Value : $"{Name}={Value}";

    /// <summary>Null if the line is none, or if <paramref name="from"/> may not set it: another site's, or one for all of .com.</summary>
    public static Cookie? Parse(string line, WebUrl from, DateTimeOffset now)
    {
        if (line.Any(c => (c < ' ' && c != '\t') || c == '\x7F')) return null;
        var parts = line.Split(';');
        var (name, value) = Split(parts[0], nameless: true);
        if (name.Length + value.Length == 0) return null;
        var cookie = new Cookie(name, value, from.Host, IsHostOnly: true, DefaultPath(from.Path), IsSecure: false, null);
        DateTimeOffset? until = null;
        foreach (var part in parts.Skip(1))
        {
            var (key, said) = Split(part, nameless: false);
            switch (key.ToLowerInvariant())
            {
                case "expires": cookie = cookie with { Expires = DateOf(said) ?? cookie.Expires }; break;
                case "max-age": until = UntilOf(said, now) ?? until; break;
                case "domain" when said.Trim('.').Length > 0:
                    cookie = cookie with { Host = said.TrimStart('.').ToLowerInvariant(), IsHostOnly = false };
                    break;
                case "path": cookie = cookie with { Path = said is ['/', ..] ? said : DefaultPath(from.Path) }; break;
                case "secure": cookie = cookie with { IsSecure = true }; break;
            }
        }

        cookie = cookie with { Expires = until ?? cookie.Expires };
        return cookie.IsHostOnly ? cookie : cookie.Widened(from.Host);
    }

    /// <summary>Whether a request for <paramref name="url"/> carries it.</summary>
    public bool IsFor(WebUrl url) =>
        (IsHostOnly ? url.Host == Host : IsWithin(url.Host, Host)) && IsBelow(url.Path, Path) && (!IsSecure || url.Scheme == "https");

    public bool IsSameAs(Cookie other) => (Name, Host, Path) == (other.Name, other.Host, other.Path);

    /// <summary>For the hosts of a domain: of the same site, or the host's own name alone.</summary>
    private Cookie? Widened(string host)
    {
        if (host == Host && PublicSuffix.BuiltIn.RegistrableDomain(Host) is null) return this with { IsHostOnly = true };
        return IsWithin(host, Host) && PublicSuffix.BuiltIn.RegistrableDomain(Host) is not null ? this : null;
    }

    private static bool IsWithin(string host, string domain) => host == domain || host.EndsWith("." + domain, StringComparison.Ordinal);

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || folder[^1] == '/' || path[folder.Length] == '/');

    private static string DefaultPath(string path) => path.LastIndexOf('/') is > 0 and var last ? path[..last] : "/";

    private static (string Name, string Value) Split(string part, bool nameless)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0) return (part[..equals].Trim(' ', '\t'), part[(equals + 1)..].Trim(' ', '\t'));
        return nameless ? ("", part.Trim(' ', '\t')) : (part.Trim(' ', '\t'), "");
    }

    private static DateTimeOffset? UntilOf(string seconds, DateTimeOffset now)
    {
        if (!MaxAge().IsMatch(seconds)) return null;
        if (seconds[0] == '-') return DateTimeOffset.MinValue;
        return long.TryParse(seconds, CultureInfo.InvariantCulture, out var age) && age < 1_000_000_000
            ? now.AddSeconds(age)
            : DateTimeOffset.MaxValue;
    }

    /// <summary>RFC 6265, 5.1.1: the parts of a date in whatever order and with whatever between them.</summary>
    private static DateTimeOffset? DateOf(string text)
    {
        int? day = null, month = null, year = null;
        (int Hour, int Minute, int Second)? time = null;
        foreach (var token in DateTokens().Matches(text).Select(match => match.Value))
        {
            if (time is null && Time().Match(token) is { Success: true } match)
                time = (Number(match, "h"), Number(match, "m"), Number(match, "s"));
            else if (day is null && Leading(token) is { Length: 1 or 2 } digits) day = int.Parse(digits, CultureInfo.InvariantCulture);
            else if (month is null && MonthOf(token) is { } named) month = named;
            else if (year is null && Leading(token) is { Length: 2 or 4 } years) year = int.Parse(years, CultureInfo.InvariantCulture);
        }

        if (year is >= 70 and <= 99) year += 1900;
        if (year is <= 69) year += 2000;
        if (year is not >= 1601 || month is null || time is not var (hour, minute, second)) return null;
        if (day is not >= 1 || day > DateTime.DaysInMonth(year.Value, month.Value) || hour > 23 || minute > 59 || second > 59) return null;
        return new DateTimeOffset(year.Value, month.Value, day.Value, hour, minute, second, TimeSpan.Zero);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static int? MonthOf(string token) =>
        token.Length >= 3 && Array.IndexOf(Months, token[..3].ToLowerInvariant()) is >= 0 and var at ? at + 1 : null;

    private static string Leading(string token) => new([.. token.TakeWhile(char.IsAsciiDigit)]);

    [GeneratedRegex("^-?[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex MaxAge();

    [GeneratedRegex(@"[^\t -/;-@[-`{-~]+", RegexOptions.NonBacktracking)]
    private static partial Regex DateTokens();

    [GeneratedRegex(
        "^(?<h>[0-9]{1,2}):(?<m>[0-9]{1,2}):(?<s>[0-9]{1,2})([^0-9].*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Time();
}
