using LinkWatch.Contracts;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>The links of a site that are paid for, the first to end first. A page of them reads as many rows as it shows.</summary>
public sealed class SiteContracts(ISiteStore sites, TimeProvider time)
{
    /// <summary>Whether a text can be the next of a page.</summary>
    public static bool IsNext(string text) => text.StartsWith(Keys.Contracts, StringComparison.Ordinal);

    /// <param name="site">Whose.</param>
    /// <param name="which">Which of them.</param>
    /// <param name="after"><see cref="ContractPage.Next"/> of the page before; null for the first.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ContractPage> ListAsync(
        Site site, WhichContracts which, string? after, int take, CancellationToken cancellationToken)
    {
        var today = DayRow.DayOf(site, time.GetUtcNow());
        var from = which == WhichContracts.Open ? Keys.ContractsFrom(today) : Keys.Contracts;
        var end = which == WhichContracts.Ended ? Keys.ContractsFrom(today) : Keys.EndOf(Keys.Contracts);
        if (after is not null && string.CompareOrdinal(after, from) >= 0) from = Keys.After(after);
        var keys = await sites.ListEntriesAsync(site.Id, from, end, take, cancellationToken);
        var ids = keys.Select(Keys.ListedLink).ToList();
        var found = (await sites.FindLinksAsync(site.Id, ids, cancellationToken)).ToDictionary(link => link.Row.LinkId, link => link.Row);
        var links = ids.Select(found.GetValueOrDefault).OfType<LinkRow>()
            .Select(link => (Link: link, Contract: link.ContractOn(site, today)))
            .Where(pair => pair.Contract is not null).Select(pair => new ListedContract(pair.Link, pair.Contract!)).ToList();
        return new ContractPage(links, keys.Count < take ? null : keys[^1]);
    }

    /// <summary>All of them, a few hundred at a time.</summary>
    public async IAsyncEnumerable<ListedContract> AllAsync(
        Site site, WhichContracts which, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int Portion = 500;
        string? after = null;
        do
        {
            var page = await ListAsync(site, which, after, Portion, cancellationToken);
            foreach (var contract in page.Contracts) yield return contract;
            after = page.Next;
        }
        while (after is not null);
    }
}

/// <summary>Which contracts are listed.</summary>
public enum WhichContracts
{
    /// <summary>Those that did not end, with those that have no end.</summary>
    Open,
    Ended,
    All,
}

/// <summary>A link with its contract as it stands today.</summary>
public sealed record ListedContract(LinkRow Link, Contract Contract);

/// <summary>A page of contracts; <see cref="Next"/> is null at the end.</summary>
public sealed record ContractPage(IReadOnlyList<ListedContract> Contracts, string? Next);
