namespace LinkWatch.Judging.Signatures;

/// <summary>Pages that ask for consent to cookies or tracking before they show anything. A row a pattern.</summary>
/// <remarks>A cookie banner is on every European page; only where hardly anything else stands beside it is it a wall.</remarks>
internal static class ConsentWalls
{
    public static SignatureTable Table { get; } = new(
        "a consent wall stands in place of the page", MaxTextByTitle: 4000, MaxTextByText: 2500,
    [
        new(SignPlace.TitleStart, "before you continue", "Google"),
        new(SignPlace.TitleStart, "bevor sie fortfahren", "Google"),
        new(SignPlace.TitleStart, "bevor sie zu google weitergehen", "Google"),
        new(SignPlace.TitleStart, "bevor sie zu youtube weitergehen", "Google"),
        new(SignPlace.TitleStart, "avant d'accéder à", "Google"),
        new(SignPlace.TitleStart, "antes de continuar", "Google"),
        new(SignPlace.TitleStart, "prima di continuare", "Google"),
        new(SignPlace.TitleStart, "voordat je verdergaat", "Google"),
        new(SignPlace.Title, "cookie consent"),
        new(SignPlace.WholeTitle, "consent"),
        new(SignPlace.Title, "privacy consent"),
        new(SignPlace.Title, "your privacy choices"),
        new(SignPlace.Title, "yahoo is part of the yahoo family of brands", "Yahoo"),
        new(SignPlace.Title, "yahoo ist teil der yahoo markenfamilie", "Yahoo"),

        new(SignPlace.Text, "part of the yahoo family of brands", "Yahoo"),
        new(SignPlace.Text, "teil der yahoo markenfamilie", "Yahoo"),
        new(SignPlace.Text, "before you continue to google", "Google"),
        new(SignPlace.Text, "before you continue to youtube", "Google"),
        new(SignPlace.Text, "accept cookies to continue"),
        new(SignPlace.Text, "accept all cookies to continue"),
        new(SignPlace.Text, "you must accept cookies"),
        new(SignPlace.Text, "please accept our cookies to"),
        new(SignPlace.Text, "to access this site you must accept"),
        new(SignPlace.Text, "to continue to the site, please accept"),
        new(SignPlace.Text, "with ads and tracking for free or subscribe"),
        new(SignPlace.Text, "weiter mit werbung"),
        new(SignPlace.Text, "mit werbung weiterlesen"),
        new(SignPlace.Text, "mit werbung und tracking"),
        new(SignPlace.Text, "werbefrei mit pur"),
        new(SignPlace.Text, "zustimmen & weiter"),
        new(SignPlace.Text, "zustimmen und weiterlesen"),
        new(SignPlace.Text, "continuer sans accepter"),
        new(SignPlace.Text, "accepter les cookies et continuer"),
        new(SignPlace.Text, "aceptar y continuar gratis"),
        new(SignPlace.Text, "accetta e continua"),
        new(SignPlace.Text, "akkoord en doorgaan"),
    ]);
}
