using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html.Scripts;

/// <summary>
/// Targets whose address stands in markup that only scripts read: <c>data-</c> attributes, a framework's attributes (<c>:href</c>,
/// <c>v-bind:href</c>, <c>[href]</c>), those of custom elements, and templates that are cloned.
/// </summary>
internal static class ScriptedMarkup
{
    private static readonly HashSet<string> Media =
        ["img", "source", "picture", "video", "audio", "track", "embed", "link", "meta"];

    private static readonly string[] Prefixes = ["data-", "v-", "x-", "ng-", "hx-", "on-", ":", "@", "[", "(", "*", "#", "."];

    private static readonly string[] MediaTypes =
        [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".css", ".js", ".woff2", ".mp4"];

    /// <returns>The targets' addresses.</returns>
    public static IEnumerable<string> Targets(IDocument document, PageReading reading, PageSource source, IReadOnlyList<LinkTarget> absent)
    {
        var values = document.All.SelectMany(Values).Select(Unescape).ToList();
        var cloned = reading.Scripts > 0 ? Templates(document, reading.BaseUrl) : [];
        return absent.Where(target => cloned.Exists(href => target.Matches(href, source.Referrer))
            || values.Exists(value => value.Length >= target.Url.Host.Length && ScriptMentions.Hold(value, target)))
            .Select(target => target.Url.Href);
    }

    private static List<WebUrl> Templates(IDocument document, WebUrl baseUrl) =>
    [
        .. document.QuerySelectorAll("template").OfType<IHtmlTemplateElement>()
            .SelectMany(template => template.Content.QuerySelectorAll("a[href],area[href]"))
            .Select(link => WebUrl.TryParse(link.GetAttribute("href"), baseUrl, out var url) ? url : null)
            .OfType<WebUrl>(),
    ];

    private static IEnumerable<string> Values(IElement element)
    {
        if (Media.Contains(element.LocalName)) yield break;
        var isCustom = element.LocalName.Contains('-', StringComparison.Ordinal);
        foreach (var attribute in element.Attributes)
        {
            if ((isCustom || IsReadByScripts(attribute.Name)) && !IsFile(attribute.Value)) yield return attribute.Value;
        }
    }

    private static bool IsReadByScripts(string name) => Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>A picture's address names its host without being a link to it.</summary>
    private static bool IsFile(string value) =>
        Array.Exists(MediaTypes, type => value.AsSpan().TrimEnd().EndsWith(type, StringComparison.OrdinalIgnoreCase));

    /// <summary>JSON in JSON escapes its slashes twice.</summary>
    private static string Unescape(string value)
    {
        for (var i = 0; i < 3 && value.AsSpan().ContainsAny('\\', '%'); i++)
        {
            var read = ScriptMentions.Read(value.Replace(@"\\", @"\", StringComparison.Ordinal));
            if (read == value) break;
            value = read;
        }

        return value;
    }
}
