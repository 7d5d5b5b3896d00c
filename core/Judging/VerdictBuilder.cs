using LinkWatch.Html;
using LinkWatch.Links;

namespace LinkWatch.Judging;

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
