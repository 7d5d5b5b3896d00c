using AngleSharp.Dom;
using LinkWatch.Html.Trees;
using LinkWatch.Urls;

namespace LinkWatch.Html;

/// <summary>Gathers a <see cref="PageShape"/> while its elements are entered and left.</summary>
internal sealed class ShapeBuilder(WebUrl page, WebUrl baseUrl)
{
    private const int MaxItems = 400;
    private const int MaxValue = 2000;
    private const int BlockLimit = 600;

    private readonly List<PageBlock> blocks = [];
    private readonly List<ShownLink> links = [];
    private readonly List<PageForm> forms = [];
    private readonly List<string> buttons = [];
    private readonly List<IReadOnlyList<string>> selects = [];
    private readonly FoldedText block = new(BlockLimit);
    private readonly List<string> labels = [];
    private List<PageControl>? controls;
    private bool isHeading;
    private int choiceLength;

    public int TextLength => blocks.Sum(each => each.Text.Length) + block.Length;

    public void Text(string text, bool isChoice)
    {
        var before = block.Length;
        block.Append(text);
        if (isChoice) choiceLength += block.Length - before;
    }

    public void Enter(IElement element, bool isInLink)
    {
        var name = element.LocalName;
        if (!ElementNames.IsInline(name) && name is not ("input" or "button" or "label" or "img")) EndBlock();
        if (name is "h1" or "h2" or "h3" or "legend") isHeading = true;
        if (name == "form") controls = [];
        if (name == "input") Input(element);
        else if (name == "button") Button(element, element.TextContent);
        else if (name == "label" && labels.Count < MaxItems) labels.Add(Fold(element.TextContent));
        else if (name == "a" && !isInLink) Link(element);
        else if (element.GetAttribute("role") == "button" || (element.HasAttribute("onclick") && name is "div" or "span" or "li"))
            Add(buttons, Fold(element.TextContent));
    }

    public void Leave(IElement element)
    {
        var name = element.LocalName;
        if (!ElementNames.IsInline(name) && name is not ("input" or "button" or "label" or "img")) EndBlock();
        if (name == "form" && controls is not null) EndForm(element);
    }

    /// <summary>A select or text area; anything else that holds no text to be read is left out.</summary>
    public void Field(IElement element)
    {
        if (element.LocalName is not (SelectMarkup.Name or "textarea")) return;
        var type = element.LocalName == "textarea" ? "textarea" : "select";
        controls?.Add(new PageControl(type, element.GetAttribute("name") ?? element.Id ?? "", ""));
        if (element.LocalName == "textarea" || selects.Count >= MaxItems) return;
        selects.Add([.. element.QuerySelectorAll("option").Take(MaxItems)
            .SelectMany(option => (string[])[Fold(option.GetAttribute("value") ?? ""), Fold(option.TextContent)])
            .Where(text => text.Length > 0)]);
    }

    public void TakeIn(ShapeBuilder other)
    {
        EndBlock();
        other.EndBlock();
        blocks.AddRange(other.blocks);
        links.AddRange(other.links);
        forms.AddRange(other.forms);
        buttons.AddRange(other.buttons);
        selects.AddRange(other.selects);
    }

    public PageShape Build()
    {
        EndBlock();
        return new PageShape { Blocks = blocks, Links = links, Forms = forms, Buttons = buttons, Selects = selects };
    }

    private void Link(IElement element)
    {
        var text = Fold(element.TextContent);
        if (text.Length == 0) text = Fold(string.Join(' ', element.QuerySelectorAll("img").Select(image => image.GetAttribute("alt"))));
        var href = element.GetAttribute("href")?.Trim();
        if (href is null or "" or "#" || href.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)) Add(buttons, text);
        else if (WebUrl.TryParse(href, baseUrl, out var url) && url.IsHttp)
            Add(links, new ShownLink(url, text, element.HasAttribute("hreflang") || element.HasAttribute("lang")));
    }

    private void Input(IElement element)
    {
        var type = element.GetAttribute("type")?.Trim().ToLowerInvariant() ?? "text";
        if (type is "submit" or "button" or "image") Button(element, element.GetAttribute("value") ?? element.GetAttribute("alt") ?? "");
        else Control(element, element.GetAttribute("autocomplete") == "bday" ? "date" : type);
    }

    private void Button(IElement element, string text)
    {
        Add(buttons, Fold(text));
        Control(element, "submit");
    }

    private void Control(IElement element, string type)
    {
        var value = element.GetAttribute("value") ?? "";
        var name = element.GetAttribute("name") ?? element.Id ?? "";
        var control = new PageControl(type, name, value.Length > MaxValue ? "" : value);
        if (controls is { Count: < MaxItems }) controls.Add(control);
        else if (forms.Count < MaxItems && type != "submit") forms.Add(new PageForm(page, IsPost: false, [control]));
    }

    private void EndForm(IElement form)
    {
        var action = form.GetAttribute("action")?.Trim();
        if (action is null or "" || !WebUrl.TryParse(action, baseUrl, out var url)) url = page;
        var isPost = string.Equals(form.GetAttribute("method")?.Trim(), "post", StringComparison.OrdinalIgnoreCase);
        Add(forms, new PageForm(url, isPost, controls!));
        if (controls!.Count(control => control.Type == "radio") >= 2) Add(selects, [.. labels.Where(label => label.Length > 0)]);
        labels.Clear();
        controls = null;
    }

    private void EndBlock()
    {
        if (block.Length > 0) Add(blocks, new PageBlock(block.ToString(), isHeading, choiceLength));
        block.Clear();
        (isHeading, choiceLength) = (false, 0);
    }

    private static void Add<T>(List<T> list, T item)
    {
        if (list.Count < MaxItems) list.Add(item);
    }

    private static string Fold(string text) => FoldedText.Fold(text, BlockLimit);
}
