using LinkWatch.Spikes;
using LinkWatch.Urls;

namespace LinkWatch.Profile;

/// <summary>The names of a site, as anchors spell them: in one word or several, with endings, with and without small words.</summary>
internal sealed class BrandWords
{
    /// <summary>Between the words of one name.</summary>
    private const int MaxSmallWords = 8;

    private readonly IReadOnlyList<IReadOnlyList<string>> names;
    private readonly HashSet<string> squeezed;
    private readonly int longest;

    public BrandWords(IEnumerable<string> domains, IEnumerable<string> added, PublicSuffix suffixes)
    {
        var labels = domains.Select(domain => Brand.Shown(suffixes.ReferringDomain(domain).Split('.')[0]));
        names = [.. labels.Concat(added).Select(name => AnchorWords.Of(name)).Where(name => name.Count > 0)];
        squeezed = [.. names.Select(Squeeze), .. names.Select(Telling).Where(name => name.Count > 1).Select(Squeeze)];
        longest = squeezed.Select(name => name.Length).DefaultIfEmpty().Max();
    }

    /// <summary>Takes every name out of the words; false if there was none.</summary>
    public bool TakeFrom(List<string> words)
    {
        var isNamed = false;
        for (var start = 0; start < words.Count;)
        {
            var length = LengthAt(words, start);
            words.RemoveRange(start, length);
            isNamed |= length > 0;
            if (length == 0) start++;
        }

        return isNamed;
    }

    /// <summary>How many words the longest name that begins here has; 0 if none does.</summary>
    private int LengthAt(List<string> words, int start)
    {
        var length = names.Where(name => IsAt(name, words, start)).Select(name => name.Count).DefaultIfEmpty().Max();
        var (whole, telling) = ("", "");
        var last = Math.Min(words.Count, start + longest + MaxSmallWords);
        for (var end = start; end < last && telling.Length <= longest; end++)
        {
            whole += words[end];
            if (!AnchorWords.IsSmall(words[end])) telling += words[end];
            if (squeezed.Contains(whole) || squeezed.Contains(telling)) length = Math.Max(length, end - start + 1);
        }

        return length;
    }

    private static bool IsAt(IReadOnlyList<string> name, List<string> words, int start)
    {
        if (start + name.Count > words.Count) return false;
        for (var i = 0; i < name.Count; i++)
        {
            if (!AnchorWords.IsSame(name[i], words[start + i])) return false;
        }

        return true;
    }

    /// <summary>A single word that is left would be any word: <c>rutas</c> is not the <c>Rutas del Sur</c>.</summary>
    private static List<string> Telling(IReadOnlyList<string> name) => [.. name.Where(word => !AnchorWords.IsSmall(word))];

    private static string Squeeze(IEnumerable<string> words) => string.Concat(words);
}
