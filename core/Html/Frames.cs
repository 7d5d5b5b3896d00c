using System.Globalization;
using AngleSharp.Dom;
using LinkWatch.Urls;

namespace LinkWatch.Html;

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
