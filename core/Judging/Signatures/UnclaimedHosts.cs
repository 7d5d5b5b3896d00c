namespace LinkWatch.Judging.Signatures;

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
