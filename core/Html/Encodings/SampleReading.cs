using System.Globalization;
using System.Runtime.InteropServices;

namespace LinkWatch.Html.Encodings;

/// <summary>A page's sample as it reads in one encoding, counted once for all languages.</summary>
internal sealed class SampleReading
{
    private const double WithinWord = 0.4;
    private const double AtWordStart = 2.4;
    private const double BesideForeignLetter = 6.6;
    private const double InForeignRun = 4.3;
    private const double BesideLatinWord = 4;
    private const double SymbolInWord = 6;

    /// <summary>In bits: capitals begin words, fill whole words, and hardly ever follow small letters.</summary>
    private const double CapitalAtStart = 3;
    private const double CapitalInRow = 1.5;
    private const double CapitalAfterSmall = 9;

    private readonly Dictionary<char, int> counts = [];
    private double bits;
    private int afterAscii;
    private int beforeAscii;
    private int afterOwn;
    private int atStart;

    public SampleReading(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x80) Count(text[i], i == 0 ? '\n' : text[i - 1], i + 1 == text.Length ? '\n' : text[i + 1]);
        }
    }

    /// <summary>How surprising the sample is as text in <paramref name="language"/>: the less, the better it fits.</summary>
    public double BitsIn(LetterFrequencies language)
    {
        var sum = bits + (atStart * AtWordStart);
        sum += language.IsLatin
            ? (afterAscii * WithinWord) + (afterOwn * InForeignRun)
            : (afterOwn * WithinWord) + ((afterAscii + beforeAscii) * (language.IsEastAsian ? BesideLatinWord : BesideForeignLetter));
        foreach (var (character, count) in counts) sum += count * language.BitsOf(character);
        return sum;
    }

    private void Count(char c, char previous, char next)
    {
        var lower = c == 'İ' ? 'ı' : char.ToLowerInvariant(c);
        CollectionsMarshal.GetValueRefOrAddDefault(counts, lower, out _)++;
        if (!IsPartOfWord(c))
        {
            // An apostrophe and a soft hyphen stand in words.
            if (c is not ('\u2019' or '\u00AD') && IsPartOfWord(previous) && IsPartOfWord(next)) bits += SymbolInWord;
            return;
        }

        if (char.IsAsciiLetter(previous)) afterAscii++;
        else if (IsPartOfWord(previous)) afterOwn++;
        else atStart++;
        if (char.IsAsciiLetter(next)) beforeAscii++;
        if (char.IsUpper(c)) bits += char.IsLower(previous) ? CapitalAfterSmall : char.IsUpper(previous) ? CapitalInRow : CapitalAtStart;
    }

    private static bool IsPartOfWord(char c) =>
        char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
