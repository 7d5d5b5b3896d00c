using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Judging;

/// <summary>Everything that is known of one page's answer: what <see cref="Judge"/> judges, and all that it judges.</summary>
public sealed record PageAnswer
{
    public required WebUrl Requested { get; init; }

    /// <summary>Where the redirects and refreshes ended.</summary>
    public required WebUrl Final { get; init; }

    public IReadOnlyList<Hop> Trail { get; init; } = [];

    /// <summary>Why there is no answer at all, or null.</summary>
    public FetchFailure? Failure { get; init; }

    public int? HttpStatus { get; init; }

    public HttpFields Headers { get; init; } = HttpFields.Empty;

    public BodyEnd End { get; init; }

    /// <summary>Whether only the connection's close said where the body ends.</summary>
    public bool IsEndedByClose { get; init; }

    /// <summary>Length of the decompressed body, in bytes.</summary>
    public long Size { get; init; }

    public BodyKind Kind { get; init; } = BodyKind.Html;

    public RobotsStanding Robots { get; init; } = new();

    /// <summary>What the deciding reader found; null where there was nothing to read, or it could not be read.</summary>
    public PageReading? Reading { get; init; }

    /// <summary>Why a body that arrived could not be read, or null.</summary>
    public string? Unreadable { get; init; }

    /// <summary>What an independent reader found; null where it was not asked.</summary>
    public PageReading? SecondOpinion { get; init; }

    /// <summary>Why there is no second opinion although it was asked for, or null.</summary>
    public string? NoSecondOpinion { get; init; }

    /// <summary>What the page that the canonical names said; null where it was not read (offline, or there is none).</summary>
    public CanonicalPage? CanonicalPage { get; init; }

    /// <summary>That the host answers 404 for its front page too; null if it doesn't, or wasn't asked.</summary>
    public ClosedHost? ClosedHost { get; init; }

    /// <summary>
    /// What the pages said that visitors see in this one's place; empty if they were not read (offline, or there are none).
    /// </summary>
    public IReadOnlyList<InsteadPage> Instead { get; init; } = [];

    /// <summary>The last complete page at this address that held a target; null where there was none.</summary>
    public Fingerprint? Previous { get; init; }

    /// <summary>How the page at this address used to end; null where that is not known.</summary>
    public PageEnding? Ending { get; init; }

    /// <summary>When it is judged: <c>unavailable_after</c> is past or not.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether the answer is one that may say <em>absent</em>: a whole 200 page that was read.</summary>
    public bool IsComplete =>
        Failure is null && HttpStatus is 200 or 203 && End == BodyEnd.Whole && Reading is { Doubt: not AbsenceDoubt.Malformed };

    /// <summary>Whether all pages were read that visitors see in this one's place.</summary>
    public bool IsInsteadSeen => Reading?.Instead is { AreAll: true } && Instead.Count > 0 && Instead.All(page => page.IsSeen);

    /// <summary>The page as its links may name it.</summary>
    public Referrer Referrer => Trail.Count == 0 ? new(Requested, Final) : new([Requested, Final, .. Trail.Select(hop => hop.To)]);

    /// <summary>A page read for this one's sake, likewise: what holds the text of one is often the other.</summary>
    public Referrer ReferrerOf(WebUrl other) => new(other, Requested, Final);

    /// <summary>Whether it ended on another page than was asked for (another spelling of the same page is not another).</summary>
    public bool IsElsewhere => !ReferenceEquals(Requested, Final) && !UrlIdentity.IsSamePage(Requested, Final);
}

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
