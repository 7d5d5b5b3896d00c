using System.Text;

namespace LinkWatch.Html;

/// <summary>Gathers text with white space folded: runs of it become one space, and none stands at either end.</summary>
/// <param name="limit">How many characters are kept; what follows is only counted.</param>
internal sealed class FoldedText(int limit)
{
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
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i])) continue;
            if (i > start) AppendWord(text[start..i]);
            isApart = true;
            start = i + 1;
        }

        if (start < text.Length) AppendWord(text[start..]);
    }

    /// <summary>What comes next is another word, as after the end of a paragraph.</summary>
    public void Break() => isApart = true;

    /// <summary>All is as new.</summary>
    public void Clear()
    {
        kept.Clear();
        (Length, isApart) = (0, false);
    }

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
        if (!IsFull) kept.Append(text[..Math.Min(text.Length, limit - kept.Length)]);
        Length += text.Length;
    }
}
