using System.Text;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Sources;

/// <summary>Which address of the site a request means: its path, and its query without what only says where a visitor came from.</summary>
internal static class TargetText
{
    /// <param name="target">Path and query.</param>
    /// <returns>The same bytes, or a copy that has less.</returns>
    public static ReadOnlySpan<byte> WithoutTracking(ReadOnlySpan<byte> target)
    {
        if (target.IndexOf((byte)'#') is >= 0 and var fragment) target = target[..fragment];
        var mark = target.IndexOf((byte)'?');
        if (mark < 0) return target;
        var query = Encoding.UTF8.GetString(target[mark..]);
        var kept = TrackingParameters.Without(query);
        if (kept.Count == 0) return target[..mark];
        var rest = string.Join('&', kept);
        return rest.Length + 1 == query.Length ? target : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(target[..mark]) + "?" + rest);
    }

    /// <summary>
    /// Whether the target is fetched as a part of pages, an image or a script: a page that has it needs no link to the site.
    /// </summary>
    public static bool IsEmbedded(ReadOnlySpan<byte> target)
    {
        var path = target.IndexOf((byte)'?') is >= 0 and var mark ? target[..mark] : target;
        var dot = path.LastIndexOf((byte)'.');
        if (dot < 0 || path.Length - dot is < 3 or > 6) return false;
        Span<byte> ending = stackalloc byte[6];
        Ascii.ToLower(path[(dot + 1)..], ending, out var length);
        foreach (var known in Endings)
        {
            if (ending[..length].SequenceEqual(known)) return true;
        }

        return false;
    }

    private static readonly byte[][] Endings =
        [.. ((string[])["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "ico", "css", "js", "mjs", "woff", "woff2", "ttf", "otf", "mp4",
            "webm", "mp3", "map"]).Select(Encoding.ASCII.GetBytes)];
}
