using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace LinkWatch.Profile;

/// <summary>Words of anchors and addresses as they are compared: lower case, without accents, <c>ue</c> as <c>u</c>.</summary>
internal static class AnchorWords
{
    /// <summary>A shorter word is part of many others by chance.</summary>
    private const int MinPart = 5;

    /// <summary>Words that hold others together, in the languages of the labelled anchors; folded.</summary>
    private static readonly FrozenSet<string> Small = Set(
        "the a an of in on and or to at for from by with my our your this that these its s t",
        "der die das den dem des ein eine einen einem einer und oder von vom im in am an auf aus zu zum zur mit bei beim fur",
        "le la les l un une des du de d et ou en au aux a sur pour dans par avec chez",
        "el los las uno unas unos del y o con por para al",
        "il lo i gli uno dei degli delle dello della dell di da dal e ed o nel nella sul sulla per con al alla presso",
        "w we z ze na do i oraz od u o dla po");

    public static bool IsSmall(string word) => Small.Contains(word);

    public static List<string> Of(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) Append(word, rune);
            else if (!IsMark(rune)) End(words, word);
        }

        End(words, word);
        return words;
    }

    /// <summary>
    /// Whether they are one word with different endings: plural or case. Short words differ by a letter at most, long ones by three.
    /// </summary>
    public static bool IsSame(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length && common == b.Length) return true;
        var ending = common switch
        {
            < 3 => 0,
            3 => 1,
            4 => 2,
            _ => 3,
        };
        return ending > 0 && a.Length - common <= ending && b.Length - common <= ending;
    }

    /// <summary>Whether a word is another, or begins or ends with it, as German compounds do.</summary>
    public static bool Holds(string word, string part) =>
        IsSame(word, part)
        || (part.Length >= MinPart && (word.StartsWith(part, StringComparison.Ordinal) || word.EndsWith(part, StringComparison.Ordinal)));

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;

    private static void Append(StringBuilder word, Rune rune)
    {
        if (rune.IsAscii)
        {
            word.Append(char.ToLowerInvariant((char)rune.Value));
            return;
        }

        // By the rune: a whole text may hold half a surrogate pair, at which Normalize throws.
        foreach (var part in Rune.ToLowerInvariant(rune).ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (!IsMark(part)) word.Append(part.Value switch { 'ł' => "l", 'ß' => "ss", 'ø' => "o", 'æ' => "a", _ => part.ToString() });
        }
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0) words.Add(word.Replace("ae", "a").Replace("oe", "o").Replace("ue", "u").ToString());
        word.Clear();
    }

    private static FrozenSet<string> Set(params string[] lists) =>
        lists.SelectMany(list => list.Split(' ')).ToFrozenSet(StringComparer.Ordinal);
}
