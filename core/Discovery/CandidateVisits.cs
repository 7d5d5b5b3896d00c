using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Discovery;

/// <summary>
/// Begins the visits of candidates: as many a day as the site allows, and of a domain that never held a link one at a time, with a month
/// after each that found none. A candidate goes onto its page's row first: what a crash leaves half done is done again.
/// </summary>
public sealed class CandidateVisits(
    ISiteStore sites, IPageStore pages, TimeProvider time, DiscoveryOptions options, TrackingOptions tracking)
{
    /// <summary>So many are looked at in one run. One that must wait is given another time, and is not looked at again before it.</summary>
    private const int MaxLooked = 2000;

    /// <summary>A row, its entries before and after, and its domain's row.</summary>
    private const int WritesEach = InboxEdit.MaxWrites + 1;

    private static readonly TimeSpan OtherTurn = TimeSpan.FromDays(1);

    /// <returns>How many were begun.</returns>
    public async Task<int> BeginAsync(Site site, CancellationToken cancellationToken)
    {
        var (begun, schedule) = (0, new FirstReadings(time.GetUtcNow(), tracking.Spacing));
        for (var looked = 0; looked < MaxLooked;)
        {
            var (more, count) = await OptimisticUpdate.RunAsync(
                $"site {site.Id}: its inbox", _ => TryBeginAsync(site, schedule, cancellationToken), cancellationToken);
            begun += count;
            if (more == 0) break;
            looked += more;
        }

        return begun;
    }

    /// <summary>How many were looked at, none if that is all for now, and how many were begun.</summary>
    private async Task<Attempt<(int Looked, int Begun)>> TryBeginAsync(
        Site site, FirstReadings schedule, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await sites.FindInboxAsync(site.Id, cancellationToken) is not { } inbox) return Attempt.Written((0, 0));
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var begunToday = inbox.Row.VisitDay == today ? inbox.Row.VisitsBegun : 0;
        var left = (site.CandidateVisits ?? Site.UsualVisits) - begunToday;
        if (left <= 0) return Attempt.Written((0, 0));

        var due = await sites.ListEntriesAsync(
            site.Id, Keys.CandidateDuePrefix, Keys.CandidateDueEnd(now), (sites.MaxPerCommit - 1) / WritesEach, cancellationToken);
        if (due.Count == 0) return Attempt.Written((0, 0));
        var rows = (await sites.FindCandidatesAsync(site.Id, [.. due.Select(Keys.ListedCandidate)], cancellationToken))
            .Select(row => row.Row).OrderBy(row => row.VisitAt).ThenBy(row => row.CandidateId, StringComparer.Ordinal).ToList();
        var domains = (await sites.FindCandidateDomainsAsync(site.Id, [.. rows.Select(row => row.Domain).Distinct()], cancellationToken))
            .ToDictionary(row => row.Row.Domain, row => row.Row, StringComparer.Ordinal);
        var (edit, begun) = (new InboxEdit(inbox), 0);
        foreach (var row in rows)
        {
            var domain = domains.GetValueOrDefault(row.Domain) ?? new CandidateDomainRow(row.Domain);
            if (!row.IsAsked && FreeAt(domain, row, now) is var free && free > now)
            {
                edit.Change(row, row with { VisitAt = free });
                continue;
            }

            if (begun == left) break;
            if (!await pages.TryPutAsync(row.Source, LinksOf(site, row), schedule, cancellationToken))
            {
                edit.Change(row, NotVisited(row, now));
                continue;
            }

            begun++;
            edit.Change(row, Begun(row, now));

            // What strangers named holds nothing else up.
            if (!row.IsMention)
                edit.Put(domains[row.Domain] = domain with { BusyWith = row.CandidateId, BusyUntil = now + options.EmptyDomainRest });
        }

        edit.Sums = edit.Sums with { VisitDay = today, VisitsBegun = begunToday + begun };
        return edit.IsEmpty ? Attempt.Written((0, 0))
            : await sites.CommitAsync(site.Id, edit.Writes(), cancellationToken) is null ? Attempt.Overtaken<(int, int)>()
            : Attempt.Written((rows.Count, begun));
    }

    /// <summary>
    /// When a page of the domain may be visited. Where a link was ever found, visits are worth their cost. What a clock that was ahead left
    /// holds nothing up.
    /// </summary>
    private DateTimeOffset FreeAt(CandidateDomainRow domain, CandidateRow row, DateTimeOffset now) =>
        domain.FoundAt is not null ? now
        : domain.EmptyAt is { } empty && !empty.IsAhead(now) && empty + options.EmptyDomainRest > now ? empty + options.EmptyDomainRest
        : domain.BusyWith is { } other && other != row.CandidateId && domain.BusyUntil is { } until && until > now
            && !(until - options.EmptyDomainRest).IsAhead(now) ? now + OtherTurn
        : now;

    /// <summary>What was read by a clock that was ahead counts as read before what this visit will read.</summary>
    private CandidateRow Begun(CandidateRow row, DateTimeOffset now) => row with
    {
        State = CandidateState.Visiting,
        ChangedAt = now,
        VisitAt = now + options.VisitTakes,
        Reading = row.Reading is { } read && read.PlannedAt.IsAhead(now) ? read with { PlannedAt = now - ClockSkew.Allowed } : row.Reading,
    };

    private static CandidateRow NotVisited(CandidateRow row, DateTimeOffset now) => row with
    {
        State = CandidateState.CouldNotTell,
        ChangedAt = now,
        VisitAt = null,
        IsAsked = false,
        Reading = null,
    };

    /// <summary>What is looked for: the page that it is said to link to, and else any page of the site.</summary>
    private static IReadOnlyList<TrackedLink> LinksOf(Site site, CandidateRow row)
    {
        List<LinkTarget> targets =
        [
            .. row.Target is { } target ? [new LinkTarget(target)] : Array.Empty<LinkTarget>(),
            .. site.Domains.Select(domain => new LinkTarget(WebUrl.Parse($"https://{domain}/"), MatchMode.Domain)),
        ];
        return
        [
            .. targets.Select((target, number) => new TrackedLink
            {
                LinkId = $"candidate-{site.Id}-{number}",
                SiteId = site.Id,
                Target = target,
                Role = TrackedRole.Candidate,
                Revision = row.Visits,
                Cadence = Cadence.Weekly,
            })
        ];
    }
}
