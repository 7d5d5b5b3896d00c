namespace LinkWatch.Topics;

/// <summary>The words that two pages have in common.</summary>
/// <param name="Common">How many.</param>
/// <param name="Total">Of how many: those of the page with fewer.</param>
/// <param name="Examples">Some of them, as the page that is linked to spells them; empty if there are none.</param>
public sealed record TopicMatch(int Common, int Total, string Examples)
{
    private const int Shown = 4;

    /// <summary>
    /// Of the nine languages that were measured, pages on different topics share no more words in eight (docs/worth.md). Pages on the same
    /// topic share at least twice as many.
    /// </summary>
    private const double Unrelated = 0.07;

    internal double Share => (double)Common / Total;

    /// <summary>Whether the pages are about different things.</summary>
    internal bool IsUnrelated => Share <= Unrelated;

    /// <summary>Null if it can't be told: of one the words aren't known, or the pages are in different languages.</summary>
    /// <param name="page">The page that links.</param>
    /// <param name="target">The page that it links to.</param>
    public static TopicMatch? Of(PageTopic? page, PageTopic? target)
    {
        if (page is null || target is null || page.Language != target.Language) return null;
        var others = page.Split().Select(PageWords.StemOf).ToHashSet(StringComparer.Ordinal);
        var words = target.Split().DistinctBy(PageWords.StemOf).ToList();
        if (others.Count == 0 || words.Count == 0) return null;
        var common = words.Where(word => others.Contains(PageWords.StemOf(word))).ToList();
        return new TopicMatch(common.Count, Math.Min(words.Count, others.Count), string.Join(' ', common.Take(Shown)));
    }
}
