namespace LinkWatch.Judging.Signatures;

/// <summary>Pages that ask a visitor whose browser keeps no cookies to let it keep some. A row a pattern.</summary>
internal static class CookieWalls
{
    public static SignatureTable Table { get; } = new(
        "a page that asks for cookies stands in place of the page", MaxTextByTitle: 2000, MaxTextByText: 1500,
    [
        new(SignPlace.Title, "cookies are disabled"),
        new(SignPlace.Title, "cookies are not enabled"),
        new(SignPlace.Title, "cookies are required"),
        new(SignPlace.Title, "cookies are switched off"),
        new(SignPlace.Title, "cookies disabled"),
        new(SignPlace.Title, "cookies must be enabled"),
        new(SignPlace.Title, "cookies not enabled"),
        new(SignPlace.Title, "cookies not supported"),
        new(SignPlace.Title, "cookies required"),
        new(SignPlace.Title, "cookie absent", "Atypon"),
        new(SignPlace.Title, "enable cookies"),
        new(SignPlace.Title, "please enable cookies"),
        new(SignPlace.Title, "no cookies"),
        new(SignPlace.Title, "cookies deaktiviert"),
        new(SignPlace.Title, "cookies désactivés"),

        new(SignPlace.Text, "cookies are disabled in your browser"),
        new(SignPlace.Text, "cookies are not enabled"),
        new(SignPlace.Text, "cookies must be enabled"),
        new(SignPlace.Text, "does not support cookies"),
        new(SignPlace.Text, "is set to block cookies"),
        new(SignPlace.Text, "browser does not accept cookies"),
        new(SignPlace.Text, "browser is not accepting cookies"),
        new(SignPlace.Text, "please enable cookies in"),
        new(SignPlace.Text, "please turn on cookies"),
        new(SignPlace.Text, "requires cookies to be enabled"),
        new(SignPlace.Text, "you must enable cookies"),
        new(SignPlace.Text, "you must have cookies enabled"),
        new(SignPlace.Text, "you need to enable cookies"),
        new(SignPlace.Text, "bitte aktivieren sie cookies"),
        new(SignPlace.Text, "veuillez activer les cookies"),
    ]);
}
