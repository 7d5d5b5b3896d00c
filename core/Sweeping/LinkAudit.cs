using LinkWatch.Links;
using LinkWatch.Profile;
using LinkWatch.Review.Flags;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;
using LinkWatch.Worth;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Sweeping;

/// <summary>
/// Once a day a site's lists and counts are held against its links, and what differs is repaired. The links are read through twice: what
/// they are worth, and which of them are worth a look, hangs on how many there are of each domain. The entries' keys are read once: sums of
/// hashes show whether they are the same, so neither is kept. What a commit changes meanwhile may look like a difference; an entry is
/// therefore looked at again before it is repaired, and counts are replaced only if nothing was counted since.
/// </summary>
public sealed class LinkAudit(
    ISiteStore sites, ISiteLinks listing, TargetWatch watch, WorthAudit worth, SiteReview review, PublicSuffix suffixes,
    TimeProvider time, ILogger<LinkAudit> log)
{
    private const int Portion = 500;

    /// <summary>The service's limit for a page of keys.</summary>
    private const int KeysAtOnce = 1000;

    /// <param name="site">Which site.</param>
    /// <param name="coverage">What the day's audit of the pages found.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many entries and counts were wrong.</returns>
    public async Task<int> RunAsync(Site site, CoverageRow coverage, CancellationToken cancellationToken)
    {
        await listing.CountAsync(site.Id, cancellationToken);
        var before = await sites.ListCountsAsync(site.Id, 1, cancellationToken);
        var (counts, referrers, expected) = (new LinkCounts(), new ReferrerCounts(), 0UL);
        var targets = await watch.CountAsync(site.Id, cancellationToken);
        var profile = new ProfileCount(site, coverage.At, suffixes);
        var domains = new DomainLinks();
        var flags = await review.FlagsAsync(site, cancellationToken);
        await foreach (var link in sites.LinksAsync(site.Id, cancellationToken))
        {
            flags.Learn(link);
            counts.Add(link);
            referrers.Add(link);
            profile.Add(link);
            targets.Add(link);
            domains.Add(link);
        }

        var flagged = new ReviewCount(flags);
        var lists = await worth.RunAsync(site, domains, await ListsBeforeAsync(site, coverage, cancellationToken), See, cancellationToken);
        var actual = 0UL;
        await foreach (var keys in EntriesAsync(site, cancellationToken)) actual = keys.Aggregate(actual, (sum, key) => sum + HashOf(key));
        var repaired = expected == actual ? 0 : await RepairEntriesAsync(site, cancellationToken);
        repaired += await RepairCountsAsync(site, before, counts, cancellationToken);
        if (repaired > 0) log.LogWarning("{Site}: {Count} entries and counts of its lists were wrong and are repaired", site.Id, repaired);
        await watch.SyncAsync(site.Id, targets, cancellationToken);
        await review.KeepAsync(site, new ReviewRow(coverage.At, flagged.Flags()), cancellationToken);
        await WriteDayAsync(site, coverage, referrers.Row(time.GetUtcNow()), profile.Profile(), lists, cancellationToken);
        return repaired;

        void See(LinkRow link)
        {
            flagged.Add(link);
            foreach (var key in LinkEdit.EntriesOf(link)) expected += HashOf(key);
        }
    }

    private async Task<string?> ListsBeforeAsync(Site site, CoverageRow coverage, CancellationToken cancellationToken) =>
        (await sites.ListProfilesAsync(site.Id, DayRow.DayOf(site, coverage.At), 1, cancellationToken)) is [var newest]
            ? newest.Row.RankLists
            : null;

    private async Task<int> RepairEntriesAsync(Site site, CancellationToken cancellationToken)
    {
        var repaired = 0;
        await foreach (var links in sites.LinksAsync(site.Id, cancellationToken).Chunk(Portion / 10))
        {
            var entries = links.SelectMany(LinkEdit.EntriesOf).ToList();
            var there = await sites.FindEntriesAsync(site.Id, entries, cancellationToken);
            foreach (var link in links.Where(link => !LinkEdit.EntriesOf(link).IsSubsetOf(there)))
                repaired += await PutAsync(site, link.LinkId, there, cancellationToken);
        }

        await foreach (var keys in EntriesAsync(site, cancellationToken)) repaired += await DeleteStaleAsync(site, keys, cancellationToken);
        return repaired;
    }

    /// <summary>The row is written too: if the link changes meanwhile, its entries are no longer these.</summary>
    private async Task<int> PutAsync(Site site, string linkId, IReadOnlySet<string> there, CancellationToken cancellationToken)
    {
        if (await sites.FindLinkAsync(site.Id, linkId, cancellationToken) is not { } link) return 0;
        var missing = LinkEdit.EntriesOf(link.Row).Except(there).ToList();
        List<RowWrite> writes =
            [RowWrite.Replace(link.Row, link.Version), .. missing.Select(key => RowWrite.Put(ListEntryRow.At(key)))];
        return await sites.CommitAsync(site.Id, writes, cancellationToken) is null ? 0 : missing.Count;
    }

    private async Task<int> DeleteStaleAsync(Site site, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var repaired = 0;
        foreach (var portion in keys.Chunk(RowWrite.MaxPerCommit / 2))
        {
            var ids = portion.Select(Keys.ListedLink).Distinct(StringComparer.Ordinal).ToList();
            var links = await sites.FindLinksAsync(site.Id, ids, cancellationToken);
            var right = links.SelectMany(link => LinkEdit.EntriesOf(link.Row)).ToHashSet(StringComparer.Ordinal);
            var stale = portion.Where(key => !right.Contains(key)).ToList();
            if (stale.Count == 0) continue;

            // With the rows that they were held against, for the same reason.
            var named = stale.Select(Keys.ListedLink).ToHashSet(StringComparer.Ordinal);
            List<RowWrite> writes =
            [
                .. links.Where(link => named.Contains(link.Row.LinkId)).Select(link => RowWrite.Replace(link.Row, link.Version)),
                .. stale.Select(key => RowWrite.Delete(key)),
            ];
            if (await sites.CommitAsync(site.Id, writes, cancellationToken) is not null) repaired += stale.Count;
        }

        return repaired;
    }

    private async Task<int> RepairCountsAsync(Site site, StoredCounts before, LinkCounts counts, CancellationToken cancellationToken)
    {
        var now = await sites.ListCountsAsync(site.Id, 1, cancellationToken);
        if (before.Deltas.Count > 0 || now.Deltas.Count > 0 || now.Sum?.Version != before.Sum?.Version) return 0;
        if (counts.IsSame(now.Counts())) return 0;
        var sum = new LinkCountsRow(counts.Stored());
        var write = now.Sum is null ? RowWrite.Insert(sum) : RowWrite.Replace(sum, now.Sum.Version);
        return await sites.CommitAsync(site.Id, [write], cancellationToken) is null ? 0 : 1;
    }

    private Task WriteDayAsync(
        Site site, CoverageRow coverage, ReferrersRow referrers, SiteProfile profile, string? lists, CancellationToken cancellationToken)
    {
        var today = DayRow.DayOf(site, coverage.At);
        var (profiled, lives) = (profile.Row(today) with { RankLists = lists }, profile.Lives());
        return OptimisticUpdate.RunAsync($"site {site.Id}: the day {today:O}", async _ =>
        {
            var counts = await listing.CountsAsync(site.Id, cancellationToken);
            var stored = await sites.ListDaysAsync(site.Id, today, 1, cancellationToken) is [{ } newest] && newest.Row.Day == today
                ? newest
                : null;
            var row = (stored?.Row ?? new DayRow(today)).With(counts) with
            {
                Unverified = coverage.Links - coverage.Verified,
                ReferringDomains = referrers.LiveDomainCount,
            };
            return await sites.CommitAsync(
                site.Id,
                [
                    stored is null ? RowWrite.Insert(row) : RowWrite.Replace(row, stored.Version),
                    RowWrite.Put(referrers),
                    RowWrite.Put(profiled),
                    RowWrite.Put(lives),
                ],
                cancellationToken) is not null;
        }, cancellationToken);
    }

    private async IAsyncEnumerable<IReadOnlyList<string>> EntriesAsync(
        Site site, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = Keys.EndOf(Keys.ListPrefix);
        for (var from = Keys.ListPrefix; ;)
        {
            var keys = await sites.ListEntriesAsync(site.Id, from, end, KeysAtOnce, cancellationToken);
            if (keys.Count == 0) yield break;
            yield return keys;
            from = Keys.After(keys[^1]);
        }
    }

    private static ulong HashOf(string key) => System.IO.Hashing.XxHash3.HashToUInt64(System.Text.Encoding.ASCII.GetBytes(key));
}
