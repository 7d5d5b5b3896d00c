using System.Buffers;

namespace LinkWatch.Urls;

/// <summary>
/// Determines where an href leads without resolving it, so that of a page's hundreds of links only those to a wanted site are resolved.
/// It allocates nothing, and its answer (unless <see cref="HrefKind.Unclear"/>) is the one that resolving would give.
/// </summary>
public static class HrefGlance
{
    /// <summary>
    /// Browsers drop or rewrite these, so that text with them is not what it seems: <c>/\t/host</c> is an address of another host.
    /// </summary>
    private static readonly SearchValues<char> Deceptive = SearchValues.Create("\t\n\r\\");

    /// <summary>
    /// The kind of <paramref name="href"/> on a page whose base is http(s), and of an absolute one the host,
    /// as <see cref="WebUrl.Host"/> has it.
    /// </summary>
    public static HrefKind Of(ReadOnlySpan<char> href, out ReadOnlySpan<char> host)
    {
        host = default;
        href = UrlInput.Trim(href);
        if (href.ContainsAny(Deceptive)) return HrefKind.Unclear;
        if (href.StartsWith("//") || href.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            host = CleanUrl.Host(href);
            if (!host.IsEmpty) return HrefKind.Absolute;
        }

        var end = href.IndexOfAny("/?#:");
        if (end < 0 || href[end] != ':') return href.StartsWith("//") ? HrefKind.Unclear : HrefKind.Relative;
        return KindOfScheme(href[..end]);
    }

    private static HrefKind KindOfScheme(ReadOnlySpan<char> scheme)
    {
        if (scheme.IsEmpty || !char.IsAsciiLetter(scheme[0]) || scheme.ContainsAnyExcept(UrlParser.SchemeCharacters))
            return HrefKind.Relative;
        return SpecialScheme.Find(scheme) is "http" or "https" ? HrefKind.Unclear : HrefKind.Other;
    }
}

/// <summary>What can be said of an href without resolving it.</summary>
public enum HrefKind
{
    /// <summary>Must be resolved.</summary>
    Unclear,

    /// <summary>A web address whose host is in plain sight.</summary>
    Absolute,

    /// <summary>Stays on the host of a base that is http(s).</summary>
    Relative,

    /// <summary>Neither http nor https, such as <c>mailto:</c> and <c>javascript:</c>.</summary>
    Other,
}
