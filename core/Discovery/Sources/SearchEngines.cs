using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace LinkWatch.Discovery.Sources;

/// <summary>Hosts whose pages are lists of results: they link to a site for the moment, to whoever asks.</summary>
internal static class SearchEngines
{
    private const int MaxHost = 253;

    private static readonly FrozenSet<string> Hosts = FrozenSet.Create(
        StringComparer.Ordinal,
        "bing.com", "cn.bing.com", "duckduckgo.com", "html.duckduckgo.com", "lite.duckduckgo.com", "search.yahoo.com", "r.search.yahoo.com",
        "search.yahoo.co.jp", "ecosia.org", "qwant.com", "lite.qwant.com", "startpage.com", "search.brave.com", "kagi.com", "ya.ru",
        "baidu.com", "m.baidu.com", "search.naver.com", "m.search.naver.com", "search.seznam.cz", "sogou.com", "so.com", "ask.com",
        "search.aol.com", "presearch.com", "mojeek.com", "swisscows.com", "metager.org", "metager.de", "go.mail.ru", "petalsearch.com",
        "search.marginalia.nu", "yep.com", "coccoc.com");

    /// <summary>Of these the country's domain makes no difference; what else is below them may be a page with links.</summary>
    private static readonly string[] Everywhere = ["google.", "news.google.", "images.google.", "m.google.", "yandex."];

    /// <param name="host">In any case, without its port.</param>
    public static bool Hold(ReadOnlySpan<byte> host)
    {
        if (host.Length is 0 or > MaxHost) return false;
        Span<char> letters = stackalloc char[MaxHost];
        if (Ascii.ToLower(host, letters, out var length) != OperationStatus.Done) return false;
        ReadOnlySpan<char> name = letters[..length];
        if (name.EndsWith('.')) name = name[..^1];
        if (name.StartsWith("www.")) name = name[4..];
        if (Hosts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) || name.EndsWith(".search.yahoo.com")) return true;
        foreach (var engine in Everywhere)
        {
            if (name.StartsWith(engine) && IsCountry(name[engine.Length..])) return true;
        }

        return false;
    }

    /// <summary><c>com</c>, <c>de</c>, <c>co.uk</c>, <c>com.br</c>.</summary>
    private static bool IsCountry(ReadOnlySpan<char> suffix)
    {
        var dot = suffix.IndexOf('.');
        if (dot < 0) return suffix.Length == 2 || suffix is "com" or "cat";
        return suffix[..dot] is "co" or "com" && suffix[(dot + 1)..].Length == 2;
    }
}
