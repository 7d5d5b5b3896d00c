using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html.Trees;

/// <summary>Resolves a page's links, keeps those to a wanted target's site, and counts those that lead to another host.</summary>
internal sealed class TreeLinks<TTree, TNode>(
    TTree tree, PageText page, PageSource source, WebUrl baseUrl, LeakedNoscript leak, ReadingBudget budget)
    where TTree : struct, IMarkupTree<TNode>
    where TNode : class
{
    private const int AnchorLimit = 1000;

    private readonly List<FoundLink> kept = [];
    private readonly List<WebUrl> guessed = [];
    private readonly Stack<TNode> ancestors = new();
    private TNode? placedParent;
    private Surroundings placedSurroundings;
    private bool hasForeignAddress;

    public IReadOnlyList<FoundLink> Kept => kept;

    public int Outbound { get; private set; }

    /// <summary>
    /// A link to the target's site, or to a host that is not ASCII, is written in characters that another encoding would read differently.
    /// </summary>
    /// <param name="target">Another site's address stays another site's in every encoding.</param>
    public bool HasGuessedAddress(LinkTarget target) => hasForeignAddress || guessed.Exists(target.IsSameSite);

    /// <param name="elements">Every <c>a</c> and <c>area</c> with an <c>href</c>, in document order.</param>
    public void Add(IEnumerable<TNode> elements)
    {
        foreach (var element in elements)
        {
            budget.Step();
            var written = tree.Attribute(element, "href")!;
            var isGuessed = GuessedAddresses.HangsOnGuess(written, page.Sniffed);
            if (!WebUrl.TryParse(DocumentQuery.Encode(written, page.Sniffed.Charset), baseUrl, out var href) || !href.IsHttp)
            {
                hasForeignAddress |= isGuessed;
                continue;
            }

            if (href.Host != source.Url.Host) Outbound++;
            var isWanted = IsWanted(href);
            hasForeignAddress |= isGuessed && GuessedAddresses.IsForeignHost(href);
            if (isGuessed && isWanted) guessed.Add(href);
            if (isWanted) kept.Add(Link(element, href));
        }
    }

    private bool IsWanted(WebUrl href)
    {
        foreach (var target in source.Wanted)
        {
            if (target.IsSameSite(href)) return true;
        }

        return false;
    }

    private FoundLink Link(TNode element, WebUrl href)
    {
        var start = tree.Start(element);
        var name = tree.Name(element)!;
        var (anchor, isImage) = name == "area"
            ? (FoldedText.Fold(tree.Attribute(element, "alt") ?? "", AnchorLimit), true)
            : Anchor(element);
        return new FoundLink
        {
            Href = href,
            Rel = RelTokens.Split(tree.Attribute(element, "rel")),
            Anchor = anchor,
            Placement = leak.Holds(start) ? Placement.Noscript : PlacementRules.Of(Around(element), Signs(element, name)),
            Tag = page.TagOf(start, name, tree.Attributes(element)),
            Offset = start < 0 ? null : page.OffsetOf(start),
            IsImage = isImage,
        };
    }

    private (string Anchor, bool IsImage) Anchor(TNode link)
    {
        var text = new FoldedText(AnchorLimit);
        var alts = new FoldedText(AnchorLimit);
        var hasImage = false;
        var open = new Stack<(TNode Node, int Next)>();
        open.Push((link, 0));
        while (!text.IsFull && open.TryPop(out var frame))
        {
            if (frame.Next == tree.ChildCount(frame.Node)) continue;
            budget.Step();
            open.Push((frame.Node, frame.Next + 1));
            var node = tree.Child(frame.Node, frame.Next);
            if (tree.Text(node) is { } written) text.Append(written);
            if (tree.Name(node) is not { } name || name is "script" or "style" or "noscript" || ElementNames.HoldsNoMarkup(name)) continue;
            if (!ElementNames.IsInline(name)) text.Break();
            hasImage |= name is "img" or "svg";
            if (name == "img" && !alts.IsFull)
            {
                alts.Append(tree.Attribute(node, "alt"));
                alts.Break();
            }

            open.Push((node, 0));
        }

        return text.Length > 0 ? (text.ToString(), false) : (alts.ToString(), hasImage);
    }

    private Surroundings Around(TNode link)
    {
        // Links side by side share their surroundings: without this memory, thousands of links deep in the tree would cost its depth each.
        var parent = tree.Parent(link);
        if (ReferenceEquals(parent, placedParent)) return placedSurroundings;
        for (var node = parent; node is not null; node = tree.Parent(node))
        {
            budget.Step();
            ancestors.Push(node);
        }

        var surroundings = Surroundings.Page;
        while (ancestors.TryPop(out var element))
        {
            if (tree.Name(element) is { } name) surroundings = PlacementRules.Within(surroundings, Signs(element, name));
        }

        placedParent = parent;
        return placedSurroundings = surroundings;
    }

    private OpenElement Signs(TNode element, string name) => new()
    {
        Name = name,
        Id = tree.Attribute(element, "id"),
        Class = tree.Attribute(element, "class"),
        Role = tree.Attribute(element, "role"),
        Style = tree.Attribute(element, "style"),
        IsHidden = tree.Attribute(element, "hidden") is { } hidden && !hidden.Equals("until-found", StringComparison.OrdinalIgnoreCase),
    };
}

/// <summary>
/// Gathers the text that a page shows: scripts, styles, the head and what is for browsers without scripts left out.
/// It says why a link may be missing (a wall, a parked domain, another page), so a page that holds its links is never asked.
/// </summary>
internal readonly struct VisibleText<TTree, TNode>(TTree tree, ReadingBudget budget)
    where TTree : struct, IMarkupTree<TNode>
    where TNode : class
{
    private const int Limit = 4096;

    public FoldedText Of(TNode document)
    {
        var text = new FoldedText(Limit);
        var open = new Stack<(TNode Node, int Next, bool IsBlock)>();
        open.Push((document, 0, IsBlock: false));
        while (open.TryPop(out var frame))
        {
            if (frame.Next == tree.ChildCount(frame.Node))
            {
                if (frame.IsBlock) text.Break();
                continue;
            }

            budget.Step();
            open.Push(frame with { Next = frame.Next + 1 });
            var node = tree.Child(frame.Node, frame.Next);
            if (tree.Text(node) is { } written) text.Append(written);
            if (tree.Name(node) is not { } name) continue;
            var isHtml = tree.IsHtml(node);
            var isBlock = isHtml && !ElementNames.IsInline(name);
            if (isBlock) text.Break();
            if (!IsUnseen(name, isHtml)) open.Push((node, 0, isBlock));
        }

        return text;
    }

    private static bool IsUnseen(string name, bool isHtml) =>
        name is "script" or "style" || (isHtml && (name is "head" or "noscript" || ElementNames.HoldsNoMarkup(name)));
}
