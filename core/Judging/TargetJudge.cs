using LinkWatch.Html;
using LinkWatch.Judging.Gates;
using LinkWatch.Judging.Robots;
using LinkWatch.Judging.Signatures;
using LinkWatch.Links;

namespace LinkWatch.Judging;

/// <summary>
/// One page's answer in, a verdict on the page itself out, whatever it links to: whether it answers, where it leads, and whether it may be
/// indexed. The same cautions hold as for a link: what stands before the page, or broke off, says nothing about it.
/// </summary>
public static class TargetJudge
{
    public static Verdict Of(PageAnswer page)
    {
        var findings = new VerdictBuilder();
        if (page.Robots.GooglebotRule is { } rule) Judge.WeighRule(page, rule, findings);
        if (page.Robots.Refusal is { } refusal) return Target(Judge.Refused(page.Robots, refusal, findings));

        foreach (var hop in page.Trail) findings.Note(Redirection.Describe(hop));
        var trouble = ResponseProblems.Of(page);
        if (trouble is { Reason: not Reason.NotHtml })
        {
            findings.Add(trouble.Reason, trouble.Detail);
            return Target(findings.Weigh(isComplete: Reasons.StatusOf(trouble.Reason) == Status.Lost));
        }

        // A document or a picture is a target like any other.
        return Target(trouble is null ? Read(page, findings) : OfFile(page, trouble.Detail, findings));
    }

    private static Verdict OfFile(PageAnswer page, string says, VerdictBuilder findings)
    {
        findings.Note(says);
        if (page.IsElsewhere) Redirected(page, findings);
        else WeighDirectives(page, findings);
        return findings.Weigh(isComplete: true);
    }

    private static Verdict Read(PageAnswer page, VerdictBuilder findings)
    {
        var look = new PageLook(page.Reading!);
        if (Walls.Before(page, look) is { } wall)
        {
            findings.Add(Reason.Blocked, wall);
            return findings.Weigh(isComplete: false);
        }

        var doubt = Doubt(page, look);
        var isComplete = page.IsComplete && doubt is null
            && page.Reading is { Doubt: null or AbsenceDoubt.Framed or AbsenceDoubt.SentOnByScript, IsBlank: false };
        if (page.IsElsewhere) Redirected(page, findings);
        else if (page.IsComplete && Replacements.Find(look, page.Previous) is { } other) findings.Add(Reason.PageReplaced, other);
        else Weigh(page, findings);
        if (doubt is not var (reason, says) || !findings.Has(Status.Lost, Status.Unindexed)) return findings.Weigh(isComplete);

        findings = new VerdictBuilder();
        findings.Add(reason, says);
        return findings.Weigh(isComplete: false);
    }

    /// <summary>
    /// Why what arrived may be a part of the page, or stand in its place unrecognised: it neither takes away nor brings back. Null if
    /// nothing says so.
    /// </summary>
    private static (Reason Reason, string Says)? Doubt(PageAnswer page, PageLook look) =>
        GateRules.Find(page, look) is { } gate ? (Reason.Blocked, gate)
        : PageEnding.Doubt(page) is { } cut ? (Reason.Unreadable, cut)
        : page.Reading!.Doubt == AbsenceDoubt.EndsInError ? (Reason.ServerError, AbsentLinkRules.EndsInError)
        : null;

    private static void Redirected(PageAnswer page, VerdictBuilder findings)
    {
        findings.IsPermanentRedirect = Redirection.IsPermanent(page.Trail);
        var duration = findings.IsPermanentRedirect ? "for good" : "for now";
        findings.Add(Reason.PageRedirected, $"the page leads {duration} to {page.Final}");
    }

    private static void Weigh(PageAnswer page, VerdictBuilder findings)
    {
        WeighDirectives(page, findings);
        if (page.Robots.GooglebotRule is not null) return;
        var canonical = Canonical.Of(page.Reading!, page.Headers, page.Final);
        if (canonical.Disagree) findings.Note("several canonical addresses that differ: search engines ignore them");
        if (canonical.Elsewhere(page.Requested, page.Final) is { } elsewhere)
            findings.Add(Reason.CanonicalElsewhere, $"the page names {elsewhere} to be indexed in its place: {canonical.Line}");
    }

    /// <summary>A search engine that may not read the page sees neither its tags nor its headers.</summary>
    private static void WeighDirectives(PageAnswer page, VerdictBuilder findings)
    {
        if (page.Robots.GooglebotRule is not null) return;
        var directives = RobotsDirectives.Read(page.Reading?.Robots ?? [], page.Headers.All("X-Robots-Tag"), page.Now);
        foreach (var found in directives.Findings.Where(found => Reasons.StatusOf(found.Reason) == Status.Unindexed))
            findings.Add(found.Reason, $"the page asks not to be indexed: {found.Evidence}");
    }

    private static Verdict Target(Verdict verdict) => verdict with { IsOfTarget = true };
}
