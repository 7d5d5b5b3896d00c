using System.Buffers;

namespace LinkWatch.Html;

/// <summary>What a Content-Type header names (RFC 9110, 8.3; https://mimesniff.spec.whatwg.org).</summary>
public static class MimeType
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>
    /// Type and subtype in lower case; empty where the header names no type that could be read: it then says no more than a missing one.
    /// </summary>
    public static string Essence(string? contentType)
    {
        if (contentType is null) return "";
        // Two Content-Type lines are joined by a comma; browsers take the last one that names a type.
        var last = contentType.Split(',').LastOrDefault(part => part.Contains('/', StringComparison.Ordinal)) ?? "";
        var essence = last.Split(';')[0].Trim();
        // A forgotten semicolon: "text/html charset=utf-8".
        var end = essence.AsSpan().IndexOfAny(" \t(");
        if (end >= 0) essence = essence[..end];
        return essence.Split('/') is [{ Length: > 0 } type, { Length: > 0 } subtype] && IsToken(type) && IsToken(subtype)
            ? essence.ToLowerInvariant()
            : "";
    }

    /// <summary>Whether browsers read it by XML's rules.</summary>
    public static bool IsXml(string essence) =>
        essence is "text/xml" or "application/xml" || essence.EndsWith("+xml", StringComparison.Ordinal);

    /// <summary>RFC 9110, 5.6.2.</summary>
    private static bool IsToken(string text) => !text.AsSpan().ContainsAnyExcept(TokenCharacters);
}
