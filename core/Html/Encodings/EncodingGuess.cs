using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LinkWatch.Html.Encodings;

/// <summary>
/// Guesses what an undeclared page that is not UTF-8 is encoded in, as the HTML Standard lets browsers do ("frequency analysis"): reads a
/// sample in each encoding and takes the one in which it looks most like text of a language that is written in it.
/// docs/decisions/0006 compares it with a library.
/// </summary>
internal static class EncodingGuess
{
    /// <summary>Bytes outside ASCII, with the words around them: a paragraph is enough.</summary>
    private const int SampleSize = 2048;

    /// <summary>In bits: what hardly any page is written in must read better by this much.</summary>
    private const int SeldomUsed = 24;

    /// <summary>In bits: between readings that are about equally good, the usual one.</summary>
    private const int SecondChoice = 2;
    private const int LessUsualLatin = 4;

    private static readonly SearchValues<byte> EndsWord = SearchValues.Create("\t\n\f\r !\"#$%&'()*+,-./:;<=>?"u8);
    private static readonly Charset Usual = CharsetLabels.Find("windows-1252")!;

    /// <summary>The encodings that fit, the best first.</summary>
    public static IReadOnlyList<Charset> Rank(ReadOnlySpan<byte> body)
    {
        var sample = Sample(body);
        var readings = new Dictionary<string, SampleReading>(StringComparer.Ordinal);
        var scores = new Dictionary<string, double>(StringComparer.Ordinal) { [Usual.Name] = double.MaxValue };
        foreach (var language in LetterFrequencies.All)
        {
            foreach (var charset in language.Encodings)
            {
                if (!readings.TryGetValue(charset.Name, out var reading))
                    readings.Add(charset.Name, reading = new SampleReading(charset.Encoding.GetString(sample)));
                var score = reading.BitsIn(language) + Handicap(charset, language);
                if (!scores.TryGetValue(charset.Name, out var known) || score < known) scores[charset.Name] = score;
            }
        }

        return
        [
            .. scores.OrderBy(score => score.Value).ThenBy(score => score.Key != Usual.Name)
                .Select(score => CharsetLabels.Find(score.Key)!),
        ];
    }

    private static int Handicap(Charset charset, LetterFrequencies language) =>
        charset.Name is "ibm866" or "iso-8859-5" or "iso-8859-6" ? SeldomUsed
        : (charset == language.Encodings[0] ? 0 : SecondChoice) + (language.IsLatin && charset != Usual ? LessUsualLatin : 0);

    /// <summary>The words that hold bytes outside ASCII, one a line: tags and plain words say nothing.</summary>
    private static byte[] Sample(ReadOnlySpan<byte> body)
    {
        var sample = new List<byte>(SampleSize + 256);
        while (sample.Count < SampleSize)
        {
            var start = body.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (start < 0) break;
            if (start > 0 && char.IsAsciiLetter((char)body[start - 1])) start--;
            body = body[start..];
            var length = body.IndexOfAny(EndsWord);
            length = Math.Min(length < 0 ? body.Length : length, SampleSize);
            sample.AddRange(body[..length]);
            sample.Add((byte)'\n');
            body = body[length..];
        }

        return [.. sample];
    }
}

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
