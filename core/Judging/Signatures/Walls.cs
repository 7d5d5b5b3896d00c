namespace LinkWatch.Judging.Signatures;

/// <summary>All that a page may put between a visitor and itself while it answers 200.</summary>
internal static class Walls
{
    private const int PasswordFormText = 600;

    private static readonly SignatureTable[] Tables =
    [
        BotWalls.Table, LoginWalls.Table, ConsentWalls.Table, CookieWalls.Table, AgeWalls.Table, Paywalls.Table
    ];

    /// <summary>A line of evidence, or null where nothing stands in the way.</summary>
    public static string? Find(PageLook look, Fingerprint? previous)
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
