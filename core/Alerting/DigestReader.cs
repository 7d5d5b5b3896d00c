using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Alerting;

/// <summary>Gathers what a digest says when it is sealed.</summary>
internal sealed class DigestReader(ISiteStore sites, PublicSuffix suffixes, TimeProvider time)
{
    private const int Portion = 500;

    /// <summary>Of a larger site not all links are read only to put a mail in order.</summary>
    private const int MaxLinksRead = 20_000;

    private readonly ContractReader contracts = new(sites, time);

    public async Task<Digest> ReadAsync(
        Site site, OpenAlertRow open, IReadOnlyList<DeliveryRow> undelivered, CancellationToken cancellationToken)
    {
        var siteId = site.Id;
        var news = (await sites.ListNewsAsync(siteId, open.AlertId, cancellationToken)).Select(row => row.Row)
            .ToLookup(row => row.IsOneByOne);
        var changes = new DigestChanges();
        foreach (var few in news[true]) changes.Add(few.Notified);
        await foreach (var member in Listing.AllAsync(
            (after, stop) => sites.ListMembersAsync(siteId, open.AlertId, after, Portion, stop), cancellationToken))
        {
            changes.Add(member.Change);
        }

        var lost = changes.Where(row => !row.IsOfTarget && row.Change is { Kind: ChangeKind.State, New: Status.Lost }).ToList();
        return new Digest
        {
            Changes = changes,
            Incidents = [.. news[false]],
            Missing = await MissingAsync(siteId, news[false], cancellationToken),
            Spikes = open.Spikes,
            Contracts = await contracts.ReadAsync(site, open.AlertId, changes, cancellationToken),
            Contacts = await ContactsAsync(siteId, lost, cancellationToken),
            LastOfDomain = await LastOfDomainAsync(siteId, lost, cancellationToken),
            Coverage = await CoverageAsync(siteId, DigestMail.DaysShown, cancellationToken),
            Undelivered = undelivered,
        };
    }

    /// <summary>As counted on the last days, the latest first.</summary>
    public async Task<IReadOnlyList<CoverageRow>> CoverageAsync(string siteId, int days, CancellationToken cancellationToken) =>
        [.. (await sites.ListCoverageAsync(siteId, null, days, cancellationToken)).Rows.Select(row => row.Row)];

    /// <summary>Some of the links that did not return from the incidents that ended.</summary>
    private async Task<IReadOnlyDictionary<(string Incident, int Round), IReadOnlyList<LinkRow>>> MissingAsync(
        string siteId, IEnumerable<IncidentNewsRow> news, CancellationToken cancellationToken)
    {
        var missing = news.Where(row => row.IsBack && row.Notified.Returned < row.Notified.Members)
            .ToDictionary(row => (row.Notified.Incident.Id, row.Notified.Round), _ => new List<LinkRow>());
        if (missing.Count > 0)
        {
            await foreach (var link in sites.LinksAsync(siteId, cancellationToken))
            {
                if (link.Incident is { IsReturned: false } part
                    && missing.TryGetValue((part.IncidentId, part.Round), out var links)
                    && links.Count < IncidentSection.MaxMissing)
                {
                    links.Add(link);
                }
            }
        }

        return missing.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<LinkRow>)pair.Value);
    }

    /// <summary>The contacts that the owner noted, by link.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ContactsAsync(
        string siteId, IReadOnlyList<HistoryRow> lost, CancellationToken cancellationToken)
    {
        var contacts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var ids in lost.Select(row => row.LinkId).Distinct().Chunk(Portion))
        {
            foreach (var link in await sites.FindLinksAsync(siteId, ids, cancellationToken))
            {
                if (link.Row.Link.Contact is { } contact) contacts[link.Row.LinkId] = contact;
            }
        }

        return contacts;
    }

    /// <summary>Those of the lost links whose referring domain has none left that is not lost.</summary>
    private async Task<IReadOnlySet<string>> LastOfDomainAsync(
        string siteId, IReadOnlyList<HistoryRow> lost, CancellationToken cancellationToken)
    {
        var domains = lost.DistinctBy(row => row.LinkId)
            .ToDictionary(row => row.LinkId, row => suffixes.ReferringDomain(row.Source.Host), StringComparer.Ordinal);
        var gone = domains.Values.ToHashSet(StringComparer.Ordinal);
        var read = 0;
        if (gone.Count > 0)
        {
            await foreach (var link in sites.LinksAsync(siteId, cancellationToken))
            {
                if (link.Status != Status.Lost) gone.Remove(suffixes.ReferringDomain(link.Link.Source.Host));
                if (++read > MaxLinksRead) gone.Clear();
                if (gone.Count == 0) break;
            }
        }

        return domains.Where(link => gone.Contains(link.Value)).Select(link => link.Key).ToHashSet(StringComparer.Ordinal);
    }
}
