using LinkWatch.Html;

namespace LinkWatch.Judging.Signatures;

/// <summary>A page as a passer-by sees it, folded for comparing: what it calls itself, how it begins, how much there is of it.</summary>
internal sealed class PageLook
{
    private const int DeliveredText = 300;

    private static readonly char[] TitleBreaks = ['|', '–', '—', '·', '•', '»', '«', '›', '‹', ':', '/', '(', '_', '【', '｜', '：'];

    public PageLook(PageReading reading)
    {
        Title = Fold(reading.Title ?? "");
        TitleParts = [.. Parts(Title)];
        Text = Fold(reading.Text);
        TextLength = reading.TextLength;
        HasPasswordField = reading.HasPasswordField;
        if (reading.Shape is { IsCovered: true, Blocks: var blocks } && blocks.Sum(block => block.Text.Length) >= DeliveredText)
            Beneath = new PageLook(reading with { Text = string.Join(' ', blocks.Select(block => block.Text)), Shape = null });
    }

    /// <summary>The page without what lies over it, if that much of it was delivered that it isn't a wall; else null.</summary>
    public PageLook? Beneath { get; }

    public string Title { get; }

    /// <summary>The title cut where site names are put: <c>Page not found | Example</c> is two parts.</summary>
    public IReadOnlyList<string> TitleParts { get; }

    public string Text { get; }

    public int TextLength { get; }

    public bool HasPasswordField { get; }

    /// <summary>Lower case, one kind of apostrophe, dots and spaces: what the tables' phrases are written in.</summary>
    public static string Fold(string text) => text
        .ToLowerInvariant()
        .Replace('’', '\'')
        .Replace('\u00A0', ' ')
        .Replace("…", "...", StringComparison.Ordinal);

    private static IEnumerable<string> Parts(string title)
    {
        yield return Trim(title);
        foreach (var part in title.Split(TitleBreaks))
        {
            foreach (var piece in part.Split(" - ")) yield return Trim(piece);
        }
    }

    private static string Trim(string part) => part.Trim(' ', '.', '!', '?', '¡', '¿', '-', ')', ',', '"', '\'', '。', '！', '#');
}
