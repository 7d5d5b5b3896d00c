using LinkWatch.Fetching;

namespace LinkWatch.Judging.Signatures;

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
