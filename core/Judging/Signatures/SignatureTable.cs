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
