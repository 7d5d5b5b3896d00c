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
