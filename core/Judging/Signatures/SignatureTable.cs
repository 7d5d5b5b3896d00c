using LinkWatch.Html;

namespace LinkWatch.Judging.Signatures;

/// <summary>
/// Signs of one kind of page. All of them count only on a page with little text: an article <em>about</em> captchas
/// or error pages quotes them too, and a wall taken for a page, or a page for a wall, is what this product must not do.
/// </summary>
/// <param name="Says">What the page is, for the evidence.</param>
/// <param name="MaxTextByTitle">Most characters of text with which a title is believed.</param>
/// <param name="MaxTextByText">Most characters of text with which a phrase in it is believed.</param>
/// <param name="Signs">The rows.</param>
internal sealed record SignatureTable(string Says, int MaxTextByTitle, int MaxTextByText, IReadOnlyList<Signature> Signs)
{
    /// <summary>What gives the page away, as a line of evidence; null where nothing does.</summary>
    /// <param name="look">The page.</param>
    /// <param name="trustTitle">False where the page had that title already while it held the link.</param>
    public string? Find(PageLook look, bool trustTitle = true)
    {
        var byTitle = trustTitle && look.Title.Length > 0 && look.TextLength <= MaxTextByTitle;
        var byText = look.TextLength <= MaxTextByText;
        if (!byTitle && !byText) return null;
        foreach (var sign in Signs)
        {
            if (sign.Place == SignPlace.Text ? byText && IsInText(sign, look) : byTitle && IsInTitle(sign, look)) return Evidence(sign);
        }

        return null;
    }

    private static bool IsInText(Signature sign, PageLook look) => look.Text.Contains(sign.Phrase, StringComparison.Ordinal);

    private static bool IsInTitle(Signature sign, PageLook look) => sign.Place switch
    {
        SignPlace.TitleStart => look.Title.StartsWith(sign.Phrase, StringComparison.Ordinal),
        SignPlace.WholeTitle => look.TitleParts[0] == sign.Phrase,
        _ => look.TitleParts.Contains(sign.Phrase, StringComparer.Ordinal),
    };

    private string Evidence(Signature sign) =>
        $"{(sign.Says is null ? Says : $"{Says} ({sign.Says})")}: its {(sign.Place == SignPlace.Text ? "text" : "title")} says "
            + $"\"{sign.Phrase}\"";
}

/// <summary>One thing that gives a page away.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Phrase">Lower case, plain apostrophes and dots.</param>
/// <param name="Says">What it means, for the evidence; null where the table's own words do.</param>
internal readonly record struct Signature(SignPlace Place, string Phrase, string? Says = null);

/// <summary>Where a sign stands.</summary>
internal enum SignPlace
{
    /// <summary>A whole part of the title (<c>Page not found | Example</c> has two): an article about it has a longer one.</summary>
    Title,

    /// <summary>The title is this and nothing else: for words that are also names of sections.</summary>
    WholeTitle,

    /// <summary>At the beginning of the title, whatever follows.</summary>
    TitleStart,

    /// <summary>Anywhere in the first 4,096 characters of text.</summary>
    Text,
}

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
