using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Links;

namespace LinkWatch.Judging;

/// <summary>How a page used to end, for it may be cut off before it is sent, and then its length is right.</summary>
/// <param name="IsClosed">Whether it ended in <c>&lt;/body&gt;</c> or <c>&lt;/html&gt;</c> when it last held a link.</param>
/// <param name="BrokenSince">Since when it has ended otherwise, or inside its markup, in every reading; null where it ends as ever.</param>
public sealed record PageEnding(bool IsClosed, DateTimeOffset? BrokenSince)
{
    /// <summary>
    /// A page that is otherwise the same has a template without closing tags by then, if it has ended so all the time: caches keep half a
    /// page for hours or days, and a program's failure is noticed.
    /// </summary>
    private static readonly TimeSpan UntilAccepted = TimeSpan.FromDays(14);

    /// <summary>Any other: whatever it lacks, nobody has been shown it for a month.</summary>
    private static readonly TimeSpan UntilAcceptedUnlike = TimeSpan.FromDays(30);

    /// <summary>Why the page that arrived may be a part of one, or null if nothing says so or it has been like this for long.</summary>
    public static string? Doubt(PageAnswer page)
    {
        if (Broken(page) is not { } says) return null;
        return page.Ending?.BrokenSince is { } since && page.Now - since >= Wait(page) ? null : says;
    }

    /// <summary>What is known of the end after <paramref name="page"/>, a complete answer.</summary>
    public static PageEnding? After(PageAnswer page, IReadOnlyList<Verdict> verdicts) =>
        verdicts.All(verdict => verdict.IsOfTarget || IsOfThePage(verdict)) && verdicts.Any(IsOfThePage)
            ? After(page, verdicts.Any(IsSeen))
            : page.Ending;

    /// <inheritdoc cref="After(PageAnswer, IReadOnlyList{Verdict})"/>
    public static PageEnding? After(PageAnswer page, bool holdsLink)
    {
        var before = page.Ending;
        if (page.Reading!.End == PageEnd.Unknown) return before;
        if (Broken(page) is null)
        {
            var isClosed = page.Reading.End == PageEnd.Closed && holdsLink;
            return isClosed || before is not null ? new PageEnding(isClosed || before!.IsClosed, null) : null;
        }

        var since = before?.BrokenSince is { } known && known <= page.Now ? known : page.Now;
        var isAccepted = page.Reading.End == PageEnd.Open && page.Now - since >= UntilAcceptedUnlike;
        return isAccepted ? new PageEnding(IsClosed: false, null) : new PageEnding(before is { IsClosed: true }, since);
    }

    private static string? Broken(PageAnswer page) => page.Reading switch
    {
        { End: PageEnd.Inside } => "the page ends inside a tag, a comment, a script or a character: it was cut off before it was sent",
        { End: PageEnd.Open } when page.Ending is { IsClosed: true } =>
            "the page used to end in </html> or </body> and no longer does: it may have been cut off before it was sent",
        { End: PageEnd.Open, Doubt: AbsenceDoubt.LeftOpen } when IsEndedByLength(page.Headers) =>
            "the page stops with elements open where its Content-Length ends it, and that may count characters instead of bytes",
        _ => null,
    };

    /// <summary>Nothing but a length that the program itself counted.</summary>
    private static bool IsEndedByLength(HttpFields headers) =>
        headers.All("Content-Length").Any() && !headers.All("Transfer-Encoding").Any() && !headers.All("Content-Encoding").Any();

    private static TimeSpan Wait(PageAnswer page)
    {
        var isOtherwiseWhole = page is { Reading: { End: PageEnd.Open, Doubt: null } reading, Previous: { } previous }
            && PageLikeness.IsAlike(previous, reading) && 4 * page.Size >= 3 * previous.Size;
        return isOtherwiseWhole ? UntilAccepted : UntilAcceptedUnlike;
    }

    /// <summary>A link, or the page that was visited for its own sake.</summary>
    private static bool IsSeen(Verdict verdict) =>
        verdict.Links.Count > 0 || verdict is { IsOfTarget: true, Status: Status.Live or Status.Unindexed };

    /// <summary>Neither a wall nor another page in its place, nor one that ends in an error.</summary>
    private static bool IsOfThePage(Verdict verdict) =>
        IsSeen(verdict) || verdict.Reasons.Contains(Reason.LinkRemoved) || verdict.Reasons.Contains(Reason.Unreadable);
}
