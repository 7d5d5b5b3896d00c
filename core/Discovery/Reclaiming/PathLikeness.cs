using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Reclaiming;

/// <summary>
/// Which address that answers is meant by one that doesn't, by how its path is written. If two are as likely, none is.
/// </summary>
internal sealed class PathLikeness
{
    /// <summary>A single word may be on any page.</summary>
    private const int MinSharedWords = 2;

    private const double MinShare = 0.6;

    /// <summary>A path with more words is nobody's slip; anybody can ask for one, and each word costs a search.</summary>
    private const int MaxWords = 32;

    /// <summary>Pages that a word leads to; a word on more says nothing.</summary>
    private const int MaxPagesOfWord = 200;

    /// <summary>Pages of a folder that are compared letter by letter; in larger ones nothing is taken for a slip.</summary>
    private const int MaxPagesOfFolder = 2000;

    /// <summary>Shorter last parts, and numbers, are on many pages.</summary>
    private const int MinLast = 3;

    private readonly Dictionary<string, List<PathWords>> byForm = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PathWords>> byLast = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PathWords>> byFolder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PathWords>> byWord = new(StringComparer.Ordinal);

    /// <param name="live">Hosts and addresses that answered with a page. Those with a query, or not plain, aren't suggested.</param>
    public PathLikeness(IEnumerable<(string Host, string Address)> live)
    {
        foreach (var (host, address) in live)
        {
            if (address.Contains('?', StringComparison.Ordinal) || !IsPlain(address)) continue;
            var words = PathWords.Of(host, address);
            Add(byForm, words.Form, words, 2);
            if (words.Last.Length == 0) continue;
            if (IsTelling(words.Last)) Add(byLast, words.HostAnd(words.Last), words, MaxPagesOfWord);
            Add(byFolder, words.HostAnd(words.Folder), words, MaxPagesOfFolder);
            foreach (var word in words.Words) Add(byWord, words.HostAnd(word), words, MaxPagesOfWord);
        }
    }

    public Suggestion? Find(string host, string address)
    {
        var wanted = PathWords.Of(host, address.Split('?')[0]);
        if (wanted.Last.Length == 0) return null;
        return Only(byForm, wanted.Form, wanted, "the same but for case, slashes or ending")
            ?? Only(byLast, wanted.HostAnd(wanted.Last), wanted, "the same last part, in another folder")
            ?? Misspelt(wanted)
            ?? WithSameWords(wanted);
    }

    private static void Add(Dictionary<string, List<PathWords>> index, string key, PathWords words, int max)
    {
        if (!index.TryGetValue(key, out var list)) index.Add(key, list = []);
        if (list.Count <= max) list.Add(words);
    }

    /// <summary>
    /// Whether it is the path of a page on this host alone: <c>//other.example</c> would redirect to another, and dots lead elsewhere. Logs
    /// name such addresses because anybody can ask for them, and servers answer.
    /// </summary>
    private static bool IsPlain(string path)
    {
        var parts = path[1..].Split('/').Select(part => PercentEncoding.Decode(part)).ToList();
        return parts.SkipLast(1).All(part => part.Length > 0) && !parts.Exists(part => part is "." or "..");
    }

    private static bool IsTelling(string last) => last.Length >= MinLast && !last.All(char.IsAsciiDigit);

    /// <summary>An image stands for an image, a page for a page.</summary>
    private static bool IsAlike(PathWords live, PathWords wanted) => live.Kind == wanted.Kind && live.Path != wanted.Path;

    private static Suggestion? Only(Dictionary<string, List<PathWords>> index, string key, PathWords wanted, string why) =>
        index.GetValueOrDefault(key)?.Where(live => IsAlike(live, wanted)).ToList() is [var only] ? Of(only, why) : null;

    private Suggestion? Misspelt(PathWords wanted)
    {
        if (!HasLongWord(wanted) || byFolder.GetValueOrDefault(wanted.HostAnd(wanted.Folder)) is not { Count: <= MaxPagesOfFolder } pages)
            return null;
        var near = pages.Where(live => IsAlike(live, wanted) && Spelling.Nearest(wanted.Last, [live.Last]) is not null).ToList();
        return near is [var only] ? Of(only, "spelt almost the same") : null;
    }

    /// <summary><c>p1</c> and <c>p2</c> are near, and two pages.</summary>
    private static bool HasLongWord(PathWords wanted) => wanted.Last.Length >= 5 && !wanted.Last.Any(char.IsAsciiDigit);

    private Suggestion? WithSameWords(PathWords wanted)
    {
        if (wanted.Words.Count > MaxWords) return null;
        var best = wanted.Words.SelectMany(PagesOf).Where(live => IsAlike(live, wanted)).Distinct()
            .Select(live => (Live: live, Shared: live.Words.Count(wanted.Words.Contains)))
            .Where(pair => pair.Shared >= MinSharedWords)
            .Select(pair => (pair.Live, pair.Shared, Share: (double)pair.Shared / pair.Live.Words.Union(wanted.Words).Count()))
            .Where(pair => pair.Share >= MinShare).OrderByDescending(pair => pair.Share).Take(2).ToList();
        if (best.Count == 0 || (best.Count == 2 && best[0].Share.Equals(best[1].Share))) return null;
        return Of(best[0].Live, $"{best[0].Shared} of {Counted.Of(wanted.Words.Count, "word")} in common");

        List<PathWords> PagesOf(string word) =>
            byWord.GetValueOrDefault(wanted.HostAnd(word)) is { Count: <= MaxPagesOfWord } list ? list : [];
    }

    private static Suggestion Of(PathWords live, string why) => new(SafePath(live.Path), why);

    /// <summary>
    /// Percent-encoded so that it is the same to every server's configuration: letters, digits and <c>-._~/</c> stay, and escapes.
    /// </summary>
    private static string SafePath(string path) =>
        string.Join('/', path.Split('/').Select(part => Uri.EscapeDataString(PercentEncoding.Decode(part))));
}
