using LinkWatch.Html;

namespace LinkWatch.Judging;

/// <summary>Whether a page is still the one that held the link, by its title and the number of its outbound links.</summary>
public static class PageLikeness
{
    /// <summary>Share of common letter pairs above which two titles are one with an edit, and below which they are two.</summary>
    private const double SameTitle = 0.75;

    private const double OtherTitle = 0.6;

    /// <summary>With fewer outbound links than this before, their number says nothing.</summary>
    private const int MinComparableLinks = 4;

    /// <summary>Characters of a title that are kept and compared: a page may call itself megabytes.</summary>
    private const int MaxTitle = 1000;

    public static Fingerprint Of(PageReading reading, long size) => new(Head(reading.Title), size, reading.OutboundLinks);

    /// <summary>The same title, and most of the outbound links there were (the tracked one may be gone).</summary>
    public static bool IsAlike(Fingerprint then, PageReading now) =>
        Similarity(then.Title, now.Title) >= SameTitle && 2 * now.OutboundLinks >= then.OutboundLinks - 1;

    /// <summary>Another page altogether: another title, and few of the outbound links there were.</summary>
    public static bool IsAnother(Fingerprint then, PageReading now) =>
        then.OutboundLinks >= MinComparableLinks
            && 4 * now.OutboundLinks <= then.OutboundLinks
            && Similarity(then.Title, now.Title) < OtherTitle;

    /// <summary>Whether the page still calls itself what it did while it held the link: then a telling title tells nothing new.</summary>
    public static bool IsSameTitle(Fingerprint then, string? title) => Similarity(then.Title, title) >= SameTitle;

    private static string? Head(string? title) => title is { Length: > MaxTitle } ? title[..MaxTitle] : title;

    /// <summary>Dice's coefficient over pairs of neighbouring letters, so that it works for scripts without spaces too: 0 to 1.</summary>
    private static double Similarity(string? a, string? b)
    {
        a = Fold(Head(a));
        b = Fold(Head(b));
        if (a == b) return 1;
        if (a.Length < 2 || b.Length < 2) return 0;
        var pairs = Pairs(a);
        var others = Pairs(b);
        var common = pairs.Intersect(others).Count();
        return 2.0 * common / (pairs.Count + others.Count);
    }

    private static string Fold(string? title) => new([.. (title ?? "").Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static HashSet<(char First, char Second)> Pairs(string text) => [.. text.Zip(text.Skip(1))];
}
