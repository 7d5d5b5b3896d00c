namespace LinkWatch.Html.Trees;

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
