using System.Globalization;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html.Scripts;

/// <summary>
/// Whether a script holds a target's host and path, so that it may build the link: plain, or in the spellings of JavaScript, JSON and URLs.
/// </summary>
internal static class ScriptMentions
{
    private static readonly IdnMapping Punycode = new();

    /// <summary>A script's text with its escapes read: <c>\/</c>, <c>\u002F</c>, <c>\x2F</c>, <c>%2F</c>.</summary>
    public static string Read(string script)
    {
        if (!script.AsSpan().ContainsAny('\\', '%')) return script;
        var text = new StringBuilder(script.Length);
        for (var rest = script.AsSpan(); !rest.IsEmpty;)
        {
            var plain = rest.IndexOf('\\');
            text.Append(plain < 0 ? rest : rest[..plain]);
            rest = plain < 0 ? [] : rest[plain..];
            if (rest.IsEmpty) break;
            var (meant, length) = Escape(rest);
            text.Append(meant);
            rest = rest[length..];
        }

        return PercentEncoding.Decode(text.ToString());
    }

    /// <param name="text">What <see cref="Read"/> made of a script.</param>
    /// <param name="target">Looked for: in domain mode any address on its host or below.</param>
    public static bool Hold(ReadOnlySpan<char> text, LinkTarget target)
    {
        var host = UrlIdentity.BareHost(target.Url.Host).ToString();
        var isAnyPage = target.Mode == MatchMode.Domain;
        var path = isAnyPage ? "" : PercentEncoding.Decode(target.Url.Path).TrimEnd('/');
        return Hold(text, host, path, isAnyPage) || (Unicode(host) is { } readable && Hold(text, readable, path, isAnyPage));
    }

    private static bool Hold(ReadOnlySpan<char> text, string host, string path, bool isAnyPage)
    {
        while (!text.IsEmpty)
        {
            var found = text.IndexOf(host, StringComparison.OrdinalIgnoreCase);
            if (found < 0) return false;
            var after = text[(found + host.Length)..];
            if (IsHostStart(text[..found], isAnyPage) && HoldsPath(after, path, isAnyPage)) return true;
            text = after;
        }

        return false;
    }

    /// <summary>How people write a host that is stored in punycode; null where they write it just so.</summary>
    private static string? Unicode(string host)
    {
        if (!host.Contains("xn--", StringComparison.Ordinal)) return null;
        try
        {
            return Punycode.GetUnicode(host);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// The target's own host, perhaps with <c>www.</c>: <c>mytarget.example</c> is another,
    /// and <c>blog.target.example</c> too unless a whole domain is wanted.
    /// </summary>
    private static bool IsHostStart(ReadOnlySpan<char> before, bool isAnyPage)
    {
        if (before.EndsWith("www.", StringComparison.OrdinalIgnoreCase)) before = before[..^4];
        return before.IsEmpty || (isAnyPage && before[^1] == '.') || !IsHostPart(before[^1]);
    }

    private static bool HoldsPath(ReadOnlySpan<char> after, string path, bool isAnyPage)
    {
        if (!after.StartsWith(path, StringComparison.Ordinal)) return false;
        after = after[path.Length..];
        if (path.Length == 0) return after.IsEmpty || !(IsHostPart(after[0]) || (after[0] == ':' && !isAnyPage));
        if (after is ['/', ..]) after = after[1..];
        return after.IsEmpty || !(char.IsLetterOrDigit(after[0]) || after[0] is '-' or '_' or '~' or '%' or '.' or '/');
    }

    /// <summary>What the escape at the beginning of <paramref name="text"/> means, and how long it is.</summary>
    private static (char Meant, int Length) Escape(ReadOnlySpan<char> text) => text switch
    {
        [_, 'u', _, _, _, _, ..] when Code(text[2..6]) is { } code => (code, 6),
        [_, 'x', _, _, ..] when Code(text[2..4]) is { } code => (code, 4),
        [_, '/', ..] => ('/', 2),
        _ => ('\\', 1),
    };

    private static char? Code(ReadOnlySpan<char> digits) =>
        ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;

    private static bool IsHostPart(char c) => char.IsLetterOrDigit(c) || c is '-' or '.' or '_';
}
