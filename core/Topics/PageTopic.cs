namespace LinkWatch.Topics;

/// <summary>What a page is about: the words that it uses most, without those that stand on every page. Some 250 bytes.</summary>
/// <param name="Words">
/// Up to <see cref="MaxWords"/>, those that stand most often first, with a space between; empty if the page has too few to tell, or if its
/// language isn't one whose words can be told apart.
/// </param>
/// <param name="Language">
/// By its words if they show it, else as the page declares it: a two- or three-letter code in lower case. Null if neither says.
/// </param>
public sealed record PageTopic(string Words, string? Language)
{
    public const int MaxWords = 32;

    /// <summary>Characters of <see cref="Words"/>.</summary>
    public const int MaxLength = 320;

    /// <summary>From this share of common words on, a page that was read again is about what it was about.</summary>
    private const double SameTopic = 0.5;

    /// <summary>
    /// What is known of a page after it was read again: what was known before, unless it is about something else now. Words come and go
    /// with every news item on a page, and each other topic is written.
    /// </summary>
    /// <param name="known">Null if nothing is.</param>
    /// <param name="read">Null if it wasn't read.</param>
    public static PageTopic? After(PageTopic? known, PageTopic? read)
    {
        if (known is null || read is null || read == None) return known ?? read;
        if (read.Words.Length == 0 && known.Words.Length > 0) return known;
        if (read.Language != known.Language) return read;
        return TopicMatch.Of(read, known) is not { } match ? read : match.Share >= SameTopic ? known : read;
    }

    /// <summary>Of a page that was read, and of which neither can be told.</summary>
    public static PageTopic None { get; } = new("", null);

    internal string[] Split() => Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
