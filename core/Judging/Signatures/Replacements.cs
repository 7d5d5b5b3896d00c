using LinkWatch.Html;

namespace LinkWatch.Judging.Signatures;

/// <summary>All that may stand in place of a page and still answer 200.</summary>
internal static class Replacements
{
    private static readonly SignatureTable[] Tables = [NotFoundPages.Table, ClosedSites.Table, ParkedDomains.Table, BrokenServers.Table];

    /// <summary>A line of evidence, or null where the page seems to be what it was.</summary>
    public static string? Find(PageLook look, Fingerprint? previous)
    {
        var trustTitle = previous is null || !PageLikeness.IsSameTitle(previous, look.Title);
        foreach (var table in Tables)
        {
            if (table.Find(look, trustTitle) is { } says) return says;
        }

        return null;
    }
}

/// <summary>Error messages of servers, databases and programs that go out with status 200. A row a pattern.</summary>
internal static class BrokenServers
{
    public static SignatureTable Table { get; } = new(
        "status 200, but an error message stands in place of the page", MaxTextByTitle: 2500, MaxTextByText: 1000,
    [
        new(SignPlace.Title, "database error", "database"),
        new(SignPlace.Title, "database connection error", "database"),
        new(SignPlace.Title, "error establishing a database connection", "WordPress"),
        new(SignPlace.Title, "datenbankfehler", "database"),
        new(SignPlace.Title, "wordpress › error", "WordPress"),
        new(SignPlace.TitleStart, "wordpress › error", "WordPress"),
        new(SignPlace.Title, "application error"),
        new(SignPlace.Title, "server error"),
        new(SignPlace.Title, "internal server error"),
        new(SignPlace.Title, "500 internal server error"),
        new(SignPlace.Title, "error 500"),
        new(SignPlace.WholeTitle, "500"),
        new(SignPlace.Title, "500 error"),
        new(SignPlace.Title, "runtime error"),
        new(SignPlace.Title, "502 bad gateway"),
        new(SignPlace.Title, "bad gateway"),
        new(SignPlace.Title, "503 service unavailable"),
        new(SignPlace.Title, "503 service temporarily unavailable"),
        new(SignPlace.Title, "service unavailable"),
        new(SignPlace.Title, "504 gateway time-out"),
        new(SignPlace.Title, "504 gateway timeout"),
        new(SignPlace.Title, "gateway timeout"),
        new(SignPlace.Title, "an error occurred"),
        new(SignPlace.Title, "an error has occurred"),
        new(SignPlace.Title, "something went wrong"),

        new(SignPlace.Text, "error establishing a database connection", "WordPress"),
        new(SignPlace.Text, "fehler beim aufbau einer datenbankverbindung", "WordPress"),
        new(SignPlace.Text, "erreur lors de la connexion à la base de données", "WordPress"),
        new(SignPlace.Text, "error al establecer una conexión con la base de datos", "WordPress"),
        new(SignPlace.Text, "errore nello stabilire una connessione al database", "WordPress"),
        new(SignPlace.Text, "there has been a critical error on this website", "WordPress"),
        new(SignPlace.Text, "could not connect to the database", "database"),
        new(SignPlace.Text, "could not connect to database", "database"),
        new(SignPlace.Text, "unable to connect to the database", "database"),
        new(SignPlace.Text, "unable to connect to database", "database"),
        new(SignPlace.Text, "database connection failed", "database"),
        new(SignPlace.Text, "sqlstate[", "database"),
        new(SignPlace.Text, "mysql_connect()", "database"),
        new(SignPlace.Text, "mysqli_connect()", "database"),
        new(SignPlace.Text, "mysql server has gone away", "database"),
        new(SignPlace.Text, "can't connect to local mysql server", "database"),
        new(SignPlace.Text, "max_user_connections", "database"),
        new(SignPlace.Text, "too many connections", "database"),
        new(SignPlace.Text, "fatal error: uncaught", "PHP"),
        new(SignPlace.Text, "fatal error: allowed memory size of", "PHP"),
        new(SignPlace.Text, "parse error: syntax error", "PHP"),
        new(SignPlace.Text, "server error in '/' application", "ASP.NET"),
        new(SignPlace.Text, "an unhandled exception occurred", "ASP.NET"),
        new(SignPlace.Text, "application error: a client-side exception has occurred", "Next.js"),
        new(SignPlace.Text, "the server encountered an internal error", "server"),
        new(SignPlace.Text, "the server is temporarily unable to service your request", "server"),
        new(SignPlace.Text, "no available server", "Traefik"),
        new(SignPlace.Text, "upstream connect error or disconnect/reset before headers", "Envoy"),
        new(SignPlace.Text, "the site is experiencing technical difficulties", "server"),
        new(SignPlace.Text, "we're experiencing technical difficulties", "server"),
    ]);
}

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
