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
