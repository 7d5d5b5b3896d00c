using LinkWatch.Html;
using LinkWatch.Links;

namespace LinkWatch.Judging;

/// <summary>What one reading says of one backlink, or of a page that backlinks lead to, with the evidence for it.</summary>
public sealed record Verdict
{
    public required Status Status { get; init; }

    /// <summary>All that apply, the worst first; empty when live.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>The tag, header or rule that decided, as written, one line each, in the owner's words.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The links to the target, the best (the one that decides) first.</summary>
    public IReadOnlyList<FoundLink> Links { get; init; } = [];

    /// <summary>Whether the reading was complete enough to say that a link is absent, and to bring a lost one back.</summary>
    public bool IsComplete { get; init; }

    /// <summary>An independent reader saw the link where the deciding one did not: one more confirming reading is asked for.</summary>
    public bool IsDisputed { get; init; }

    /// <summary>
    /// For <see cref="Reason.PageRedirected"/>: whether the redirect says that it is for good (301, 308, an instant refresh).
    /// </summary>
    public bool IsPermanentRedirect { get; init; }

    /// <summary>Whether it is about the page itself (<see cref="TargetJudge"/>), not about a link on it.</summary>
    public bool IsOfTarget { get; init; }
}
