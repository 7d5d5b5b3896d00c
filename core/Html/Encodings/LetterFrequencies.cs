using System.Collections.Frozen;

namespace LinkWatch.Html.Encodings;

/// <summary>How a language uses letters outside ASCII: enough to know its text from the same bytes in another encoding.</summary>
/// <param name="encodings">What its undeclared pages are written in, the usual one first.</param>
/// <param name="bits">How surprising each of its letters is, in bits.</param>
/// <param name="common">What else belongs to its script's common characters; null of an alphabet.</param>
internal sealed class LetterFrequencies(IReadOnlyList<Charset> encodings, FrozenDictionary<char, int> bits, FrozenSet<char>? common)
{
    private const int StrangeLetter = 13;
    private const int CommonCharacter = 13;
    private const int RareCharacter = 18;
    private const int Punctuation = 7;

    /// <summary>An encoding's own control characters, gaps and malformed bytes: text hardly ever holds one.</summary>
    private const int NoText = 18;

    private static readonly Lazy<IReadOnlyList<LetterFrequencies>> Table = new(Load);

    public static IReadOnlyList<LetterFrequencies> All => Table.Value;

    public IReadOnlyList<Charset> Encodings => encodings;

    /// <summary>Whether ASCII's letters are its own too, so that the others stand between them.</summary>
    public bool IsLatin { get; } = common is null && bits.Keys.All(letter => letter < '\u0370');

    /// <summary>Whether its words may stand next to ASCII's letters without a space.</summary>
    public bool IsEastAsian => common is not null;

    /// <param name="character">Not ASCII; of a letter, the lower case.</param>
    public int BitsOf(char character)
    {
        if (bits.TryGetValue(character, out var own)) return own;
        if (IsNoText(character)) return NoText;
        if (IsPunctuation(character)) return Punctuation;
        if (common is null) return StrangeLetter;
        return common.Contains(character) ? CommonCharacter : RareCharacter;
    }

    private static bool IsNoText(char c) => c is <= '\u009F' or '\uFFFD' or (>= '\uE000' and <= '\uF8FF');

    private static bool IsPunctuation(char c) =>
        "\u00A0¡£§©ª«®°±²³µ·º»¼½¾¿×€№™".Contains(c, StringComparison.Ordinal)
            || c is (>= '\u2013' and <= '\u201E') or '\u2022' or '\u2026' or (>= '\u3000' and <= '\u301F') or (>= '\uFF01' and <= '\uFF5E');

    private static List<LetterFrequencies> Load()
    {
        using var stream = typeof(LetterFrequencies).Assembly.GetManifestResourceStream("letters.tsv")!;
        using var reader = new StreamReader(stream);
        var all = new List<LetterFrequencies>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var fields = line.Split('\t');
            all.Add(new LetterFrequencies(
                [.. fields[1].Split(' ').Select(name => CharsetLabels.Find(name)!)], BitsOf(fields[2].Split(' ')), CommonIn(fields[0])));
        }

        return all;
    }

    private static FrozenDictionary<char, int> BitsOf(string[] groups)
    {
        var bits = new Dictionary<char, int>();
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] == "-") continue;
            foreach (var letter in groups[i]) bits.TryAdd(letter, i + 1);
        }

        return bits.ToFrozenDictionary();
    }

    /// <summary>The rows of a national standard that hold the characters in daily use.</summary>
    private static FrozenSet<char>? CommonIn(string language) => language switch
    {
        "ja" => Rows("euc-jp", 0xA4, 0xCF, 0xA1),
        "ko" => Rows("euc-kr", 0xB0, 0xC8, 0xA1),
        "zh-Hans" => Rows("gbk", 0xB0, 0xD7, 0xA1),
        "zh-Hant" => Rows("big5", 0xA4, 0xC6, 0x40),
        _ => null,
    };

    private static FrozenSet<char> Rows(string encoding, byte firstLead, byte lastLead, byte firstTrail)
    {
        var charset = CharsetLabels.Find(encoding)!;
        var characters = new HashSet<char>();
        for (int lead = firstLead; lead <= lastLead; lead++)
        {
            for (int trail = firstTrail; trail <= 0xFE; trail++)
            {
                if (charset.Encoding.GetString([(byte)lead, (byte)trail]) is [var character] && !IsNoText(character))
                    characters.Add(character);
            }
        }

        return characters.ToFrozenSet();
    }
}
