using LinkWatch.Html;
using LinkWatch.Judging.Gates;
using LinkWatch.Judging.Signatures;
using LinkWatch.Links;

namespace LinkWatch.Judging;

/// <summary>A link that was not seen: could it have been, and if it could, what became of it?</summary>
internal static class AbsentLinkRules
{
    public const string EndsInError = "the page ends in a program's fatal error";

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
        if (Walls.Before(page, look) is { } wall) return (Reason.Blocked, wall);
        if (page.Headers.HasSeveralRefreshes) return (Reason.BadRedirect, "several Refresh headers, of which none is followed");
        if (ResponseProblems.Incomplete(page) is { } incomplete) return (incomplete.Reason, incomplete.Detail);
        var cut = PageEnding.Doubt(page);
        if (cut is not null && page.Reading!.End == PageEnd.Inside) return (Reason.Unreadable, cut);
        if (Doubtful(page) is { } doubt) return doubt;
        if (page.Reading!.TargetDoubts.FirstOrDefault(each => each.Target == target.Url.Href) is { } hidden)
            return (Reason.Unreadable, hidden.Says);
        if (cut is not null && (page.Reading!.Title is null || Replacement(page, look) is null)) return (Reason.Unreadable, cut);
        if (Scripted(page, target, look) is { } script) return (Reason.NeedsJavascript, script);
        if (page.Reading!.IsBlank) return (Reason.Unreadable, "the page shows nothing at all");
        if (!page.IsInsteadSeen && GateRules.Find(page, look) is { } before) return (Reason.Blocked, before);
        if (Indexing.IsCanonicalUnseen(page) && page.CanonicalPage is { } there)
            return (
                Reason.Unreadable,
                $"the link may be on {there.Url}, the page to be indexed in this one's place, {there.Detail ?? "which could not be read"}");
        return null;
    }

    private static (Reason Reason, string Says)? Doubtful(PageAnswer page) => page.Reading!.Doubt switch
    {
        AbsenceDoubt.Malformed => (
            Reason.Unreadable,
            "the page is sent as XML and breaks XML's rules: a browser stops there, and the link is not in the part before"),
        AbsenceDoubt.EndsInError => (Reason.ServerError, EndsInError),
        AbsenceDoubt.Framed when !page.IsInsteadSeen => (Reason.NeedsJavascript, $"what visitors see is in frames, {Unseen(page)}"),
        AbsenceDoubt.SentOnByScript when !page.IsInsteadSeen =>
            (Reason.NeedsJavascript, $"a script sends visitors to another address, {Unseen(page)}"),
        _ => null,
    };

    private static string Unseen(PageAnswer page) =>
        page.Instead.FirstOrDefault(other => !other.IsSeen) is { } unseen
            ? $"{unseen.Url}, {unseen.Detail ?? "which could not be seen"}"
            : "which was not read";

    private static string? Scripted(PageAnswer page, LinkTarget target, PageLook look)
    {
        if (page.Reading!.ScriptedTargets.Contains(target.Url.Href, StringComparer.Ordinal))
            return $"no link to {target.Url}, but its address stands where a script would find it: a script may build the link";
        return page.IsInsteadSeen && page.Reading.Instead is { MayStay: false } ? null : ScriptShells.Find(page.Reading, look);
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
        if (page.Instead.Count > 0)
            findings.Note($"nor does what visitors see in its place: {string.Join(", ", page.Instead.Select(other => other.Url))}");
        Indexing.Weigh(page, isCountedElsewhere: false, findings);
        foreach (var other in page.Reading!.Links.Where(link => target.IsSameSite(link.Href)).Take(3))
            findings.Add(Reason.TargetChanged, $"it links to another address of the site: {other.Tag}");
        if (page.SecondOpinion is { } second && PresentLinkRules.LinksTo(target, second.Links, page.Referrer) is [var seen, ..])
        {
            findings.IsDisputed = true;
            findings.Note($"in the source, but a browser does not build it: {seen.Tag}");
        }

        if (page.NoSecondOpinion is { } why) findings.Note($"no second opinion: {why}");
    }
}
