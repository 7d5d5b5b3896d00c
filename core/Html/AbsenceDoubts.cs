using System.Globalization;
using AngleSharp.Dom;
using LinkWatch.Html.Failures;
using LinkWatch.Html.Scanning;
using LinkWatch.Html.Scripts;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html;

/// <summary>What a page's markup says against believing that a link is absent.</summary>
public enum AbsenceDoubt
{
    /// <summary>The page is sent as XML and breaks XML's rules: a browser stops there.</summary>
    Malformed,

    /// <summary>The page ends in a program's fatal error.</summary>
    EndsInError,

    /// <summary>What visitors see is in frames, which were not read.</summary>
    Framed,

    /// <summary>A script sends visitors to another address.</summary>
    SentOnByScript,

    /// <summary>
    /// Elements are left open at the end of a page with characters of several bytes: a length that counts characters would end it there.
    /// </summary>
    LeftOpen,
}

/// <summary>Looks for <see cref="AbsenceDoubt"/>s, and for the target's address where scripts would find it.</summary>
internal static class AbsenceDoubts
{
    /// <param name="reading">What was found.</param>
    /// <param name="document">The page's tree.</param>
    /// <param name="source">The page.</param>
    /// <param name="utf8">Its text in UTF-8.</param>
    /// <param name="scan">How it ends.</param>
    /// <param name="absent">The wanted targets that no link of the reading leads to.</param>
    /// <param name="budget">The page's.</param>
    public static PageReading AddTo(
        PageReading reading,
        IDocument document,
        PageSource source,
        ReadOnlySpan<byte> utf8,
        in EndScan scan,
        IReadOnlyList<LinkTarget> absent,
        ReadingBudget budget)
    {
        var frames = Frames.Of(document, reading, source.Url);
        var scripted = ScriptedMarkup.Targets(document, reading, source, absent);
        var moves = frames is null ? ScriptedMoves.Of(document, reading, source.Url, budget) : null;
        return reading with
        {
            Doubt = reading.Doubt is { } known ? known
                : FatalErrors.IsEndOf(utf8, scan) ? AbsenceDoubt.EndsInError
                : frames is not null ? AbsenceDoubt.Framed
                : moves is not null ? AbsenceDoubt.SentOnByScript
                : scan.IsLeftOpen && utf8.ContainsAnyExceptInRange((byte)0, (byte)0x7F) ? AbsenceDoubt.LeftOpen
                : null,
            Instead = frames ?? moves,
            ScriptedTargets = [.. reading.ScriptedTargets.Union(scripted, StringComparer.Ordinal)],
        };
    }
}

/// <summary>Pages whose content is in frames: framesets, and a page that is little more than what it embeds.</summary>
internal static class Frames
{
    /// <summary>Characters: a heading, and no page.</summary>
    private const int HardlyAnyText = 100;

    /// <summary>In CSS pixels: what fills a window, and is no player or map.</summary>
    private const int HeightOfPage = 700;

    /// <summary>What an object without a type must end in to be taken for a page.</summary>
    private static readonly string[] Pages = [".html", ".htm", ".xhtml", ".php", ".asp", ".aspx"];

    private static readonly WebUrl Nowhere = WebUrl.Parse("http://page.invalid/");

    /// <summary>Null if visitors see the page itself.</summary>
    public static PagesInstead? Of(IDocument document, PageReading reading, WebUrl page)
    {
        if (document.QuerySelector("frameset") is not null) return Instead(document.QuerySelectorAll("frame"), reading);
        if (reading.TextLength >= PagesInstead.LittleText) return null;
        var embedded = document.QuerySelectorAll("iframe,object[data],embed[src]").Where(IsSeen).ToList();
        var isStub = reading is { TextLength: < HardlyAnyText, OutboundLinks: 0 };
        var shown = isStub ? embedded : embedded.FindAll(element => IsOfPage(element, reading, page));
        return shown.Count == 0 ? null : Instead(shown, reading);
    }

    private static PagesInstead Instead(IEnumerable<IElement> frames, PageReading reading)
    {
        var addresses = frames.Select(frame => Address(frame, reading.BaseUrl)).ToList();
        return PagesInstead.Of(addresses.OfType<WebUrl>(), addresses.TrueForAll(url => url is not null));
    }

    /// <summary>Null if it is none that can be asked: written into the page, or made by a script.</summary>
    private static WebUrl? Address(IElement frame, WebUrl baseUrl) =>
        frame.GetAttribute("srcdoc") is null && WebUrl.TryParse(Source(frame), baseUrl, out var url) && url.IsHttp ? url : null;

    /// <summary>A frame that loads late keeps its address where a script finds it.</summary>
    private static string? Source(IElement frame)
    {
        var source = frame.GetAttribute(frame.LocalName == "object" ? "data" : "src")?.Trim();
        return string.IsNullOrEmpty(source) || source == "about:blank"
            ? frame.Attributes.FirstOrDefault(IsLateSource)?.Value
            : source;
    }

    private static bool IsLateSource(IAttr attribute) =>
        attribute.Name.StartsWith("data-", StringComparison.Ordinal) && attribute.Name.EndsWith("src", StringComparison.Ordinal);

    private static bool IsSeen(IElement element)
    {
        if (element.HasAttribute("hidden") || HidingStyle.Hides(element.GetAttribute("style"))) return false;
        if (Length(element, "width") is <= 1 || Length(element, "height") is <= 1) return false;
        return element.LocalName == "iframe"
            ? Source(element) is not null || element.HasAttribute("srcdoc")
            : element.GetAttribute("type") is { } type
                ? type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
                : WebUrl.TryParse(Source(element), Nowhere, out var url)
                    && Pages.Any(end => url.Path.EndsWith(end, StringComparison.Ordinal));
    }

    /// <summary>The site's own, or as large as a page.</summary>
    private static bool IsOfPage(IElement element, PageReading reading, WebUrl page)
    {
        if (Address(element, reading.BaseUrl) is not { } url) return IsLarge(element);
        return PublicSuffix.BuiltIn.ReferringDomain(url.Host) == PublicSuffix.BuiltIn.ReferringDomain(page.Host) || IsLarge(element);
    }

    private static bool IsLarge(IElement element)
    {
        if (Length(element, "height") is >= HeightOfPage || element.GetAttribute("height")?.Trim() == "100%") return true;
        var style = element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        return style.Contains("height:100", StringComparison.OrdinalIgnoreCase);
    }

    private static int? Length(IElement element, string name)
    {
        var text = element.GetAttribute(name)?.Trim();
        if (text?.EndsWith("px", StringComparison.OrdinalIgnoreCase) == true) text = text[..^2];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? pixels : null;
    }
}
