using LinkWatch.Fetching;
using LinkWatch.Html;
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
