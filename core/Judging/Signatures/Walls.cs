using LinkWatch.Fetching;

namespace LinkWatch.Judging.Signatures;

/// <summary>All that a page may put between a visitor and itself while it answers 200.</summary>
internal static class Walls
{
    private const int PasswordFormText = 600;

    private static readonly SignatureTable[] Tables =
    [
        BotWalls.Table, LoginWalls.Table, ConsentWalls.Table, CookieWalls.Table, AgeWalls.Table, Paywalls.Table
    ];

    /// <summary>What stands before the page, by its headers, its look or the way to it: a line of evidence; null if nothing does.</summary>
    public static string? Before(PageAnswer page, PageLook look) =>
        WallHeaders.Find(page.Headers) ?? Find(look, page.Previous) ?? OnTheWay(page);

    /// <summary>A wall that the redirects lead to, or that lies on their way: a line of evidence, or null.</summary>
    public static string? OnTheWay(PageAnswer page) =>
        page.IsElsewhere ? WallAddresses.Find(page.Requested, page.Final) ?? Redirection.CookieGate(page.Trail) : null;

    /// <summary>A line of evidence, or null where nothing stands in the way.</summary>
    private static string? Find(PageLook look, Fingerprint? previous)
    {
        var isPasswordForm = look.HasPasswordField && look.TextLength <= PasswordFormText;
        return FindNamed(look, previous)
            ?? (isPasswordForm ? "a login stands in place of the page: it asks for a password and says little else" : null);
    }

    /// <summary>
    /// As <see cref="Find"/>, where a password field beside a few words is no sign: many a forum's error page has a login box.
    /// </summary>
    public static string? FindNamed(PageLook look, Fingerprint? previous)
    {
        var trustTitle = previous is null || !PageLikeness.IsSameTitle(previous, look.Title);
        foreach (var table in Tables)
        {
            var isOverlay = table == ConsentWalls.Table || table == AgeWalls.Table;
            if (table.Find((isOverlay ? look.Beneath : null) ?? look, trustTitle) is { } says) return says;
        }

        return null;
    }
}

/// <summary>
/// Headers by which a bot wall says that its answer is a challenge and not the page. A row a header: name, what its value holds,
/// whose it is.
/// </summary>
/// <remarks>
/// Headers that a wall's vendor adds to every answer (<c>cf-ray</c>, <c>x-datadome</c>, <c>x-iinfo</c>, <c>x-sucuri-id</c>) are no signs.
/// </remarks>
internal static class WallHeaders
{
    private static readonly (string Name, string Value, string Says)[] Rows =
    [
        ("cf-mitigated", "challenge", "a Cloudflare challenge stands in place of the page"),
        ("x-amzn-waf-action", "challenge", "an AWS WAF challenge stands in place of the page"),
        ("x-amzn-waf-action", "captcha", "an AWS WAF CAPTCHA stands in place of the page"),
        ("x-vercel-mitigated", "challenge", "a Vercel challenge stands in place of the page"),
        ("x-vercel-mitigated", "deny", "Vercel's firewall stands in place of the page"),
        ("sg-captcha", "challenge", "a SiteGround CAPTCHA stands in place of the page"),
        ("x-sucuri-block", "", "Sucuri's firewall stands in place of the page"),
        ("x-dd-b", "", "a DataDome challenge stands in place of the page"),
    ];

    /// <summary>A line of evidence, or null.</summary>
    public static string? Find(HttpFields headers)
    {
        foreach (var (name, value) in headers.Lines)
        {
            foreach (var row in Rows)
            {
                if (!string.Equals(name, row.Name, StringComparison.OrdinalIgnoreCase)) continue;
                if (value.Contains(row.Value, StringComparison.OrdinalIgnoreCase)) return $"{row.Says}: {row.Name}: {value.Trim()}";
            }
        }

        return null;
    }
}
