using System.Text;
using LinkWatch.Html.Scripts;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html.Trees;

/// <summary>
/// Walks a page's tree once, without recursion (a page decides how deep it is), and collects what a verdict needs.
/// Addresses are resolved at the end, for the <c>base</c> may come after the links.
/// </summary>
internal sealed class PageWalk<TTree, TNode>(TTree tree, PageText page, PageSource source, ReadingBudget budget)
    where TTree : struct, IMarkupTree<TNode>
    where TNode : class
{
    private const int TitleLimit = 1000;

    private readonly Stack<Frame> open = new();
    private readonly List<TNode> anchors = [];
    private readonly List<TNode> shadowAnchors = [];
    private readonly List<RobotsMeta> robots = [];
    private readonly List<(string Href, TNode Element)> canonicals = [];
    private readonly List<(RefreshValue Value, TNode Element)> refreshes = [];
    private readonly List<TNode> scripts = [];
    private List<string>? scriptTexts;
    private LeakedNoscript leak;
    private string? baseHref;
    private string? title;
    private int scriptCount;
    private bool hasPasswordField;
    private bool hasBody;

    [Flags]
    private enum Within
    {
        None = 0,
        Head = 1,
        Noscript = 2,
        Shadow = 4,
    }

    /// <summary>What <paramref name="document"/> holds.</summary>
    /// <param name="document">The root of the tree.</param>
    /// <param name="reader">Name of the reader.</param>
    public PageReading Read(TNode document, string reader)
    {
        open.Push(new Frame(document, Within.None));
        while (open.TryPop(out var frame))
        {
            if (frame.Next == tree.ChildCount(frame.Node)) continue;
            budget.Step();
            open.Push(frame with { Next = frame.Next + 1 });
            Visit(tree.Child(frame.Node, frame.Next), frame.Within);
        }

        return Finish(document, reader);
    }

    private void Visit(TNode node, Within within)
    {
        if (tree.Name(node) is not { } name) return;
        var isHtml = tree.IsHtml(node);
        hasBody |= !within.HasFlag(Within.Head) && !(isHtml && name is "html" or "head" or "body");
        if (isHtml) Collect(node, name, within | Leaked(node));
        else if (name == "script") Script(node);
        if (tree.ShadowRoot(node) is { } shadow) open.Push(new Frame(shadow, Within.Shadow));
        if (isHtml && tree.HoldsNoMarkup(name)) return;
        if (isHtml && name == "noscript" && within.HasFlag(Within.Head) && tree.Start(node) is var start and >= 0)
            leak = LeakedNoscript.At(page.Text, start);
        var inner = within | name switch
        {
            "head" when isHtml => Within.Head,
            "noscript" when isHtml => Within.Noscript,
            _ => Within.None,
        };
        open.Push(new Frame(node, inner));
    }

    private Within Leaked(TNode element)
    {
        if (leak == LeakedNoscript.None) return Within.None;
        var start = tree.Start(element);
        return leak.Holds(start) ? Within.Noscript : leak.IsHead(start) ? Within.Head : Within.None;
    }

    private void Collect(TNode element, string name, Within within)
    {
        if (name is "a" or "area")
        {
            if (tree.Attribute(element, "href") is not null) (within.HasFlag(Within.Shadow) ? shadowAnchors : anchors).Add(element);
            return;
        }

        if (name == "script") Script(element);

        // What a shadow root holds is not in the document.
        if ((within & (Within.Noscript | Within.Shadow)) != Within.None) return;
        switch (name)
        {
            case "base":
                baseHref ??= tree.Attribute(element, "href");
                break;
            case "meta":
                Meta(element);
                break;
            case "link" when within.HasFlag(Within.Head):
                Canonical(element);
                break;
            case "title":
                title ??= NullIfEmpty(FoldedText.Fold(OwnText(element), TitleLimit));
                break;
            case "input":
                hasPasswordField |= string.Equals(tree.Attribute(element, "type")?.Trim(), "password", StringComparison.OrdinalIgnoreCase);
                break;
            default:
                break;
        }
    }

    private void Meta(TNode element)
    {
        if (tree.Attribute(element, "content") is not { } content) return;
        var agent = tree.Attribute(element, "name")?.Trim().ToLowerInvariant();
        if (agent is "robots" or "googlebot") robots.Add(new RobotsMeta(agent, content, Tag(element)));
        var isRefresh = string.Equals(tree.Attribute(element, "http-equiv"), "refresh", StringComparison.OrdinalIgnoreCase);
        if (isRefresh && RefreshValue.Parse(content) is { } value) refreshes.Add((value, element));
    }

    private void Canonical(TNode element)
    {
        if (tree.Attribute(element, "href") is { } href
            && !string.IsNullOrWhiteSpace(href)
            && RelTokens.Split(tree.Attribute(element, "rel")).Contains("canonical")
            && RelTokens.MarksOfVariants.All(mark => tree.Attribute(element, mark) is null))
            canonicals.Add((href, element));
    }

    private void Script(TNode element)
    {
        var type = tree.Attribute(element, "type");
        if (DataBlocks.IsJsonLd(type)) return;
        scripts.Add(element);
        if (!DataBlocks.IsDataBlock(type)) scriptCount++;
    }

    private PageReading Finish(TNode document, string reader)
    {
        var baseUrl = BaseUrls.Of(baseHref, source.Url);
        var links = new TreeLinks<TTree, TNode>(tree, page, source, baseUrl, leak, budget);
        links.Add(anchors);
        var isSeen = !source.IsTarget && links.Kept.HoldAll(source.Wanted, source.Referrer);
        var text = isSeen ? null : new VisibleText<TTree, TNode>(tree, budget).Of(document);
        return new PageReading
        {
            Reader = reader,
            Encoding = page.Sniffed.Charset.Name,
            IsEncodingGuessed = page.Sniffed.IsGuessed,
            BaseUrl = baseUrl,
            Title = title,
            Links = links.Kept,
            OutboundLinks = links.Outbound,
            Robots = robots,
            Canonicals = [.. Canonicals(baseUrl)],
            Refresh = Refresh(baseUrl),
            Text = text?.ToString() ?? "",
            TextLength = text?.Length ?? 0,
            Scripts = scriptCount,
            HasPasswordField = hasPasswordField,
            IsBlank = !hasBody && text is { Length: 0 },
            TargetDoubts = page.Sniffed.IsGuessed ? [.. GuessedTargets(links)] : [],
            ScriptedTargets = [.. source.Wanted.Where(target => IsScripted(target, links, baseUrl)).Select(target => target.Url.Href)],
        };
    }

    private IEnumerable<CanonicalTag> Canonicals(WebUrl baseUrl)
    {
        foreach (var (href, element) in canonicals)
        {
            if (!GuessedAddresses.HangsOnGuess(href, page.Sniffed) && WebUrl.TryParse(href, baseUrl, out var url))
                yield return new CanonicalTag(url, Tag(element));
        }
    }

    private MetaRefresh? Refresh(WebUrl baseUrl)
    {
        foreach (var (value, element) in refreshes)
        {
            if (value.Target(source.Url, baseUrl) is { } url) return new MetaRefresh(value.Seconds, url, Tag(element));
        }

        return null;
    }

    private IEnumerable<TargetDoubt> GuessedTargets(TreeLinks<TTree, TNode> links) =>
        from target in source.Wanted
        where !Holds(links, target)
            && GuessedAddresses.MayHide(target, page.Sniffed.Charset, links.HasGuessedAddress(target) || !IsAsciiBase)
        select new TargetDoubt(target.Url.Href, GuessedAddresses.Says);

    private bool IsAsciiBase => baseHref is null || Ascii.IsValid(baseHref);

    private bool Holds(TreeLinks<TTree, TNode> links, LinkTarget target) => links.Kept.Hold(target, source.Referrer);

    private bool IsScripted(LinkTarget target, TreeLinks<TTree, TNode> links, WebUrl baseUrl)
    {
        if (Holds(links, target)) return false;
        return shadowAnchors.Exists(anchor =>
            WebUrl.TryParse(tree.Attribute(anchor, "href"), baseUrl, out var href) && target.Matches(href, source.Referrer))
            || (scriptTexts ??= scripts.ConvertAll(script => ScriptMentions.Read(OwnText(script)))).Exists(text =>
                ScriptMentions.Hold(text, target));
    }

    private string OwnText(TNode element)
    {
        var all = new StringBuilder();
        for (var i = 0; i < tree.ChildCount(element); i++)
        {
            budget.Step();
            all.Append(tree.Text(tree.Child(element, i)));
        }

        return all.ToString();
    }

    private string Tag(TNode element) => page.TagOf(tree.Start(element), tree.Name(element)!, tree.Attributes(element));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private readonly record struct Frame(TNode Node, Within Within)
    {
        public int Next { get; init; }
    }
}
