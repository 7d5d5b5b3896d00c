using System.Collections.Frozen;
using LinkWatch.Urls;

namespace LinkWatch.Profile;

/// <summary>What a link's target is to be found for: the phrases in its path, and those that its owner adds.</summary>
internal sealed class MoneyWords
{
    /// <summary>Of a path. A target may have been imported with any.</summary>
    private const int MaxSegments = 20;

    /// <summary>What paths are built of; it says nothing of a page.</summary>
    private static readonly FrozenSet<string> Structure = FrozenSet.Create(
        StringComparer.Ordinal,
        "index", "home", "default", "main", "blog", "news", "shop", "store", "product", "products", "item", "items", "category",
        "categories", "collection", "collections", "page", "pages", "post", "posts", "article", "articles", "tag", "tags", "catalog",
        "archive", "en", "de", "fr", "es", "it", "pl", "html", "htm", "php", "asp", "aspx", "jsp");

    private readonly IReadOnlyList<IReadOnlyList<string>> phrases;
    private readonly IReadOnlyList<string> words;

    private MoneyWords(IEnumerable<IReadOnlyList<string>> phrases)
    {
        this.phrases = [.. phrases.Where(phrase => phrase.Count > 0)];
        words = [.. this.phrases.SelectMany(phrase => phrase).Distinct(StringComparer.Ordinal)];
    }

    public static MoneyWords Of(ReadOnlySpan<char> path, IEnumerable<string> added)
    {
        var inPath = PercentEncoding.Decode(path).Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Take(MaxSegments).Select(segment => Phrase(segment).Where(IsTelling).ToList());
        return new(inPath.Concat(added.Select(phrase => Phrase(phrase).ToList())));
    }

    public bool IsExactly(IReadOnlyList<string> text) => phrases.Any(phrase =>
        phrase.Count == text.Count && phrase.Zip(text).All(pair => AnchorWords.IsSame(pair.First, pair.Second)));

    public bool AreIn(IReadOnlyList<string> text) => text.Any(word => words.Any(money => AnchorWords.Holds(word, money)));

    private static IEnumerable<string> Phrase(string text) => AnchorWords.Of(text).Where(word => !AnchorWords.IsSmall(word));

    private static bool IsTelling(string word) => word.Length > 1 && !word.Any(char.IsAsciiDigit) && !Structure.Contains(word);
}
