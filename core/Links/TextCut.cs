using System.Globalization;

namespace LinkWatch.Links;

/// <summary>Bounds text that others wrote.</summary>
internal static class TextCut
{
    /// <summary>At most <paramref name="length"/> characters, no surrogate pair split.</summary>
    public static string To(string text, int length)
    {
        if (text.Length <= length) return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}

/// <summary>Counts as they are shown, alone or with the word for what is counted.</summary>
public static class Counted
{
    /// <summary><c>1 link</c>, <c>2 links</c>, <c>1,000 links</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for more; null if an <c>s</c> makes it.</param>
    public static string Of(long count, string one, string? many = null) =>
        Number(count) + " " + (count == 1 ? one : many ?? one + "s");

    /// <summary><c>1,000</c>.</summary>
    public static string Number(long count) => count.ToString("n0", CultureInfo.InvariantCulture);
}
