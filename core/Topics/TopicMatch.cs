namespace LinkWatch.Topics;

/// <summary>The words that two pages have in common.</summary>
/// <param name="Common">How many.</param>
/// <param name="Total">Of how many: those of the page with fewer.</param>
/// <param name="Examples">Some of them, as the page that is linked to spells them; empty if there are none.</param>
public sealed record TopicMatch(int Common, int Total, string Examples)
{
    internal const int Shown = 4;

    internal double Share => (double)Common / Total;

    /// <summary>Null if it can't be told: of one the words aren't known, or the pages are in different languages.</summary>
    /// <param name="page">The page that links.</param>
    /// <param name="target">The page that it links to.</param>
    public static TopicMatch? Of(PageTopic? page, PageTopic? target) => target is null ? null : new TopicMatcher(target).With(page);
}

/// <summary>Holds pages against one that they link to.</summary>
/// <param name="target">What is known of that.</param>
public sealed class TopicMatcher(PageTopic target)
{
    private readonly Dictionary<string, string> words =
        target.Split().DistinctBy(PageWords.StemOf).ToDictionary(PageWords.StemOf, StringComparer.Ordinal);

    /// <inheritdoc cref="TopicMatch.Of(PageTopic?, PageTopic?)"/>
    public TopicMatch? With(PageTopic? page)
    {
        if (page is null || page.Language != target.Language || page.Words.Length == 0 || words.Count == 0) return null;
        var others = page.Split().Select(PageWords.StemOf).ToHashSet(StringComparer.Ordinal);
        var common = words.Where(word => others.Contains(word.Key)).Select(word => word.Value).ToList();
        return new TopicMatch(common.Count, Math.Min(words.Count, others.Count), string.Join(' ', common.Take(TopicMatch.Shown)));
    }
}
