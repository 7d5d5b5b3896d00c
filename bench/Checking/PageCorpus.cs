using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LinkWatch.Bench.Checking;

/// <summary>A saved page and the target of a followed link on it.</summary>
internal sealed record SavedPage(string Path, string Target);

/// <summary>Real pages from a folder with a followed link to another site, as most tracked pages have.</summary>
internal static class PageCorpus
{
    /// <summary>
    /// Pages whose statements about themselves are wrong on loopback (a canonical, a base), or that search engines
    /// must not follow, are left out.
    /// </summary>
    public static IEnumerable<SavedPage> Find(IEnumerable<string> folders)
    {
        var parser = new HtmlParser();
        return folders.SelectMany(folder =>
            Directory.EnumerateFiles(folder, "*.htm*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            .Where(path => new FileInfo(path) is { LinkTarget: null, Length: > 0 and < 4_000_000 })
            .Select(path => new { path, target = FollowedLink(parser, path) })
            .Where(page => page.target is not null)
            .Select(page => new SavedPage(page.path, page.target!));
    }

    private static string? FollowedLink(HtmlParser parser, string path)
    {
        using var page = parser.ParseDocument(File.ReadAllText(path, Encoding.UTF8));
        if (page.QuerySelector("base, link[rel~=canonical i], meta[name=robots i], meta[http-equiv=refresh i]") is not null) return null;
        return page.QuerySelectorAll("a[href^='http']:not([rel])").OfType<IHtmlAnchorElement>()
            .Select(anchor => anchor.GetAttribute("href")!)
            .FirstOrDefault(href => Uri.TryCreate(href, UriKind.Absolute, out var url) && url.Host.Contains('.') && !href.Contains('"'));
    }
}
