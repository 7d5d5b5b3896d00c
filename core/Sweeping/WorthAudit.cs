using LinkWatch.Links;
using LinkWatch.Ranking;
using LinkWatch.Storage;
using LinkWatch.Urls;
using LinkWatch.Worth;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Sweeping;

/// <summary>
/// Once a day appraises a site's links by what only all of them, and the rank lists, can say. A row is written if its worth changed by a
/// point, if more is known of it, or if it has another topic than its target now; a domain is looked up if it was not yet, or if the lists
/// are others than on the day before.
/// </summary>
public sealed class WorthAudit(ISiteStore sites, IRankLists ranks, PublicSuffix suffixes, ILogger<WorthAudit> log)
{
    private const int Portion = 500;

    /// <summary>Each look-up waits for a blob twice.</summary>
    private const int LookUpsAtOnce = 16;

    /// <param name="site">Which site.</param>
    /// <param name="domains">Its links, counted.</param>
    /// <param name="listsBefore">What it returned the last time; null if there were no lists.</param>
    /// <param name="see">Gets every link, as it is written.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The rank lists that were asked; null if there are none.</returns>
    internal async Task<string?> RunAsync(
        Site site, DomainLinks domains, string? listsBefore, Action<LinkRow> see, CancellationToken cancellationToken)
    {
        using var look = await OpenAsync(listsBefore, cancellationToken);
        var appraiser = new LinkAppraiser(site, suffixes);
        var topics = await TargetTopics.OfAsync(sites, site.Id, cancellationToken);
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await sites.ListLinksAsync(site.Id, after, Portion, cancellationToken);
            var found = await LookUpAsync(look, portion.Rows, cancellationToken);
            var edits = new List<LinkEdit>();
            foreach (var stored in portion.Rows)
            {
                var row = Appraised(stored.Row, appraiser, domains, topics, found, look.Lists.Releases.Length > 0);
                see(row);
                if (!ReferenceEquals(row, stored.Row)) edits.Add(LinkEdit.Of(stored, row));
            }

            await WriteAsync(site, edits, cancellationToken);
            next = portion.Next;
        }

        return look.HasFailed ? listsBefore : look.Lists.Releases.Length == 0 ? null : look.Lists.Releases;
    }

    private async Task<LookUps> OpenAsync(string? listsBefore, CancellationToken cancellationToken)
    {
        try
        {
            var lists = await ranks.OpenAsync(cancellationToken);
            return new LookUps(lists, isNew: lists.Releases != (listsBefore ?? ""));
        }
        catch (RankListException e)
        {
            Log(e);
            return new LookUps(OpenRanks.None, isNew: false) { HasFailed = true };
        }
    }

    private void Log(RankListException e) =>
        log.LogWarning("The rank lists can't be used: {Problem}. What was known of the domains stays", e.Message);

    /// <summary>A link that changed meanwhile was appraised with its change; what else changed is seen by the next audit.</summary>
    private async Task WriteAsync(Site site, List<LinkEdit> edits, CancellationToken cancellationToken)
    {
        if (edits.Count == 0) return;
        var chunks = LinkEdit.Chunk(edits, edit => edit, sites.MaxPerCommit).ToList();
        var outcomes = await sites.CommitAllAsync(site.Id, [.. chunks.Select(LinkEdit.Commit)], cancellationToken);
        foreach (var (chunk, outcome) in chunks.Zip(outcomes))
        {
            if (outcome != CommitOutcome.TooLarge) continue;
            foreach (var edit in chunk) await sites.CommitAsync(site.Id, LinkEdit.Commit([edit]), cancellationToken);
        }
    }

    /// <summary>The same row if nothing is to be written.</summary>
    private static LinkRow Appraised(
        LinkRow row, LinkAppraiser appraiser, DomainLinks domains, TargetTopics topics,
        IReadOnlyDictionary<string, DomainRank?> found, bool isAsked)
    {
        var known = (row.Worth?.Facts ?? new WorthFacts()) with
        {
            DomainLinks = domains.Of(row),
            Relevance = topics.RelevanceOf(row),
        };
        if (found.TryGetValue(row.Link.Source.Host, out var rank)) known = known with { Rank = rank, IsRankAsked = isAsked };
        var worth = appraiser.Appraise(row, known);
        return IsSame(row.Worth, worth) ? row : row with { Worth = worth };
    }

    private static bool IsSame(LinkWorth? a, LinkWorth? b) => a is null || b is null
        ? ReferenceEquals(a, b)
        : a.Points == b.Points && a.Facts.IsRankAsked == b.Facts.IsRankAsked
            && WorthTerms.All.All(term => a.Weights.WeightOf(term) == b.Weights.WeightOf(term))
            && (a.Facts.Rank is null) == (b.Facts.Rank is null) && (a.Facts.DomainLinks is null) == (b.Facts.DomainLinks is null)
            && a.Facts.Relevance?.IsUnrelated == b.Facts.Relevance?.IsUnrelated;

    private async Task<IReadOnlyDictionary<string, DomainRank?>> LookUpAsync(
        LookUps look, IReadOnlyList<Stored<LinkRow>> rows, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DomainRank?>(StringComparer.Ordinal);
        var hosts = rows.Where(row => look.IsToAsk(row.Row)).Select(row => row.Row.Link.Source.Host).Distinct(StringComparer.Ordinal);
        try
        {
            foreach (var some in hosts.Chunk(LookUpsAtOnce))
            {
                var places = await Task.WhenAll(some.Select(host => RankAsync(look.Lists, host, cancellationToken)));
                foreach (var (host, place) in some.Zip(places)) found[host] = place;
            }
        }
        catch (RankListException e)
        {
            look.HasFailed = true;
            Log(e);
        }

        return found;
    }

    private async Task<DomainRank?> RankAsync(OpenRanks lists, string host, CancellationToken cancellationToken) =>
        await lists.FindAsync(new[] { host, suffixes.ReferringDomain(host) }.Distinct().ToList(), cancellationToken) is { } found
            ? new DomainRank(found.List.Kind.Title(), found.List.Release, found.Place.Position, found.Place.Domains)
            : null;

    /// <summary>Which domains are looked up.</summary>
    private sealed class LookUps(OpenRanks lists, bool isNew) : IDisposable
    {
        public OpenRanks Lists => lists;

        /// <summary>A list that failed would fail for every other domain, too.</summary>
        public bool HasFailed { get; set; }

        public bool IsToAsk(LinkRow row) => !HasFailed && LinkAppraiser.IsThere(row)
            && (isNew || (lists.Releases.Length > 0 && row.Worth is not { Facts.IsRankAsked: true }));

        public void Dispose() => lists.Dispose();
    }
}
