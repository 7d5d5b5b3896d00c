using LinkWatch.Storage;

namespace LinkWatch.Discovery;

/// <summary>Reads a site's inbox, a portion of one state at a time.</summary>
public sealed class InboxReader(ISiteStore sites)
{
    public async Task<InboxRow> SumsAsync(string siteId, CancellationToken cancellationToken) =>
        (await sites.FindInboxAsync(siteId, cancellationToken))?.Row ?? new InboxRow();

    /// <summary>The newest first.</summary>
    /// <param name="siteId">Whose.</param>
    /// <param name="state">Of which state.</param>
    /// <param name="after"><see cref="InboxPortion.Next"/> of the portion before; null for the first.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<InboxPortion> ListAsync(
        string siteId, CandidateState state, string? after, int max, CancellationToken cancellationToken)
    {
        var places = Keys.CandidatePlaces(state);
        var keys = await sites.ListEntriesAsync(
            siteId, after is null ? places : Keys.After(after), Keys.EndOf(places), max, cancellationToken);
        var rows = (await sites.FindCandidatesAsync(siteId, [.. keys.Select(Keys.ListedCandidate)], cancellationToken))
            .ToDictionary(row => row.Row.CandidateId, row => row.Row, StringComparer.Ordinal);
        return new InboxPortion(
            [.. keys.Select(key => rows.GetValueOrDefault(Keys.ListedCandidate(key))).OfType<CandidateRow>()],
            keys.Count < max ? null : keys[^1]);
    }
}

/// <param name="Candidates">In order.</param>
/// <param name="Next">What the next portion comes after; null at the end.</param>
public sealed record InboxPortion(IReadOnlyList<CandidateRow> Candidates, string? Next);
