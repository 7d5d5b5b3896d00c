using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Discovery;

/// <summary>A site's inbox: takes candidates in, each page once, and begins to visit them.</summary>
public sealed class CandidateInbox(
    ISiteStore sites, IPageStore pages, CandidateVisits visits, CandidateTracking tracking, TimeProvider time, DiscoveryOptions options,
    PublicSuffix suffixes) : ICandidateInbox
{
    /// <summary>Longer addresses are no page that people read.</summary>
    public const int MaxAddress = 2048;

    /// <summary>A new candidate with its entries, and as much again for the one that makes room for it.</summary>
    private const int WritesEach = 8;

    /// <exception cref="ArgumentException">There is no such site.</exception>
    /// <inheritdoc/>
    public async Task<CandidateCount> AddAsync(
        string siteId, IAsyncEnumerable<Candidate> candidates, bool isTrial, CancellationToken cancellationToken)
    {
        var site = (await sites.FindSiteAsync(siteId, cancellationToken))?.Row
            ?? throw new ArgumentException($"there is no site {siteId}", nameof(siteId));
        var (sum, seen, isAsked) = (CandidateCount.None, new HashSet<string>(StringComparer.Ordinal), false);

        await foreach (var portion in candidates.Chunk((sites.MaxPerCommit - 1) / WritesEach).WithCancellation(cancellationToken))
        {
            isAsked |= portion.Any(IsAsked);
            var fit = portion.Where(candidate => IsPage(site, candidate.Source)).ToList();
            var merged = fit.GroupBy(candidate => Ids.Page(candidate.Source))
                .Select(page => (page.Key, Candidate: Merged([.. page]))).Where(page => !isTrial || seen.Add(page.Key)).ToList();
            sum += new CandidateCount(0, fit.Count - merged.Count, 0, portion.Length - fit.Count, 0);
            sum += await OptimisticUpdate.RunAsync(
                $"site {siteId}: its inbox", _ => TryAddAsync(site, merged, isTrial, cancellationToken), cancellationToken);
        }

        if (isTrial)
        {
            var waiting = (await sites.FindInboxAsync(siteId, cancellationToken))?.Row.Count(CandidateState.Waiting) ?? 0;
            return sum with { LeftOut = Math.Max(0, waiting + sum.New - options.MaxWaiting) };
        }

        if (sum.New > 0 || isAsked) await visits.BeginAsync(site, cancellationToken);
        return sum;
    }

    private async Task<Attempt<CandidateCount>> TryAddAsync(
        Site site, IReadOnlyList<(string Id, Candidate Candidate)> found, bool isTrial, CancellationToken cancellationToken)
    {
        var edit = new InboxEdit(await sites.FindInboxAsync(site.Id, cancellationToken));
        var known = (await sites.FindCandidatesAsync(site.Id, [.. found.Select(page => page.Id)], cancellationToken))
            .ToDictionary(row => row.Row.CandidateId, row => row.Row, StringComparer.Ordinal);
        var fresh = found.Where(page => !known.ContainsKey(page.Id)).ToList();
        var tracked = await TrackedAsync(site, fresh, cancellationToken);
        foreach (var (id, candidate) in found)
        {
            if (known.TryGetValue(id, out var before) && SeenAgain(before, candidate) is var after && after != before)
                edit.Change(before, after);
        }

        var now = time.GetUtcNow();
        var rows = fresh.Where(page => !tracked.Contains(page.Id)).Select(page => RowOf(page.Id, page.Candidate, now)).ToList();
        var leftOut = isTrial ? [] : await MakeRoomAsync(site, edit, rows, known, cancellationToken);
        var added = rows.Except(leftOut).ToList();
        foreach (var row in added) edit.Change(null, row);
        var count = new CandidateCount(added.Count, known.Count, tracked.Count, 0, leftOut.Count);
        return isTrial || edit.IsEmpty || await sites.CommitAsync(site.Id, edit.Writes(), cancellationToken) is not null
            ? Attempt.Written(count)
            : Attempt.Overtaken<CandidateCount>();
    }

    /// <summary>Those of which the page, or if only the origin is known the domain, has a tracked link.</summary>
    private async Task<HashSet<string>> TrackedAsync(
        Site site, IReadOnlyList<(string Id, Candidate Candidate)> fresh, CancellationToken cancellationToken)
    {
        var tracked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var shard in fresh.GroupBy(page => Ids.Shard(page.Candidate.Source.Authority, pages.Shards)))
        {
            var rows = await pages.FindPagesByUrlAsync(
                shard.Key, [.. shard.Select(page => page.Candidate.Source)], cancellationToken);
            tracked.UnionWith(rows.Where(row => row.Row.Links.Any(link => link.SiteId == site.Id && link.Role == TrackedRole.Link))
                .Select(row => row.Row.Key.PageId));
        }

        foreach (var (id, candidate) in fresh.Where(page => page.Candidate.IsOriginOnly && !tracked.Contains(page.Id)))
        {
            if (await tracking.IsDomainTrackedAsync(site.Id, suffixes.ReferringDomain(candidate.Source.Host), cancellationToken))
                tracked.Add(id);
        }

        return tracked;
    }

    /// <summary>
    /// Those that have to go, or do not come in: of all that would wait, those of Webmentions, and then those that were not seen for
    /// longest. For each that comes, one goes at most, so that they are written together.
    /// </summary>
    private async Task<IReadOnlyList<CandidateRow>> MakeRoomAsync(
        Site site, InboxEdit edit, IReadOnlyList<CandidateRow> fresh, Dictionary<string, CandidateRow> known,
        CancellationToken cancellationToken)
    {
        var tooMany = Math.Min(fresh.Count, edit.Count(CandidateState.Waiting) + fresh.Count - options.MaxWaiting);
        if (tooMany <= 0) return [];
        var oldest = await sites.ListEntriesAsync(
            site.Id, Keys.CandidateAgePrefix, Keys.EndOf(Keys.CandidateAgePrefix), tooMany + known.Count, cancellationToken);

        // What was seen again just now stays.
        var ids = oldest.Select(Keys.ListedCandidate).Where(id => !known.ContainsKey(id)).Take(tooMany).ToList();
        var waiting = (await sites.FindCandidatesAsync(site.Id, ids, cancellationToken)).Select(row => row.Row).ToList();
        var leftOut = waiting.Concat(fresh).OrderByDescending(row => row.IsMention).ThenBy(row => row.SeenAt).Take(tooMany).ToList();
        foreach (var row in leftOut.Intersect(waiting)) edit.Change(row, null);
        edit.Sums = edit.Sums with { Dropped = edit.Sums.Dropped + leftOut.Count };
        return leftOut;
    }

    private CandidateRow RowOf(string id, Candidate candidate, DateTimeOffset now) => new()
    {
        CandidateId = id,
        Source = candidate.Source,
        Origin = candidate.Origin.Name(),
        Domain = suffixes.ReferringDomain(candidate.Source.Host),
        Target = candidate.Target is { Href.Length: <= MaxAddress } target ? target : null,
        Anchor = candidate.Anchor is { } anchor ? TextCut.To(anchor, Backlink.MaxText) : null,
        Hits = candidate.Hits,
        IsOriginOnly = candidate.IsOriginOnly,
        AddedAt = now,
        SeenAt = NotAhead(candidate.SeenAt, now) ?? now,
        ChangedAt = now,
        VisitAt = now,
        IsAsked = IsAsked(candidate),
    };

    /// <summary>
    /// The same if it was read before: only what is newer than the last adds to the hits. What a Webmention named is no stranger's word
    /// any more once it is seen elsewhere, and what the owner names isn't held up any longer.
    /// </summary>
    private CandidateRow SeenAgain(CandidateRow row, Candidate candidate)
    {
        var now = time.GetUtcNow();
        if (row.IsMention) row = row with { Origin = candidate.Origin.Name() };
        if (IsAsked(candidate) && row.State is CandidateState.Waiting or CandidateState.CouldNotTell)
            row = row with { IsAsked = true, VisitAt = now };
        var at = NotAhead(candidate.SeenAt, now);
        return at > row.SeenAt ? row with { SeenAt = at.Value, Hits = row.Hits + candidate.Hits }
            : candidate.Hits > row.Hits ? row with { Hits = candidate.Hits }
            : row;
    }

    private static bool IsAsked(Candidate candidate) => candidate.Origin == CandidateOrigin.Owner;

    private static DateTimeOffset? NotAhead(DateTimeOffset? seenAt, DateTimeOffset now) => seenAt > now ? now : seenAt?.ToUniversalTime();

    private static Candidate Merged(IReadOnlyList<Candidate> same) => same[0] with
    {
        Hits = same.Sum(candidate => candidate.Hits),
        SeenAt = same.Max(candidate => candidate.SeenAt),
        Target = same.Select(candidate => candidate.Target).FirstOrDefault(target => target is not null),
        IsOriginOnly = same.All(candidate => candidate.IsOriginOnly),
    };

    private static bool IsPage(Site site, WebUrl url) =>
        url.IsHttp && url.Href.Length <= MaxAddress && url.Username.Length == 0 && url.Password.Length == 0 && !site.Holds(url);
}
