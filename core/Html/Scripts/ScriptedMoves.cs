using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LinkWatch.Html.Trees;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html.Scripts;

/// <summary>Pages whose scripts send visitors on, as Google follows it ("JavaScript redirects").</summary>
internal static partial class ScriptedMoves
{
    /// <summary>In characters; a redirect is short, and a library is not read.</summary>
    private const int MaxScript = 64 * 1024;

    /// <summary>Null if visitors stay on the page.</summary>
    public static PagesInstead? Of(IDocument document, PageReading reading, WebUrl page, ReadingBudget budget)
    {
        var isStub = reading.TextLength < PagesInstead.LittleText;
        var moves = MovesOf([.. Scripts(document)], page, isStub ? Handlers(document) : null, budget).Where(move => Counts(move, isStub));
        var targets = moves.Select(move => (move.Target, move.Certainty, Url: Resolve(move.Target, reading.BaseUrl)))
            .Where(move => move.Target is null || (move.Url is { IsHttp: true } url && !IsSameDocument(url, page)))
            .ToList();
        return targets.Count == 0
            ? null
            : PagesInstead.Of(targets.Select(move => move.Url).OfType<WebUrl>(), targets.TrueForAll(move => move.Url is not null)) with
            {
                MayStay = targets.TrueForAll(move => move.Certainty == MoveCertainty.Sometimes),
            };
    }

    private static IEnumerable<PageScript> Scripts(IDocument document)
    {
        foreach (var script in document.Scripts)
        {
            if (!DataBlocks.IsDataBlock(script.Type) && script.Source is null)
                yield return new(script.Text, string.Equals(script.Type?.Trim(), "module", StringComparison.OrdinalIgnoreCase));
        }

        if (document.Body?.GetAttribute("onload") is { } code) yield return new(code, IsModule: false);
    }

    private static IReadOnlyList<ScriptMove> MovesOf(
        List<PageScript> scripts, WebUrl page, IReadOnlySet<string>? handlers, ReadingBudget budget)
    {
        scripts.RemoveAll(script => script.Text.Length > MaxScript);
        if (handlers is not null && scripts.Exists(script => WritesRefresh().IsMatch(script.Text)))
            return [new ScriptMove(MoveKind.Navigation, MoveCertainty.Sometimes, null)];
        return scripts.Exists(script => MayMove().IsMatch(script.Text))
            ? ScriptMoves.Of(scripts, name => Part(page, name), handlers, budget)
            : [];
    }

    /// <summary>Names in <c>onclick</c> and its like: what they call waits for a visitor.</summary>
    private static HashSet<string> Handlers(IDocument document) => document.All
        .SelectMany(element => element.Attributes)
        .Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal) && attribute.Name is not ("onload" or "onerror"))
        .SelectMany(attribute => Words().Matches(attribute.Value).Select(word => word.Value))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>A page of some length is there to be read, whatever its scripts may do on some devices.</summary>
    private static bool Counts(ScriptMove move, bool isStub) =>
        isStub || move is { Kind: MoveKind.Navigation, Certainty: MoveCertainty.Always };

    private static WebUrl? Resolve(string? target, WebUrl baseUrl) =>
        target is not null && WebUrl.TryParse(target, baseUrl, out var url) ? url : null;

    private static bool IsSameDocument(WebUrl url, WebUrl page) => WithoutFragment(url) == WithoutFragment(page);

    private static string WithoutFragment(WebUrl url) => url.Href[..^url.Fragment.Length];

    private static string? Part(WebUrl page, string name) => name switch
    {
        "href" => page.Href,
        "origin" => $"{page.Scheme}://{page.Authority}",
        "protocol" => page.Scheme + ":",
        "host" => page.Authority,
        "hostname" => page.Host,
        "pathname" => page.Path,
        "search" => page.Query,
        "hash" => page.Fragment,
        _ => null,
    };

    [GeneratedRegex(@"[\w$]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    /// <summary>A refresh that a script writes into the page.</summary>
    [GeneratedRegex("http-equiv.{0,4}refresh", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex WritesRefresh();

    [GeneratedRegex(@"\blocation\b|\bsubmit\b|\bopen\b", RegexOptions.NonBacktracking)]
    private static partial Regex MayMove();
}

/// <summary>A place in a script that leaves the page.</summary>
/// <param name="Kind">How.</param>
/// <param name="Certainty">Whether it happens without anybody's doing.</param>
/// <param name="Target">The address as the script writes it; null if it is worked out by the script.</param>
internal readonly record struct ScriptMove(MoveKind Kind, MoveCertainty Certainty, string? Target);

/// <summary>JavaScript that a page holds.</summary>
internal readonly record struct PageScript(string Text, bool IsModule);

internal enum MoveKind
{
    /// <summary>To an address.</summary>
    Navigation,

    /// <summary>The same address again, or what a form leads to: a check of the browser, or a step of a sign-on.</summary>
    Repetition,
}

internal enum MoveCertainty
{
    /// <summary>As soon as the page is loaded, or after a time.</summary>
    Always,

    /// <summary>If a condition is met that only a browser knows.</summary>
    Sometimes,
}

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
