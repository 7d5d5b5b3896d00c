using System.Runtime.InteropServices;
using System.Text;
using LinkWatch.Html;

namespace LinkWatch.Topics;

/// <summary>Tells what a page is about, from the bytes that a check has anyway. Never throws for anything remote.</summary>
public static class TopicReader
{
    /// <summary>A page with fewer different words doesn't show its topic.</summary>
    private const int MinWords = 12;

    /// <summary>The title says in a few words what the page says in many.</summary>
    private const int TitleWeight = 3;

    /// <summary>In characters: a text with fewer shows no language.</summary>
    private const int MinKana = 20;

    /// <param name="source">The page.</param>
    /// <param name="contentLanguage">The Content-Language header, or null.</param>
    public static PageTopic Read(PageSource source, string? contentLanguage)
    {
        var text = PageProse.Of(source);
        var all = text.Title + " " + text.Prose;
        var language = LanguageOf(all) ?? Declared(text.Language) ?? Declared(contentLanguage);
        var words = language is null ? "" : Telling(text, language);
        return new PageTopic(words, language);
    }

    private static string? LanguageOf(string text)
    {
        var (kana, han, spaced) = PageWords.Scripts(text);
        if (kana + han > spaced) return kana >= MinKana ? "ja" : null;
        return SmallWords.LanguageOf([.. PageWords.Spaced(text)]);
    }

    /// <summary>The first language's code of what a page or its server declares: <c>de</c> of <c>de-AT, en</c>.</summary>
    private static string? Declared(string? written)
    {
        var code = (written ?? "").Split(',')[0].Trim().Split('-', '_')[0];
        return code.Length is 2 or 3 && code.All(char.IsAsciiLetter) ? code.ToLowerInvariant() : null;
    }

    private static string Telling(PageProse text, string language)
    {
        var small = SmallWords.Of(language);
        if (small is null && language != "ja") return "";
        var counts = new Dictionary<string, Count>(StringComparer.Ordinal);
        Add(text.Title, TitleWeight);
        Add(text.Prose, 1);
        if (counts.Count < MinWords) return "";
        var words = new StringBuilder();
        foreach (var word in counts.Values.OrderByDescending(count => count.Weight).ThenBy(count => count.Place).Take(PageTopic.MaxWords))
        {
            if (words.Length + 1 + word.Word.Length > PageTopic.MaxLength) break;
            if (words.Length > 0) words.Append(' ');
            words.Append(word.Word);
        }

        return words.ToString();

        void Add(string from, int weight)
        {
            foreach (var word in PageWords.Telling(from, small))
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, PageWords.StemOf(word), out var isKnown);
                if (!isKnown) count = new Count(word, counts.Count, 0);
                count = count with { Weight = count.Weight + weight };
            }
        }
    }

    /// <param name="Word">As it stands first.</param>
    /// <param name="Place">How many others came before it.</param>
    /// <param name="Weight">How often it stands.</param>
    private readonly record struct Count(string Word, int Place, int Weight);
}
