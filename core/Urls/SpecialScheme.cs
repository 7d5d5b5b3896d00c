namespace LinkWatch.Urls;

/// <summary>The schemes that the standard treats specially (https://url.spec.whatwg.org/#special-scheme).</summary>
internal static class SpecialScheme
{
    /// <summary>The special scheme that <paramref name="text"/> spells, ASCII case ignored, or null. Spares a string a link.</summary>
    public static string? Find(ReadOnlySpan<char> text)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https", "http", "file", "ftp", "ws", "wss"])
        {
            if (text.Equals(scheme, StringComparison.OrdinalIgnoreCase)) return scheme;
        }

        return null;
    }

    public static bool Includes(string scheme) => scheme is "https" or "http" or "file" or "ftp" or "ws" or "wss";

    /// <summary>The port that is left out when written, or -1.</summary>
    public static int DefaultPort(string scheme) => scheme switch
    {
        "http" or "ws" => 80,
        "https" or "wss" => 443,
        "ftp" => 21,
        _ => -1,
    };
}
