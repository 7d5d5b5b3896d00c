using AngleSharp.Dom;
using LinkWatch.Urls;

namespace LinkWatch.Html.Trees;

/// <summary>
/// <c>xml:base</c> (https://www.w3.org/TR/xmlbase/) moved relative addresses once. HTML dropped it, and browsers resolve without it;
/// a link that is there only by it may count for another reader.
/// </summary>
internal static class XmlBases
{
    private const string Says =
        "a link leads there only by an xml:base attribute, which today's browsers ignore and other readers of XML honour";

    public static IEnumerable<TargetDoubt> Doubts(IDocument document, PageSource source, PageReading reading, ReadingBudget budget)
    {
        if (!document.All.Any(element => Of(element) is not null)) yield break;
        var hrefs = document.All.Where(element => element.LocalName is "a" or "area" && element.NamespaceUri == NamespaceNames.HtmlUri)
            .Select(element => Resolve(element, source.Url, budget)).OfType<WebUrl>().ToList();
        foreach (var target in source.Wanted)
        {
            bool Leads(WebUrl href) => target.Matches(href, source.Referrer);
            if (!reading.Links.Any(link => Leads(link.Href)) && hrefs.Exists(Leads))
                yield return new TargetDoubt(target.Url.Href, Says);
        }
    }

    private static WebUrl? Resolve(IElement link, WebUrl page, ReadingBudget budget)
    {
        var bases = new Stack<string>();
        for (IElement? element = link; element is not null; element = element.ParentElement)
        {
            budget.Step();
            if (Of(element) is { } written) bases.Push(written);
        }

        var baseUrl = page;
        while (bases.TryPop(out var written)) baseUrl = BaseUrls.Of(written, baseUrl);
        return WebUrl.TryParse(link.GetAttribute("href"), baseUrl, out var href) ? href : null;
    }

    private static string? Of(IElement element) => element.GetAttribute(NamespaceNames.XmlUri, "base");
}
