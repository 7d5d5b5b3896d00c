using LinkWatch.Html;

namespace LinkWatch.Judging.Signatures;

/// <summary>What pages say that scripts would build, to a visitor without scripts. A row a pattern.</summary>
internal static class ScriptShells
{
    /// <summary>Text shorter than this, beside scripts and hardly a link, is a shell that the scripts would fill.</summary>
    private const int ShellText = 100;

    private const int ShellLinks = 2;

    /// <summary>A line of evidence where the page is one that scripts would build, or null.</summary>
    public static string? Find(PageReading reading, PageLook look)
    {
        if (reading.Scripts == 0 || reading.OutboundLinks > ShellLinks) return null;
        if (Table.Find(look) is { } says) return says;
        return reading.TextLength < ShellText ? "the page is almost empty; its scripts would build it" : null;
    }

    public static SignatureTable Table { get; } = new("the page is built by scripts", MaxTextByTitle: 0, MaxTextByText: 600,
    [
        new(SignPlace.Text, "you need to enable javascript to run this app"),
        new(SignPlace.Text, "enable javascript to view"),
        new(SignPlace.Text, "enable javascript to use"),
        new(SignPlace.Text, "enable javascript to continue"),
        new(SignPlace.Text, "enable javascript in your browser"),
        new(SignPlace.Text, "please enable javascript"),
        new(SignPlace.Text, "please turn javascript on"),
        new(SignPlace.Text, "requires javascript"),
        new(SignPlace.Text, "javascript is required"),
        new(SignPlace.Text, "javascript is disabled"),
        new(SignPlace.Text, "javascript is not available"),
        new(SignPlace.Text, "javascript must be enabled"),
        new(SignPlace.Text, "work properly without javascript enabled"),
        new(SignPlace.Text, "bitte aktivieren sie javascript"),
        new(SignPlace.Text, "bitte aktiviere javascript"),
        new(SignPlace.Text, "veuillez activer javascript"),
        new(SignPlace.Text, "activer javascript"),
        new(SignPlace.Text, "habilita javascript"),
        new(SignPlace.Text, "habilite javascript"),
        new(SignPlace.Text, "abilita javascript"),
        new(SignPlace.Text, "ative o javascript"),
        new(SignPlace.Text, "schakel javascript in"),
        new(SignPlace.Text, "включите javascript"),
        new(SignPlace.Text, "włącz javascript"),
        new(SignPlace.Text, "javascriptを有効"),
    ]);
}
