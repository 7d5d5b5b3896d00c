namespace LinkWatch.Judging.Signatures;

/// <summary>Pages of sites that are closed, for now or for good: maintenance, suspended accounts. A row a pattern.</summary>
internal static class ClosedSites
{
    public static SignatureTable Table { get; } = new("status 200, but the site is closed", MaxTextByTitle: 2500, MaxTextByText: 1000,
    [
        new(SignPlace.WholeTitle, "maintenance", "maintenance"),
        new(SignPlace.Title, "maintenance mode", "maintenance"),
        new(SignPlace.Title, "under maintenance", "maintenance"),
        new(SignPlace.Title, "site under maintenance", "maintenance"),
        new(SignPlace.Title, "website under maintenance", "maintenance"),
        new(SignPlace.Title, "site maintenance", "maintenance"),
        new(SignPlace.Title, "scheduled maintenance", "maintenance"),
        new(SignPlace.Title, "down for maintenance", "maintenance"),
        new(SignPlace.Title, "temporarily unavailable", "maintenance"),
        new(SignPlace.Title, "site offline", "maintenance"),
        new(SignPlace.Title, "we'll be back soon", "maintenance"),
        new(SignPlace.Title, "be right back", "maintenance"),
        new(SignPlace.Title, "wartungsarbeiten", "maintenance"),
        new(SignPlace.Title, "wartungsmodus", "maintenance"),
        new(SignPlace.WholeTitle, "wartung", "maintenance"),
        new(SignPlace.Title, "maintenance en cours", "maintenance"),
        new(SignPlace.Title, "site en maintenance", "maintenance"),
        new(SignPlace.Title, "en mantenimiento", "maintenance"),
        new(SignPlace.Title, "sitio en mantenimiento", "maintenance"),
        new(SignPlace.Title, "in manutenzione", "maintenance"),
        new(SignPlace.Title, "sito in manutenzione", "maintenance"),
        new(SignPlace.Title, "em manutenção", "maintenance"),
        new(SignPlace.WholeTitle, "onderhoud", "maintenance"),
        new(SignPlace.Title, "przerwa techniczna", "maintenance"),
        new(SignPlace.Title, "технические работы", "maintenance"),
        new(SignPlace.Title, "メンテナンス中", "maintenance"),
        new(SignPlace.Title, "under construction", "under construction"),
        new(SignPlace.WholeTitle, "coming soon", "under construction"),
        new(SignPlace.Title, "account suspended", "suspended"),
        new(SignPlace.Title, "this account has been suspended", "suspended"),
        new(SignPlace.Title, "site suspended", "suspended"),
        new(SignPlace.Title, "website suspended", "suspended"),
        new(SignPlace.Title, "domain suspended", "suspended"),
        new(SignPlace.Title, "suspended domain", "suspended"),
        new(SignPlace.WholeTitle, "suspended", "suspended"),
        new(SignPlace.Title, "website expired", "expired"),
        new(SignPlace.Title, "domain expired", "expired"),

        new(SignPlace.Text, "down for maintenance", "maintenance"),
        new(SignPlace.Text, "undergoing maintenance", "maintenance"),
        new(SignPlace.Text, "undergoing scheduled maintenance", "maintenance"),
        new(SignPlace.Text, "unavailable for scheduled maintenance", "maintenance"),
        new(SignPlace.Text, "performing scheduled maintenance", "maintenance"),
        new(SignPlace.Text, "performing some maintenance", "maintenance"),
        new(SignPlace.Text, "site is under maintenance", "maintenance"),
        new(SignPlace.Text, "site is currently under maintenance", "maintenance"),
        new(SignPlace.Text, "website is under maintenance", "maintenance"),
        new(SignPlace.Text, "website is currently under maintenance", "maintenance"),
        new(SignPlace.Text, "we'll be back soon", "maintenance"),
        new(SignPlace.Text, "we will be back soon", "maintenance"),
        new(SignPlace.Text, "we'll be back shortly", "maintenance"),
        new(SignPlace.Text, "website is temporarily unavailable", "maintenance"),
        new(SignPlace.Text, "site is temporarily unavailable", "maintenance"),
        new(SignPlace.Text, "wegen wartungsarbeiten", "maintenance"),
        new(SignPlace.Text, "wartungsarbeiten durchgeführt", "maintenance"),
        new(SignPlace.Text, "actuellement en maintenance", "maintenance"),
        new(SignPlace.Text, "sitio en mantenimiento", "maintenance"),
        new(SignPlace.Text, "sito in manutenzione", "maintenance"),
        new(SignPlace.Text, "ведутся технические работы", "maintenance"),
        new(SignPlace.Text, "ただいまメンテナンス", "maintenance"),
        new(SignPlace.Text, "account has been suspended", "suspended"),
        new(SignPlace.Text, "account suspended", "suspended"),
        new(SignPlace.Text, "website has been suspended", "suspended"),
        new(SignPlace.Text, "site has been suspended", "suspended"),
        new(SignPlace.Text, "domain has been suspended", "suspended"),
        new(SignPlace.Text, "contact your hosting provider for more information", "suspended"),
        new(SignPlace.Text, "blog has been removed", "deleted"),
        new(SignPlace.Text, "authors have deleted this site", "deleted"),
        new(SignPlace.Text, "site is no longer available", "deleted"),
        new(SignPlace.Text, "website is no longer available", "deleted"),
        new(SignPlace.Text, "this shop is currently unavailable", "Shopify"),
        new(SignPlace.Text, "this store is unavailable", "Shopify"),
    ]);
}

/// <summary>Domains that are for sale or lie idle, and hosts that no site has been put on. A row a pattern.</summary>
internal static class ParkedDomains
{
    public static SignatureTable Table { get; } = new(
        "status 200, but no site is behind the domain", MaxTextByTitle: 3000, MaxTextByText: 1500,
    [
        new(SignPlace.Title, "domain for sale", "for sale"),
        new(SignPlace.Title, "this domain is for sale", "for sale"),
        new(SignPlace.Title, "this domain may be for sale", "for sale"),
        new(SignPlace.Title, "domain is for sale", "for sale"),
        new(SignPlace.Title, "parked domain", "parked"),
        new(SignPlace.Title, "domain parked", "parked"),
        new(SignPlace.Title, "domain parking", "parked"),
        new(SignPlace.Title, "hugedomains.com", "for sale"),
        new(SignPlace.Title, "diese domain steht zum verkauf", "for sale"),
        new(SignPlace.Title, "welcome to nginx", "a server's first page"),
        new(SignPlace.Title, "welcome to openresty", "a server's first page"),
        new(SignPlace.Title, "welcome to caddy", "a server's first page"),
        new(SignPlace.TitleStart, "apache2 ubuntu default page", "a server's first page"),
        new(SignPlace.TitleStart, "apache2 debian default page", "a server's first page"),
        new(SignPlace.TitleStart, "test page for the apache http server", "a server's first page"),
        new(SignPlace.TitleStart, "test page for the nginx http server", "a server's first page"),
        new(SignPlace.TitleStart, "http server test page", "a server's first page"),
        new(SignPlace.Title, "iis windows server", "a server's first page"),
        new(SignPlace.TitleStart, "iis windows", "a server's first page"),
        new(SignPlace.Title, "default web site page", "a server's first page"),
        new(SignPlace.Title, "domain default page", "a server's first page"),
        new(SignPlace.Title, "web server's default page", "a server's first page"),
        new(SignPlace.Title, "site not installed", "a server's first page"),
        new(SignPlace.Title, "site not found", "no site"),
        new(SignPlace.Title, "website not found", "no site"),
        new(SignPlace.TitleStart, "index of /", "a listing of files"),

        new(SignPlace.Text, "domain is for sale", "for sale"),
        new(SignPlace.Text, "domain may be for sale", "for sale"),
        new(SignPlace.Text, "domain name is for sale", "for sale"),
        new(SignPlace.Text, "buy this domain", "for sale"),
        new(SignPlace.Text, "inquire about this domain", "for sale"),
        new(SignPlace.Text, "make an offer on this domain", "for sale"),
        new(SignPlace.Text, "interested in this domain", "for sale"),
        new(SignPlace.Text, "domain is parked", "parked"),
        new(SignPlace.Text, "is parked free, courtesy of", "parked"),
        new(SignPlace.Text, "parked free of charge", "parked"),
        new(SignPlace.Text, "generated by the domain owner using sedo domain parking", "parked"),
        new(SignPlace.Text, "domain has expired", "expired"),
        new(SignPlace.Text, "domain name has expired", "expired"),
        new(SignPlace.Text, "domain has recently been registered", "parked"),
        new(SignPlace.Text, "domain has just been registered", "parked"),
        new(SignPlace.Text, "diese domain steht zum verkauf", "for sale"),
        new(SignPlace.Text, "domain ist geparkt", "parked"),
        new(SignPlace.Text, "ce nom de domaine est à vendre", "for sale"),
        new(SignPlace.Text, "este dominio está en venta", "for sale"),
        new(SignPlace.Text, "questo dominio è in vendita", "for sale"),
        new(SignPlace.Text, "dit domein is te koop", "for sale"),
        new(SignPlace.Text, "домен продается", "for sale"),
        new(SignPlace.Text, "домен продаётся", "for sale"),
        new(SignPlace.Text, "if you see this page, the nginx web server is successfully installed", "a server's first page"),
        new(SignPlace.Text, "there isn't a github pages site here", "GitHub Pages"),
        new(SignPlace.Text, "no such app", "Heroku"),
        new(SignPlace.Text, "no settings were found for this company", "a host without a site"),
        new(SignPlace.Text, "looks like this domain isn't connected to a website yet", "Wix"),
    ]);
}

/// <summary>
/// What hosting platforms answer for a host that nobody has a site on any more: all of it is gone, and nobody is kept out. A row a
/// platform.
/// </summary>
internal static class UnclaimedHosts
{
    private static readonly (string Phrase, string Platform)[] Rows =
    [
        ("there isn't a github pages site here", "GitHub Pages"), ("there is no app configured at that hostname", "Heroku"),
        ("nosuchbucket", "Amazon S3"), ("the specified bucket does not exist", "Amazon S3"), ("deployment_not_found", "Vercel"),
        ("the deployment could not be found on vercel", "Vercel"), ("fastly error: unknown domain", "Fastly"),
        ("404 web site not found", "Azure"), ("404 blog is not found", "Hatena Blog"), ("doesn't exist on tumblr", "Tumblr"),
        ("do you want to register", "WordPress.com"), ("is not a registered wordpress.com site", "WordPress.com"),
    ];

    /// <summary>A clause of evidence, or null.</summary>
    /// <param name="shown">What the answer shows, in lower case.</param>
    public static string? Find(string shown)
    {
        var text = PageLook.Fold(shown);
        foreach (var (phrase, platform) in Rows)
        {
            if (text.Contains(phrase, StringComparison.Ordinal)) return $"and the platform ({platform}) has no such site: \"{phrase}\"";
        }

        return null;
    }
}
