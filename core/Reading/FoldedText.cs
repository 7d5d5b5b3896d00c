using System.Buffers;
using System.Text;

namespace LinkWatch.Reading;

/// <summary>Gathers text with white space folded: runs of it become one space, and none stands at either end.</summary>
/// <param name="limit">How many characters are kept; what follows is only counted.</param>
internal sealed class FoldedText(int limit)
{
    private static readonly SearchValues<char> WhiteSpace =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(i => (char)i).Where(char.IsWhiteSpace)]);

    private readonly StringBuilder kept = new();
    private bool isApart;

    /// <summary>In characters, as if all had been kept.</summary>
    public int Length { get; private set; }

    public bool IsFull => kept.Length >= limit;

    public static string Fold(string text, int limit)
    {
        var folded = new FoldedText(limit);
        folded.Append(text);
        return folded.ToString();
    }

    public void Append(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny(WhiteSpace);
            if (end != 0) AppendWord(end < 0 ? text : text[..end]);
            if (end < 0) return;
            isApart = true;
            text = text[(end + 1)..];
        }
    }

    /// <summary>What comes next is another word, as after the end of a paragraph.</summary>
    public void Break() => isApart = true;

    public override string ToString()
    {
        var endsInHalf = kept.Length > 0 && char.IsHighSurrogate(kept[^1]);
        return kept.ToString(0, endsInHalf ? kept.Length - 1 : kept.Length);
    }

    private void AppendWord(ReadOnlySpan<char> word)
    {
        if (isApart && Length > 0) Keep(" ");
        Keep(word);
        isApart = false;
    }

    private void Keep(ReadOnlySpan<char> text)
    {
        kept.Append(text[..Math.Min(text.Length, limit - kept.Length)]);
        Length += text.Length;
    }
}
