using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Reading;

/// <summary>Whether a script holds a target's host and path, so that it may build the link: plain, or with JSON's escapes (<c>https:\/\/host\/path</c>, <c>\u002F</c>).</summary>
internal static class ScriptMentions
{
    public static bool Holds(ReadOnlySpan<char> script, WebUrl target)
    {
        var host = UrlIdentity.BareHost(target.Host);
        var path = target.Path.AsSpan().TrimEnd('/');
        while (!script.IsEmpty)
        {
            var found = script.IndexOf(host, StringComparison.OrdinalIgnoreCase);
            if (found < 0) return false;
            var after = script[(found + host.Length)..];
            if (IsHostStart(script[..found]) && HoldsPath(after, path)) return true;
            script = after;
        }

        return false;
    }

    /// <summary>The target's own host, perhaps with <c>www.</c>: <c>blog.target.example</c> and <c>mytarget.example</c> are others.</summary>
    private static bool IsHostStart(ReadOnlySpan<char> before)
    {
        if (before.EndsWith("www.", StringComparison.OrdinalIgnoreCase)) before = before[..^4];
        return before.IsEmpty || !IsHostPart(before[^1]);
    }

    private static bool HoldsPath(ReadOnlySpan<char> text, ReadOnlySpan<char> path)
    {
        foreach (var expected in path)
        {
            if (Next(ref text) != expected) return false;
        }

        if (path.IsEmpty) return text.IsEmpty || !(IsHostPart(text[0]) || text[0] == ':');
        if (Next(ref text) is not { } next) return true;
        if (next == '/') next = Next(ref text) ?? ' ';
        return !(char.IsLetterOrDigit(next) || next is '-' or '_' or '~' or '%' or '.' or '/');
    }

    /// <summary>Takes the next character off <paramref name="text"/>, reading <c>\/</c> and <c>\u002F</c> as what they stand for; null at the end.</summary>
    private static char? Next(ref ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return null;
        var (next, length) = text switch
        {
            ['\\', 'u', _, _, _, _, ..] when ushort.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) => ((char)code, 6),
            ['\\', '/', ..] => ('/', 2),
            _ => (text[0], 1),
        };
        text = text[length..];
        return next;
    }

    private static bool IsHostPart(char c) => char.IsLetterOrDigit(c) || c is '-' or '.' or '_';
}
