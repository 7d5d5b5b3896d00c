using System.Text.RegularExpressions;
using AngleSharp.Dom;
using LinkWatch.Html.Trees;
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
