using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Robots;

namespace LinkWatch.Judging;

/// <summary>
/// One page's answer and one target in, one verdict out. Three-way truth: a link is present, or absent, or we could not find out;
/// only a complete, readable answer can say absent. docs/verdicts.md explains every status and reason.
/// </summary>
public static class Judge
{
    public static IReadOnlyList<Verdict> All(PageAnswer page, IReadOnlyList<LinkTarget> targets)
    {
        var verdicts = new Verdict[targets.Count];
        for (var i = 0; i < verdicts.Length; i++) verdicts[i] = One(page, targets[i]);
        return verdicts;
    }

    public static Verdict One(PageAnswer page, LinkTarget target)
    {
        var findings = new VerdictBuilder();
        if (page.Robots.GooglebotRule is { } rule) WeighRule(page, rule, findings);
        if (page.Robots.Refusal is { } refusal) return Refused(page.Robots, refusal, findings);

        foreach (var hop in page.Trail) findings.Note(Redirection.Describe(hop));
        if (ResponseProblems.Of(page) is { } trouble)
        {
            findings.Add(trouble.Reason, trouble.Detail);
            return findings.Weigh(isComplete: Reasons.StatusOf(trouble.Reason) == Status.Lost);
        }

        var links = PresentLinkRules.LinksTo(target, page.Reading!.Links, page.Referrer);
        var counted = Counted(page, target, isHere: links.Count > 0);
        if (links.Count == 0) links = Instead(page, target, findings);
        if (links.Count > 0 || counted.Count > 0) return PresentLinkRules.Weigh(page, links, counted, findings);
        return AbsentLinkRules.Explain(page, target, findings);
    }

    /// <summary>What the first of the pages holds that visitors see in this one's place.</summary>
    private static IReadOnlyList<FoundLink> Instead(PageAnswer page, LinkTarget target, VerdictBuilder findings)
    {
        foreach (var other in page.Instead)
        {
            var links = PresentLinkRules.LinksTo(target, other.Links, page.ReferrerOf(other.Url));
            if (links.Count == 0) continue;
            findings.Note($"visitors see {other.Url} in the page's place or in its frames: the link is there");
            return links;
        }

        return [];
    }

    /// <summary>
    /// What the canonical page holds. What it held before it became unreadable stands for that as long as it speaks for the link, and the
    /// link is still here.
    /// </summary>
    private static IReadOnlyList<FoundLink> Counted(PageAnswer page, LinkTarget target, bool isHere)
    {
        if (!Indexing.IsCountedElsewhere(page)) return [];
        var counted = PresentLinkRules.LinksTo(target, page.CanonicalPage!.Links, page.ReferrerOf(page.CanonicalPage.Url));
        return page.CanonicalPage.IsFromBefore && !(isHere && counted is [{ Rel.Count: 0 }, ..]) ? [] : counted;
    }

    /// <summary>
    /// A rule needs no page, but it needs a host: of one that cannot be reached, an old copy's rule would hide for ever that it is gone.
    /// </summary>
    internal static void WeighRule(PageAnswer page, string rule, VerdictBuilder findings)
    {
        var isOutOfReach = page.Robots.Refusal is not (null or Reason.RobotsRefused)
            || (page.Failure is not null && page.Robots.UnreachableSince is not null);
        if (isOutOfReach) findings.Note($"robots.txt, when it was last read, kept Googlebot out: {rule}");
        else findings.Add(Reason.RobotsDisallowed, $"robots.txt keeps Googlebot out: {rule}");
    }

    internal static Verdict Refused(RobotsStanding robots, Reason refusal, VerdictBuilder findings)
    {
        var detail = robots.RefusalDetail ?? "why is not known";
        findings.Add(refusal, refusal == Reason.RobotsRefused ? $"robots.txt keeps LinkWatch out: {detail}" : detail);
        return findings.Weigh(isComplete: false);
    }
}
