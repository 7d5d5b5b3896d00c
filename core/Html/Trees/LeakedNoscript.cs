namespace LinkWatch.Html.Trees;

/// <summary>
/// A <c>noscript</c> in the head with more in it than <c>link</c>, <c>meta</c> and <c>style</c>, as tracking pixels are pasted there.
/// Without scripting the standard ends it, and mostly the head, there: what it holds, and the rest of the head, lands in the body.
/// Search engines run scripts and see neither: to them a canonical after the pixel is in the head, and a refresh beside it is in noscript.
/// Places in the source tell which is which.
/// </summary>
/// <param name="Start">Of the <c>noscript</c>'s start tag.</param>
/// <param name="End">Of its content.</param>
/// <param name="HeadEnd">Where the source ends the head.</param>
internal readonly record struct LeakedNoscript(int Start, int End, int HeadEnd)
{
    public static LeakedNoscript None => default;

    /// <param name="text">The page.</param>
    /// <param name="start">Of the last <c>noscript</c> in the head, which is the one that may have leaked.</param>
    public static LeakedNoscript At(string text, int start)
    {
        var end = IndexOf(text, "</noscript", start);
        if (end < 0) return new LeakedNoscript(start, text.Length, text.Length);
        var headEnd = IndexOf(text, "</head", end);
        if (headEnd < 0) headEnd = IndexOf(text, "<body", end);
        return new LeakedNoscript(start, end, headEnd < 0 ? end : headEnd);
    }

    /// <summary>Whether a tag at <paramref name="place"/> (-1 if unknown) is within the noscript.</summary>
    public bool Holds(int place) => place >= Start && place < End;

    /// <summary>Whether a tag at <paramref name="place"/> (-1 if unknown) is in the head behind the noscript.</summary>
    public bool IsHead(int place) => place >= End && place < HeadEnd;

    private static int IndexOf(string text, string tag, int from) => text.IndexOf(tag, from, StringComparison.OrdinalIgnoreCase);
}
