namespace LinkWatch.Review;

/// <summary>What is said before links are disavowed, and where the file goes then.</summary>
public static class DisavowAdvice
{
    /// <summary>What Google says of the tool.</summary>
    public const string Warning =
        "Google: most sites don't need this tool, because Google mostly knows which links to trust. Used incorrectly, it can harm your "
        + "site's performance in search results. Use it only for a considerable number of spammy, artificial or low-quality links "
        + "that have caused a manual action, or likely will.";

    /// <summary>Where the owner uploads the file; it replaces the file before.</summary>
    public const string Upload = "https://search.google.com/search-console/disavow-links";
}
