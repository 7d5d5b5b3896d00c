using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Urls;

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

/// <summary>Collects what speaks against a link while a page is judged, and weighs it at the end.</summary>
internal sealed class VerdictBuilder
{
    private readonly List<Reason> reasons = [];
    private readonly List<string> evidence = [];

    public bool IsDisputed { get; set; }

    public bool IsPermanentRedirect { get; set; }

    /// <summary>A reason, with the line that shows it.</summary>
    public void Add(Reason reason, string line)
    {
        if (!reasons.Contains(reason)) reasons.Add(reason);
        Note(line);
    }

    public bool Has(params ReadOnlySpan<Status> statuses)
    {
        foreach (var reason in reasons)
        {
            if (statuses.Contains(Reasons.StatusOf(reason))) return true;
        }

        return false;
    }

    /// <summary>A note that decides nothing.</summary>
    public void Note(string line)
    {
        if (!evidence.Contains(line, StringComparer.Ordinal)) evidence.Add(line);
    }

    public Verdict Weigh(bool isComplete, IReadOnlyList<FoundLink>? links = null)
    {
        reasons.Sort(WorstFirst);
        return new Verdict
        {
            Status = Status(),
            Reasons = reasons,
            Evidence = evidence,
            Links = links ?? [],
            IsComplete = isComplete,
            IsDisputed = IsDisputed,
            IsPermanentRedirect = IsPermanentRedirect,
        };
    }

    /// <summary>
    /// The worst of lost, unindexed, nofollow and live. A reason to know nothing outweighs them all, but for one:
    /// that robots.txt keeps Googlebot out is known without the page.
    /// </summary>
    private Status Status()
    {
        if (reasons.Count == 0) return LinkWatch.Links.Status.Live;
        var worst = reasons.Max(Reasons.StatusOf);
        return worst == LinkWatch.Links.Status.Unknown && reasons.Contains(Reason.RobotsDisallowed)
            ? LinkWatch.Links.Status.Unindexed
            : worst;
    }

    private static int WorstFirst(Reason a, Reason b)
    {
        var bySeverity = Severity(b) - Severity(a);
        return bySeverity != 0 ? bySeverity : a - b;
    }

    private static int Severity(Reason reason) =>
        Reasons.StatusOf(reason) is var status and not LinkWatch.Links.Status.Unknown ? (int)status : -1;
}

/// <summary>What was learned of a page besides its links, reported beside the verdicts on them.</summary>
public sealed record PageFacts
{
    public required WebUrl FinalUrl { get; init; }

    public int? HttpStatus { get; init; }

    /// <summary>Redirects and refreshes followed: <c>301 https://… → https://…</c>.</summary>
    public IReadOnlyList<string> Trail { get; init; } = [];

    /// <summary>The robots directives that apply to Googlebot, lower case, from tags and headers.</summary>
    public IReadOnlyList<string> Robots { get; init; } = [];

    public string? Canonical { get; init; }

    public string? Encoding { get; init; }

    public string? Title { get; init; }

    public int OutboundLinks { get; init; }

    public static PageFacts Of(PageAnswer page)
    {
        var reading = page.Reading;
        return new PageFacts
        {
            FinalUrl = page.Final,
            HttpStatus = page.HttpStatus,
            Trail = [.. page.Trail.Select(Redirection.Describe)],
            Robots = Indexing.Directives(page),
            Canonical = reading is null ? null : Judging.Canonical.Of(reading, page.Headers, page.Final).Url?.Href,
            Encoding = reading?.Encoding,
            Title = reading?.Title,
            OutboundLinks = reading?.OutboundLinks ?? 0,
        };
    }
}
