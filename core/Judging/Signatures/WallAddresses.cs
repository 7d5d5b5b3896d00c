using LinkWatch.Urls;

namespace LinkWatch.Judging.Signatures;

/// <summary>
/// Addresses that a visitor is sent to who may not see the page yet: by the host's first label, a part of the path,
/// or a parameter that remembers the way back.
/// </summary>
internal static class WallAddresses
{
    private static readonly (string Label, string Says)[] Hosts =
    [
        ("accounts", "a login"), ("auth", "a login"), ("idp", "a login"), ("login", "a login"), ("oauth", "a login"), ("signin", "a login"),
        ("sso", "a login"), ("consent", "a consent wall"), ("guce", "a consent wall"),
        ("captcha", "a bot wall"), ("challenge", "a bot wall"), ("waitingroom", "a waiting room"),
    ];

    private static readonly (string Domain, string Says)[] Domains =
    [
        (".captcha-delivery.com", "a DataDome challenge"), (".perfdrive.com", "a Radware challenge"), (".queue-it.net", "a waiting room"),
    ];

    private static readonly (string Part, string Says)[] Paths =
    [
        ("auth", "a login"), ("authorize", "a login"), ("authwall", "a login"), ("checkpoint", "a login"), ("login", "a login"),
        ("log-in", "a login"), ("login.aspx", "a login"), ("login.html", "a login"), ("login.jsp", "a login"), ("login.php", "a login"),
        ("logon", "a login"), ("oauth", "a login"), ("oauth2", "a login"), ("saml", "a login"), ("sign_in", "a login"),
        ("sign-in", "a login"), ("signin", "a login"), ("sso", "a login"), ("ucp.php", "a login"), ("wp-login.php", "a login"),
        ("anmelden", "a login"), ("connexion", "a login"), ("iniciar-sesion", "a login"), ("register", "a login"),
        ("registration", "a login"), ("signup", "a login"), ("sign-up", "a login"), ("consent", "a consent wall"),
        ("collectconsent", "a consent wall"), ("cookie-consent", "a consent wall"), ("cookiewall", "a consent wall"),
        ("cookie-wall", "a consent wall"), ("privacywall", "a consent wall"), ("privacy-gate", "a consent wall"),
        ("gdpr", "a consent wall"), ("age-check", "an age check"), ("age-gate", "an age check"), ("age-verification", "an age check"),
        ("agecheck", "an age check"), ("agegate", "an age check"), ("ageverification", "an age check"), ("over18", "an age check"),
        ("verify-age", "an age check"), ("paywall", "a paywall"), ("subscribe", "a paywall"), ("subscription", "a paywall"),
        ("subscriptions", "a paywall"), ("abo", "a paywall"), ("captcha", "a bot wall"), ("cdn-cgi", "a bot wall"),
        ("challenge", "a bot wall"), ("hcvalidate.php", "a bot wall"), ("sgcaptcha", "a bot wall"), ("showcaptcha", "a bot wall"),
        ("splashui", "a bot wall"), ("validatecaptcha", "a bot wall"),
        ("cookie-check", "a cookie check"), ("cookie_check", "a cookie check"), ("cookieabsent", "a cookie check"),
        ("cookiecheck", "a cookie check"), ("cookies-disabled", "a cookie check"),
        ("cookies_disabled", "a cookie check"), ("cookies-required", "a cookie check"), ("cookies_not_supported", "a cookie check"),
        ("enable-cookies", "a cookie check"), ("enablecookies", "a cookie check"), ("no-cookies", "a cookie check"),
        ("no_cookies", "a cookie check"), ("nocookie", "a cookie check"), ("nocookies", "a cookie check"),
    ];

    /// <summary>Words of addresses that say what stands in the way, but are also those of ordinary pages.</summary>
    private static readonly string[] GateWords =
    [
        "error", "errors", "err", "errorpage", "exception", "oops", "500", "502", "503", "fehler", "erreur", "fout", "blad", "virhe",
        "unsupported", "browser", "browsers", "cookie", "cookies", "nocookies", "gate", "splash", "region", "country", "countries",
        "locale", "language", "languages", "lang", "age", "verify", "queue", "waiting", "geo", "welcome", "interstitial",
        "maintenance", "unavailable",
    ];

    /// <summary>Words that say that the page is gone, whatever else the address says.</summary>
    private static readonly string[] GoneWords = ["404", "410", "notfound", "found", "gone", "missing", "deleted", "removed"];

    private static readonly string[] ReturnParameters =
    [
        "back", "back_url", "backurl", "continue", "dest", "destination", "done", "followup", "forward", "goto", "next", "r", "redir",
        "redirect", "redirect_to", "redirect_uri", "redirect_url", "redirecturl", "ref_url", "return", "return_to", "return_url",
        "returnto", "returnurl", "returl", "rurl", "service", "session_redirect", "successurl", "target", "targeturl",
    ];

    /// <summary>
    /// A line of evidence where <paramref name="final"/> is such an address and <paramref name="requested"/> is not; else null.
    /// </summary>
    public static string? Find(WebUrl requested, WebUrl final) =>
        Named(final) is { } says && Named(requested) is null ? $"the page leads to {says}: {final}"
        : RemembersTheWayBack(requested, final) ? $"the page leads to one that would lead back to it after it got what it asks for: {final}"
        : null;

    /// <summary>What the address is known for, or null.</summary>
    public static string? Named(WebUrl url)
    {
        foreach (var (domain, says) in Domains)
        {
            if (url.Host.EndsWith(domain, StringComparison.Ordinal)) return says;
        }

        var label = url.Host.Split('.')[0];
        foreach (var (host, says) in Hosts)
        {
            if (label == host) return says;
        }

        foreach (var part in url.Path.ToLowerInvariant().Split('/'))
        {
            foreach (var (path, says) in Paths)
            {
                if (part == path) return says;
            }
        }

        return null;
    }

    private static bool RemembersTheWayBack(WebUrl requested, WebUrl final)
    {
        if (requested.Path.Length <= 1) return false;
        if (Carries(requested, final)) return true;
        foreach (var pair in final.Query.TrimStart('?').Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) continue;
            var value = Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
            if (!ReturnParameters.Contains(pair[..equals].ToLowerInvariant(), StringComparer.Ordinal)) continue;
            if (value.Contains(requested.Path, StringComparison.Ordinal)
                || value.Contains(Uri.UnescapeDataString(requested.Path), StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether the address names something that stands in the way of a page; not enough by itself.</summary>
    public static bool IsOfAGate(WebUrl url)
    {
        var words = (url.Path + url.Query).ToLowerInvariant()
            .Split(['/', '-', '_', '.', '?', '&', '='], StringSplitOptions.RemoveEmptyEntries);
        return words.Intersect(GateWords, StringComparer.Ordinal).Any() && !words.Intersect(GoneWords, StringComparer.Ordinal).Any();
    }

    /// <summary>Whether a parameter of <paramref name="url"/>, of whatever name, is the page's path or whole address.</summary>
    public static bool Carries(WebUrl page, WebUrl url)
    {
        foreach (var pair in url.Query.TrimStart('?').Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) continue;
            var value = Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
            if (IsAddressOf(page, value) || IsAddressOf(page, Uri.UnescapeDataString(value))) return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a parameter's value is the page's path or whole address: a way back under any name, as <c>aspxerrorpath</c> is.
    /// </summary>
    public static bool IsAddressOf(WebUrl page, string value) => value.Length > 1
        && (value == page.Path || value == page.Path + page.Query || value == page.Href || value == Uri.UnescapeDataString(page.Path));
}
