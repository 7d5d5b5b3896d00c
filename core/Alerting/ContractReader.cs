using System.Runtime.CompilerServices;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Contracts;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

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
