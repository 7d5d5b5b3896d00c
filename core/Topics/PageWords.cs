using System.Globalization;
using System.Text;

namespace LinkWatch.Topics;

/// <summary>
/// The words of texts as topics are compared by. Of Chinese characters, each neighbouring pair is one: they stand without spaces between.
/// </summary>
internal static class PageWords
{
    /// <summary>Words that begin with as many of the same letters are one with different endings, or parts of compounds.</summary>
    private const int StemLength = 5;

    private const int Shortest = 3;

    /// <summary>A longer one is an address or an identifier.</summary>
    private const int Longest = 24;

    private enum Letters
    {
        None,
        Spaced,
        Han,
        Katakana,
    }

    /// <summary>All words that are written with spaces between, folded, those of one letter too.</summary>
    public static IEnumerable<string> Spaced(string text) =>
        Runs(text).Where(run => run.Of == Letters.Spaced).Select(run => Fold(run.Text));

    /// <summary>The words that may tell a topic: not folded, in lower case.</summary>
    /// <param name="text">In the language.</param>
    /// <param name="small">Its small words, or null if it is written without spaces between words.</param>
    public static IEnumerable<string> Telling(string text, IReadOnlySet<string>? small)
    {
        foreach (var (run, of) in Runs(text))
        {
            switch (of)
            {
                case Letters.Katakana when run.Length >= 2:
                    yield return run;
                    break;
                case Letters.Han:
                    for (var at = 0; at + 2 <= run.Length; at++) yield return run.Substring(at, 2);
                    break;
                case Letters.Spaced when run.Length is >= Shortest and <= Longest && char.IsLetter(run[0])
                    && small?.Contains(Fold(run)) == false:
                    yield return run.ToLowerInvariant();
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>What words have in common that are the same but for their endings and accents: of short ones, a plural’s.</summary>
    public static string StemOf(string word)
    {
        var folded = Fold(word);
        if (folded.Length <= Shortest || LettersOf(folded[0]) != Letters.Spaced) return folded;
        return folded.Length > StemLength ? folded[..StemLength] : folded.TrimEnd('s');
    }

    /// <summary>How many letters of a text are Japanese syllables, Chinese characters, and others.</summary>
    public static (int Kana, int Han, int Spaced) Scripts(string text)
    {
        var (kana, han, spaced) = (0, 0, 0);
        foreach (var letter in text)
        {
            if (letter is >= '\u3041' and <= '\u30FF') kana++;
            else if (LettersOf(letter) == Letters.Han) han++;
            else if (char.IsLetter(letter)) spaced++;
        }

        return (kana, han, spaced);
    }

    private static IEnumerable<(string Text, Letters Of)> Runs(string text)
    {
        var (start, of) = (0, Letters.None);
        for (var at = 0; at <= text.Length; at++)
        {
            var here = at == text.Length ? Letters.None : LettersOf(text[at]);
            if (here == of) continue;
            if (of != Letters.None) yield return (text[start..at], of);
            (start, of) = (at, here);
        }
    }

    private static Letters LettersOf(char letter) => letter switch
    {
        >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF' or '々' => Letters.Han,
        >= '\u30A1' and <= '\u30FF' and not '・' => Letters.Katakana,
        >= '\u3041' and <= '\u309F' => Letters.None,
        _ => char.IsLetter(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark
            ? Letters.Spaced
            : Letters.None,
    };

    private static string Fold(string word)
    {
        if (System.Text.Ascii.IsValid(word)) return word.ToLowerInvariant();
        var folded = new StringBuilder(word.Length);
        foreach (var letter in word.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            if (letter switch { 'ß' => "ss", 'ł' => "l", 'ø' => "o", 'æ' => "ae", 'œ' => "oe", _ => null } is { } letters)
                folded.Append(letters);
            else
                folded.Append(letter);
        }

        return folded.ToString();
    }
}
