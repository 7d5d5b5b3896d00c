using LinkWatch.Html;
using LinkWatch.Judging.Gates;
using LinkWatch.Judging.Signatures;
using LinkWatch.Links;

namespace LinkWatch.Judging;

/// <summary>A link that was not seen: could it have been, and if it could, what became of it?</summary>
internal static class AbsentLinkRules
{
    public static Verdict Explain(PageAnswer page, LinkTarget target, VerdictBuilder findings)
    {
        var look = new PageLook(page.Reading!);
        if (CouldNotDetermine(page, target, look) is var (reason, says))
        {
            findings.Add(reason, says);
            return findings.Weigh(isComplete: false);
        }

        if (page.IsElsewhere) Redirected(page, findings);
        else if (Replacement(page, look) is { } replaced) findings.Add(Reason.PageReplaced, replaced);
        else Removed(page, target, findings);
        return findings.Weigh(isComplete: true);
    }

    /// <summary>Why the page that arrived is no witness that the link is gone, or null where it is one.</summary>
    private static (Reason Reason, string Says)? CouldNotDetermine(PageAnswer page, LinkTarget target, PageLook look)
    {
        if (WallHeaders.Find(page.Headers) is { } header) return (Reason.Blocked, header);
        if (Walls.Find(look, page.Previous) is { } replacement) return (Reason.Blocked, replacement);
        if (page.IsElsewhere && WallAddresses.Find(page.Requested, page.Final) is { } address) return (Reason.Blocked, address);
        if (ResponseProblems.Incomplete(page) is { } incomplete) return (incomplete.Reason, incomplete.Detail);
        if (Doubtful(page.Reading!) is { } doubt) return doubt;
        if (Scripted(page.Reading!, target, look) is { } script) return (Reason.NeedsJavascript, script);
        if (page.Reading!.IsBlank) return (Reason.Unreadable, "the page shows nothing at all");
        if (GateRules.Find(page, look) is { } gate) return (Reason.Blocked, gate);
        if (Indexing.IsCanonicalUnseen(page) && page.CanonicalPage is { } there)
            return (
                Reason.Unreadable,
                $"the link may be on {there.Url}, the page to be indexed in this one's place, {there.Detail ?? "which could not be read"}");
        return null;
    }

    private static (Reason Reason, string Says)? Doubtful(PageReading reading) => reading.Doubt switch
    {
        AbsenceDoubt.BrokenOff =>
            (Reason.Unreadable, "the page ends inside a tag, a comment or a script: it was cut off before it was sent"),
        AbsenceDoubt.EndsInError => (Reason.ServerError, "the page ends in a program's fatal error"),
        AbsenceDoubt.Framed => (Reason.NeedsJavascript, "what visitors see is in frames, which were not read"),
        AbsenceDoubt.SentOnByScript => (Reason.NeedsJavascript, "a script sends visitors to another address, which was not read"),
        _ => null,
    };

    private static string? Scripted(PageReading reading, LinkTarget target, PageLook look)
    {
        if (reading.ScriptedTargets.Contains(target.Url.Href, StringComparer.Ordinal))
            return $"no link to {target.Url}, but its address stands in a script or a shadow-root template: a script may build the link";
        return ScriptShells.Find(reading, look);
    }

    private static void Redirected(PageAnswer page, VerdictBuilder findings)
    {
        findings.IsPermanentRedirect = Redirection.IsPermanent(page.Trail);
        var duration = findings.IsPermanentRedirect ? "for good" : "for now";
        findings.Add(Reason.PageRedirected, $"the page leads {duration} to {page.Final}, which does not hold the link");
    }

    private static string? Replacement(PageAnswer page, PageLook look) =>
        Replacements.Find(look, page.Previous) ?? (page.Previous is { } previous ? Another(previous, page.Reading!) : null);

    private static string? Another(Fingerprint then, PageReading now) => PageLikeness.IsAnother(then, now)
        ? $"another page: it was \"{then.Title}\" and had {then.OutboundLinks} links to other hosts, "
            + $"now it is \"{now.Title}\" and has {now.OutboundLinks}"
        : null;

    private static void Removed(PageAnswer page, LinkTarget target, VerdictBuilder findings)
    {
        findings.Add(Reason.LinkRemoved, $"read to its end ({ResponseProblems.Size(page.Size)}), the page does not link to {target.Url}");
        Indexing.Weigh(page, isCountedElsewhere: false, findings);
        foreach (var other in page.Reading!.Links.Where(link => target.IsSameSite(link.Href)).Take(3))
            findings.Add(Reason.TargetChanged, $"it links to another address of the site: {other.Tag}");
        if (page.SecondOpinion is { } second && PresentLinkRules.LinksTo(target, second.Links) is [var seen, ..])
        {
            findings.IsDisputed = true;
            findings.Note($"in the source, but a browser does not build it: {seen.Tag}");
        }

        if (page.NoSecondOpinion is { } why) findings.Note($"no second opinion: {why}");
    }
}
