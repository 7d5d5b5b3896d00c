using LinkWatch.Confirming;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>What a visit makes of a page's row, before the brake. Pure. The row may be newer than the one that the visit went by.</summary>
public static class PageUpdate
{
    /// <summary>Pages of others write what they like, and rows have a limit: longer text than this is cut before it is kept, …</summary>
    private const int MaxText = 2048;

    /// <summary>… and so are longer lists of it.</summary>
    private const int MaxEvidence = 32;

    /// <summary>Null where the row already holds this reading or a later one.</summary>
    public static CheckedPage? Apply(
        PageRow row, VisitedPage visited, DateTimeOffset plannedAt, ConfirmOptions options, string? fastSite)
    {
        var judged = visited.Judged().ToDictionary(pair => (pair.Link.LinkId, pair.Link.Revision), pair => pair.Verdict);

        row = FutureTimes.Forget(row, visited.At);
        var holdsUnjudged = false;
        DateTimeOffset? recheckAt = null;
        var links = new List<CheckedLink>(row.Links.Count);
        var candidates = new List<VisitedCandidate>();
        foreach (var link in row.Links)
        {
            if (!judged.TryGetValue((link.LinkId, link.Revision), out var verdict))
            {
                holdsUnjudged = true;
                links.Add(new CheckedLink(link, link, null, IsRead: false));
                continue;
            }

            var reading = ReadingOf(verdict, visited, plannedAt) with { IsFast = link.SiteId == fastSite };
            if (link.Role == TrackedRole.Candidate)
            {
                candidates.Add(new VisitedCandidate(link.SiteId, reading));
                continue;
            }

            var confirmation = link.Role == TrackedRole.Target
                ? TargetConfirm.Apply(link.State, reading, options)
                : Confirm.Apply(link.State, reading, new LinkExpectations(link.ExpectedRel), options);
            var isRead = confirmation.State.LastPlanned != link.State.LastPlanned;
            recheckAt = Earlier(recheckAt, confirmation.RecheckAt);
            var turn = link.Role == TrackedRole.Target
                ? null
                : PendingDegradation.After(link.Degradation, confirmation, plannedAt, options);
            var after = isRead ? link with { State = confirmation.State, LastReading = reading, Degradation = turn } : link;
            links.Add(new CheckedLink(link, after, confirmation.Change, isRead));
        }

        if (!links.Exists(link => link.IsRead) && candidates.Count == 0) return null;
        if (holdsUnjudged) recheckAt = visited.At;
        var updated = row with
        {
            Known = holdsUnjudged ? visited.Visit.Known?.ForOtherLinks() : visited.Visit.Known,
            LastAttempt = visited.At,
            LastVerified = visited.Visit.Verdicts.Any(verdict => verdict.Status != Status.Unknown) ? visited.At : row.LastVerified,
        };
        return new CheckedPage(updated, visited.Page.Slice, recheckAt, links)
        {
            Candidates = candidates,
            Title = visited.Visit.Facts.Title,
            IsTopicNew = updated.Known?.ToldTopic is { } topic && topic != row.Known?.Topic,
            AreItsLinksNew = updated.Known?.LinksTo is { } hosts && hosts != row.Known?.LinksTo,
        };
    }

    private static LinkReading ReadingOf(Verdict verdict, VisitedPage visited, DateTimeOffset plannedAt)
    {
        var best = verdict.Links.Count > 0 ? verdict.Links[0] : null;
        return new LinkReading
        {
            PlannedAt = plannedAt,
            Status = verdict.Status,
            Reasons = verdict.Reasons,
            Evidence = [.. verdict.Evidence.Take(MaxEvidence).Select(Kept)],
            IsComplete = verdict.IsComplete,
            IsDisputed = verdict.IsDisputed,
            IsPermanentRedirect = verdict.IsPermanentRedirect,
            IsUnconditional = visited.Visit.IsUnconditional,
            IsPageAlike = visited.Visit.IsPageAlike,
            Detail = best is null
                ? EndOf(verdict, visited.Visit)
                : new LinkDetail(Kept(best.Href.Href), Kept(best.Anchor), best.Placement, [.. best.Rel.Take(MaxEvidence).Select(Kept)])
                {
                    IsImage = best.IsImage,
                },
        };
    }

    /// <summary>Where a target that was read leads to: itself, or the end of its redirects. Null if nothing was read.</summary>
    private static LinkDetail? EndOf(Verdict verdict, Visit visit) =>
        verdict is { IsOfTarget: true, IsComplete: true }
            && (verdict.Status != Status.Lost || verdict.Reasons.Contains(Reason.PageRedirected))
            ? new LinkDetail(Kept(visit.Facts.FinalUrl.Href), "", Placement.Content, [])
            : null;

    private static string Kept(string text) => text.Length <= MaxText ? text : TextCut.To(text, MaxText) + "…";

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}

/// <summary>A page after a visit, before the brake.</summary>
/// <param name="Row">As it will be, but for its links.</param>
/// <param name="Slice">What was planned.</param>
/// <param name="RecheckAt">When it is to be read again before its cadence, or null.</param>
/// <param name="Links">All its links.</param>
public sealed record CheckedPage(PageRow Row, SlicePage Slice, DateTimeOffset? RecheckAt, IReadOnlyList<CheckedLink> Links)
{
    /// <summary>What was found of candidates: visited once, they are no longer among the links.</summary>
    public IReadOnlyList<VisitedCandidate> Candidates { get; init; } = [];

    /// <summary>The page's title, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Whether the page is about something else than was known.</summary>
    public bool IsTopicNew { get; init; }

    /// <summary>Whether it links to other hosts than was known.</summary>
    public bool AreItsLinksNew { get; init; }

    public PageOutcome Outcome(DateTimeOffset plannedAt)
    {
        var changes = Links.Where(link => link.Change is not null)
            .Select(link => new ChangedLink(link.After.SiteId, link.After.LinkId, link.After.Target, link.After.ImportKey, link.Change!)
            {
                Role = link.After.Role,
            })
            .ToList();
        var outcome = PageOutcome.Of(Row with { Links = Links.Select(link => link.After).ToList() }, Slice, RecheckAt, changes, plannedAt);
        if (TopicNews() is { Count: > 0 } news)
        {
            outcome = With(
                outcome, change => change with { Topic = Row.Known!.ToldTopic, LinksTo = Row.Known.LinksTo, TopicNews = news });
        }

        return Candidates.Count == 0 ? outcome : With(outcome, change => change with { Candidates = Candidates });

        PageOutcome With(PageOutcome of, Func<ChangeRow, ChangeRow> add) =>
            of with { Change = add(of.Change ?? new ChangeRow(Row.Key, Row.Url, plannedAt, []) { Title = ChangeRow.TitleOf(Title) }) };
    }

    /// <summary>Those that change learn it with their change.</summary>
    private List<TopicNews> TopicNews() =>
    [
        .. Links.Where(link => link.Change is null && IsNewsFor(link.After.Role))
            .Select(link => new TopicNews(link.After.SiteId, link.After.LinkId) { Role = link.After.Role })
    ];

    private bool IsNewsFor(TrackedRole role) => role switch
    {
        TrackedRole.Candidate => false,
        TrackedRole.Target => IsTopicNew || AreItsLinksNew,
        _ => IsTopicNew,
    };
}

/// <param name="Before">As it stood.</param>
/// <param name="After">As it stands.</param>
/// <param name="Change">What changed, or null.</param>
/// <param name="IsRead">Whether the reading was applied: not where it judged another revision, or is an old one.</param>
public sealed record CheckedLink(TrackedLink Before, TrackedLink After, LinkChange? Change, bool IsRead);

/// <summary>A page after a check: its row, what changed, and when it is to be checked again before its cadence.</summary>
/// <param name="Row">Names <paramref name="Recheck"/>.</param>
/// <param name="Change">What changed, or null.</param>
/// <param name="Recheck">The next early check, or null.</param>
/// <param name="ObsoleteRecheck">Key of the early check that this one replaces, or null.</param>
public sealed record PageOutcome(PageRow Row, ChangeRow? Change, RecheckRow? Recheck, string? ObsoleteRecheck)
{
    /// <summary>
    /// The row's next early check, in place of the one it names now; the one that the slice was planned from is gone already.
    /// </summary>
    public static PageOutcome Of(
        PageRow row, SlicePage slice, DateTimeOffset? recheckAt, IReadOnlyList<ChangedLink> changes, DateTimeOffset plannedAt)
    {
        var recheck = recheckAt is { } due ? new RecheckRow(due, row.Key, slice.Host, IsUnconditional: true) : null;
        var standing = row.RecheckKey == slice.RecheckKey ? null : row.RecheckKey;
        return new PageOutcome(
            row with { RecheckKey = recheck?.RowKey },
            changes.Count == 0
                ? null
                : new ChangeRow(row.Key, row.Url, plannedAt, changes)
                {
                    Title = ChangeRow.TitleOf(row.Known?.Fingerprint?.Title),
                    OutboundLinks = row.Known?.Fingerprint?.OutboundLinks,
                    Topic = row.Known?.ToldTopic,
                    Network = row.Known?.Network,
                    LinksTo = row.Known?.LinksTo,
                },
            recheck,
            standing == recheck?.RowKey ? null : standing);
    }

    /// <summary>The writes that belong together.</summary>
    /// <param name="version">The version of the row that this outcome was made from.</param>
    public IEnumerable<RowWrite> Writes(string version)
    {
        if (Row.Links.Count > 0)
        {
            yield return RowWrite.Replace(Row, version);
        }
        else
        {
            yield return RowWrite.Delete(Row.RowKey, version);
            yield return RowWrite.Delete(Keys.HostPage(Row.Url.Authority, Row.Key.PageId));
        }

        if (Change is not null) yield return RowWrite.Insert(Change);
        if (ObsoleteRecheck is not null) yield return RowWrite.Delete(ObsoleteRecheck);
        if (Recheck is not null) yield return RowWrite.Put(Recheck);
    }
}
