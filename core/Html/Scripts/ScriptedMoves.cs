using System.Text.RegularExpressions;
using Acornima;
using AngleSharp.Dom;
using LinkWatch.Html.Trees;
using LinkWatch.Urls;

namespace LinkWatch.Html.Scripts;

/// <summary>Pages whose scripts send visitors on, as Google follows it ("JavaScript redirects").</summary>
internal static partial class ScriptedMoves
{
    /// <summary>Characters: a page with less text may be there only until its script has run.</summary>
    private const int LittleText = 600;

    /// <summary>In characters; a redirect is short, and a library is not read.</summary>
    private const int MaxScript = 64 * 1024;

    /// <summary>Null if visitors stay on the page.</summary>
    public static PagesInstead? Of(IDocument document, PageReading reading, WebUrl page)
    {
        var isStub = reading.TextLength < LittleText;
        var moves = Scripts(document).SelectMany(script => MovesOf(script, page, isStub)).Where(move => Counts(move, isStub));
        var targets = moves.Select(move => (move.Target, Url: Resolve(move.Target, reading.BaseUrl)))
            .Where(move => move.Target is null || (move.Url is { IsHttp: true } url && !IsSameDocument(url, page)))
            .ToList();
        return targets.Count == 0
            ? null
            : PagesInstead.Of(targets.Select(move => move.Url).OfType<WebUrl>(), targets.TrueForAll(move => move.Url is not null));
    }

    private static IEnumerable<string> Scripts(IDocument document)
    {
        foreach (var script in document.Scripts)
        {
            if (!DataBlocks.IsDataBlock(script.Type) && script.Source is null) yield return script.Text;
        }

        if (document.Body?.GetAttribute("onload") is { } code) yield return code;
    }

    private static IReadOnlyList<ScriptMove> MovesOf(string script, WebUrl page, bool isStub)
    {
        if (script.Length > MaxScript || !MayMove().IsMatch(script)) return [];
        try
        {
            return ScriptMoves.Of(script, name => Part(page, name));
        }
        catch (SyntaxErrorException)
        {
            return [];
        }
        catch (InsufficientExecutionStackException)
        {
            return isStub ? [new ScriptMove(MoveKind.Navigation, MoveCertainty.Sometimes, null)] : [];
        }
    }

    /// <summary>A page of some length is there to be read, whatever its scripts may do on some devices.</summary>
    private static bool Counts(ScriptMove move, bool isStub) => isStub
        ? move.Kind == MoveKind.Navigation || move.Certainty == MoveCertainty.Always
        : move is { Kind: MoveKind.Navigation, Certainty: MoveCertainty.Always };

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

    [GeneratedRegex(@"\blocation\b|\bsubmit\b|\bopen\b", RegexOptions.NonBacktracking)]
    private static partial Regex MayMove();
}
