using System.Runtime.CompilerServices;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Contracts;
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

/// <summary>Gathers what a digest says of contracts.</summary>
internal sealed class ContractReader(ISiteStore sites, TimeProvider time)
{
    private const int Portion = 500;

    /// <summary>
    /// The news that joined and is still true, and the contracts that the listed changes break. A digest waits for its hour: a link that
    /// came back, or a contract that was renewed meanwhile, is not reported.
    /// </summary>
    public async Task<DigestContracts> ReadAsync(
        Site site, string alertId, DigestChanges changes, CancellationToken cancellationToken)
    {
        var contracts = new DigestContracts();
        var joined = Listing.AllAsync(
            (after, stop) => sites.ListContractNewsAsync(site.Id, alertId, after, Portion, stop), cancellationToken);
        await foreach (var portion in joined.Chunk(Portion).WithCancellation(cancellationToken))
        {
            var news = portion.ToLookup(row => row.Link.LinkId, row => row.News, StringComparer.Ordinal);
            await foreach (var (link, contract) in FindAsync(site, news.Select(of => of.Key), cancellationToken))
            {
                foreach (var kind in news[link.LinkId].Where(kind => ContractNotice.IsStill(kind, contract))) contracts.Add(kind, link);
            }
        }

        var changed = changes.Where(row => row.Change.Kind is ChangeKind.State or ChangeKind.Back or ChangeKind.Detail)
            .Select(row => row.LinkId).Distinct();
        await foreach (var (link, contract) in FindAsync(site, changed, cancellationToken))
        {
            if (ContractNotice.IsStill(ContractNewsKind.NotDelivered, contract)) contracts.AddBroken(link);
        }

        return contracts;
    }

    /// <summary>Those of the links that have a contract and may be reported, as they are now.</summary>
    private async IAsyncEnumerable<(LinkRow Link, Contract Contract)> FindAsync(
        Site site, IEnumerable<string> linkIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var ids in linkIds.Chunk(Portion))
        {
            foreach (var link in await sites.FindLinksAsync(site.Id, ids, cancellationToken))
            {
                if (!link.Row.IsMuted(now) && link.Row.ContractOn(site, DayRow.DayOf(site, now)) is { } contract)
                    yield return (link.Row, contract);
            }
        }
    }
}

/// <summary>Gathers what mails say of letters about lost links.</summary>
internal sealed class LetterReader(SiteLetters letters)
{
    /// <summary>Mails name few.</summary>
    private const int Named = 5;

    /// <summary>The first links about which a letter is due to be followed up, and how many there are.</summary>
    public async Task<(IReadOnlyList<LinkRow> Links, int Count)> FollowUpsAsync(Site site, CancellationToken cancellationToken)
    {
        var counts = await letters.CountAsync(site, cancellationToken);
        return counts.Due == 0
            ? ([], 0)
            : ((await letters.ListAsync(site, LetterList.Due, null, Named, cancellationToken)).Links, counts.Due);
    }

    public async Task<LetterNews> NewsAsync(Site site, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (followUps, due) = await FollowUpsAsync(site, cancellationToken);
        return new LetterNews(
            (await letters.CountAsync(site, cancellationToken)).WonBack,
            await letters.WonBackSinceAsync(site, since, cancellationToken),
            followUps,
            due);
    }
}
