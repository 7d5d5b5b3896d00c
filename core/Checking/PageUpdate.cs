using LinkWatch.Confirming;
using LinkWatch.Judging;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>What a visit makes of a page's row. Pure. The row may be newer than the one that the visit went by.</summary>
public static class PageUpdate
{
    /// <summary>Null where the row already holds this reading or a later one.</summary>
    public static PageOutcome? Apply(PageRow row, VisitedPage visited, DateTimeOffset plannedAt, ConfirmOptions options)
    {
        var judged = visited.Page.Row.Row.Links
            .Zip(visited.Visit.Verdicts, (link, verdict) => (link, verdict))
            .ToDictionary(pair => (pair.link.LinkId, pair.link.Revision), pair => pair.verdict);

        var isNew = false;
        var holdsUnjudged = false;
        DateTimeOffset? recheckAt = null;
        var links = new List<TrackedLink>(row.Links.Count);
        var changes = new List<ChangedLink>();
        foreach (var link in row.Links)
        {
            if (!judged.TryGetValue((link.LinkId, link.Revision), out var verdict))
            {
                holdsUnjudged = true;
                links.Add(link);
                continue;
            }

            var reading = ReadingOf(verdict, visited, plannedAt);
            var confirmation = Confirm.Apply(link.State, reading, new LinkExpectations(link.ExpectedRel), options);
            isNew |= confirmation.State.LastPlanned != link.State.LastPlanned;
            recheckAt = Earlier(recheckAt, confirmation.RecheckAt);
            links.Add(link with { State = confirmation.State, LastReading = reading });
            if (confirmation.Change is { } change) changes.Add(new ChangedLink(link.SiteId, link.LinkId, link.Target, link.ImportKey, change));
        }

        if (!isNew) return null;
        if (holdsUnjudged) recheckAt = visited.At;
        var updated = row with
        {
            Links = links,
            Known = holdsUnjudged ? null : visited.Visit.Known,
            LastAttempt = visited.At,
            LastVerified = visited.Visit.Verdicts.Any(verdict => verdict.Status != LinkWatch.Links.Status.Unknown) ? visited.At : row.LastVerified,
        };
        return PageOutcome.Of(updated, visited.Page.Slice, recheckAt, changes, plannedAt);
    }

    private static LinkReading ReadingOf(Verdict verdict, VisitedPage visited, DateTimeOffset plannedAt)
    {
        var best = verdict.Links.Count > 0 ? verdict.Links[0] : null;
        return new LinkReading
        {
            PlannedAt = plannedAt,
            Status = verdict.Status,
            Reasons = verdict.Reasons,
            Evidence = verdict.Evidence,
            IsComplete = verdict.IsComplete,
            IsDisputed = verdict.IsDisputed,
            IsPermanentRedirect = verdict.IsPermanentRedirect,
            IsUnconditional = visited.Visit.IsUnconditional,
            IsPageAlike = visited.Visit.IsPageAlike,
            Detail = best is null ? null : new LinkDetail(best.Href.Href, best.Anchor, best.Placement, best.Rel),
        };
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
