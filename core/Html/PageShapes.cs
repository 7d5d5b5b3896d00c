using AngleSharp.Dom;
using LinkWatch.Html.Trees;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html;

/// <summary>Takes a page's <see cref="PageShape"/>.</summary>
internal static class PageShapes
{
    /// <summary>A page with more text than this is no gate.</summary>
    private const int MaxText = 4096;

    /// <summary>What lies over a page that says at least so much is not what the page is.</summary>
    private const int MinPageText = 60;

    private const int MaxDepth = 256;

    private static readonly string[] Overlays =
    [
        "cookie", "consent", "gdpr", "cmp", "onetrust", "didomi", "usercentrics", "modal", "overlay", "popup", "lightbox", "dialog",
        "banner",
    ];

    public static PageReading AddTo(PageReading reading, IDocument document, PageSource source, ReadingBudget budget) =>
        reading.TextLength <= MaxText && document.Body is { } body
            ? reading with { Shape = Of(body, document, source.Url, reading.BaseUrl, budget) }
            : reading;

    private static PageShape? Of(IElement body, IDocument document, WebUrl url, WebUrl baseUrl, ReadingBudget budget)
    {
        var (page, over) = (new ShapeBuilder(url, baseUrl), new ShapeBuilder(url, baseUrl));
        if (!Walk(body, new Place(Surroundings.Page, page, InLink: false, 0, budget), over)) return null;
        var isCovered = over.TextLength > 0 && page.TextLength >= MinPageText;
        if (!isCovered) page.TakeIn(over);
        return page.Build() with { IsCovered = isCovered, ReloadsWithCookie = document.Scripts.Any(script => Reloads(script.Text)) };
    }

    private static bool Reloads(string script) =>
        script.Contains("document.cookie", StringComparison.Ordinal) && script.Contains("location.reload", StringComparison.Ordinal);

    /// <summary>False if the page nests too deep.</summary>
    private static bool Walk(INode parent, Place at, ShapeBuilder over)
    {
        if (at.Depth > MaxDepth) return false;
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text) at.Into.Text(text.Data, at.InLink);
            if (node is IElement element && !Visit(element, at, over)) return false;
        }

        return true;
    }

    private static bool Visit(IElement element, Place at, ShapeBuilder over)
    {
        at.Budget.Step();
        var name = element.LocalName;
        if (name is "script" or "style" or "template" or "noscript" or "iframe" or "svg" or "textarea" or "option" or SelectMarkup.Name)
        {
            at.Into.Field(element);
            return true;
        }

        var around = PlacementRules.Within(at.Around, Open(element));
        if (around.Placement != Placement.Content) return true;
        var into = IsOverlay(element) ? over : at.Into;
        into.Enter(element, isInLink: at.InLink);
        var isWalked = Walk(element, new Place(around, into, at.InLink || name is "a" or "button", at.Depth + 1, at.Budget), over);
        into.Leave(element);
        return isWalked;
    }

    private static OpenElement Open(IElement element) => new()
    {
        Name = element.LocalName,
        Id = element.Id,
        Class = element.ClassName,
        Role = element.GetAttribute("role"),
        Style = element.GetAttribute("style"),
        IsHidden = element.GetAttribute("hidden") is { } hidden && !hidden.Equals("until-found", StringComparison.OrdinalIgnoreCase),
    };

    private static bool IsOverlay(IElement element) =>
        element.LocalName == "dialog"
        || element.GetAttribute("role") is "dialog" or "alertdialog"
        || (element.LocalName is "div" or "section" or "aside" or "form"
            && Overlays.Any(word => Holds(element.Id, word) || Holds(element.ClassName, word)));

    private static bool Holds(string? names, string word) => names?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private readonly record struct Place(Surroundings Around, ShapeBuilder Into, bool InLink, int Depth, ReadingBudget Budget);
}

/// <summary>
/// What a page with little text offers its visitors, outside its header, menus, footer and comments, and outside what lies over it:
/// taken if a wanted link is absent, because a gate may be shown instead of the page. Never stored.
/// </summary>
public sealed record PageShape
{
    public IReadOnlyList<PageBlock> Blocks { get; init; } = [];

    public IReadOnlyList<ShownLink> Links { get; init; } = [];

    public IReadOnlyList<PageForm> Forms { get; init; } = [];

    /// <summary>What buttons say, in forms and out of them.</summary>
    public IReadOnlyList<string> Buttons { get; init; } = [];

    /// <summary>The values and texts of each select's options.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Selects { get; init; } = [];

    /// <summary>Something lies over a page that is there beneath it: the rest is of the page alone.</summary>
    public bool IsCovered { get; init; }

    /// <summary>A script writes a cookie and loads the page again.</summary>
    public bool ReloadsWithCookie { get; init; }
}

/// <summary>A paragraph, a heading or a list item.</summary>
/// <param name="Text">White space folded, the texts of links and buttons in it.</param>
/// <param name="IsHeading">Whether it is a heading.</param>
/// <param name="ChoiceLength">How much of it is links and buttons, in characters.</param>
public sealed record PageBlock(string Text, bool IsHeading, int ChoiceLength);

/// <summary>A link with its text, or its images' alt texts.</summary>
/// <param name="Href">The href resolved.</param>
/// <param name="Text">White space folded.</param>
/// <param name="NamesLanguage">Whether it is marked as a version in a language (<c>hreflang</c>, <c>lang</c>).</param>
public sealed record ShownLink(WebUrl Href, string Text, bool NamesLanguage);

/// <summary>A form.</summary>
/// <param name="Action">Where it is sent to.</param>
/// <param name="IsPost">Whether by POST.</param>
/// <param name="Controls">Its fields and buttons.</param>
public sealed record PageForm(WebUrl Action, bool IsPost, IReadOnlyList<PageControl> Controls);

/// <summary>A field or button of a form: its type in lower case (<c>select</c> and <c>textarea</c> for those), name and value.</summary>
public sealed record PageControl(string Type, string Name, string Value);
