using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>
/// Letters about lost links. LinkWatch sends none: the owner does, and says so here, so that a follow-up becomes due after some days and
/// links that come back count as won back.
/// </summary>
public sealed class SiteLetters(ISiteStore sites, TimeProvider time)
{
    /// <summary>Letters are written by people; more than these are not counted.</summary>
    public const int MaxCounted = 1000;

    public static TimeSpan FollowUpAfter(Site site) => TimeSpan.FromDays(site.FollowUpDays ?? Site.DefaultFollowUpDays);

    /// <summary>When the letter is due to be followed up; null unless it waits.</summary>
    public static DateTimeOffset? DueAt(Site site, LinkRow link) =>
        link.LetterState == LetterState.Waiting ? link.Letter!.SentAt + FollowUpAfter(site) : null;

    /// <summary>Marks that a letter, or one more, was sent now.</summary>
    public Task<LetterMark> SentAsync(string siteId, string linkId, CancellationToken cancellationToken) => SetAsync(
        siteId,
        linkId,
        link => link.Status == Status.Lost
            ? link with
            {
                Letter = new LinkLetter(time.GetUtcNow(), link.LetterState == LetterState.Waiting ? link.Letter!.Count + 1 : 1),
            }
            : link,
        cancellationToken);

    /// <summary>Takes the mark away: nothing is due any more, nor counted as won back.</summary>
    public async Task<LinkRow?> ForgetAsync(string siteId, string linkId, CancellationToken cancellationToken) =>
        (await SetAsync(siteId, linkId, link => link with { Letter = null }, cancellationToken)).Link;

    /// <summary>Of each list up to <see cref="MaxCounted"/>.</summary>
    public async Task<LetterCounts> CountAsync(Site site, CancellationToken cancellationToken)
    {
        var waiting = await KeysAsync(site, Keys.LettersWaiting, Keys.EndOf(Keys.LettersWaiting), MaxCounted, cancellationToken);
        var dueEnd = DueEnd(site);
        var wonBack = await KeysAsync(site, Keys.LettersWonBack, Keys.EndOf(Keys.LettersWonBack), MaxCounted, cancellationToken);
        return new LetterCounts(waiting.Count(key => string.CompareOrdinal(key, dueEnd) < 0), waiting.Count, wonBack.Count);
    }

    /// <summary>How many links were won back since then, up to <see cref="MaxCounted"/>.</summary>
    public async Task<int> WonBackSinceAsync(Site site, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await KeysAsync(site, Keys.LettersWonBack, Keys.LettersWonSince(since), MaxCounted, cancellationToken)).Count;

    /// <summary>A page of a list: of letters that are due or wait, the oldest first; of links won back, the latest first.</summary>
    /// <param name="site">Whose.</param>
    /// <param name="list">Which.</param>
    /// <param name="after"><see cref="LinkPage.Next"/> of the page before; null for the first.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<LinkPage> ListAsync(
        Site site, LetterList list, string? after, int take, CancellationToken cancellationToken)
    {
        var prefix = PrefixOf(list);
        var end = list == LetterList.Due ? DueEnd(site) : Keys.EndOf(prefix);
        var keys = await KeysAsync(site, after is null ? prefix : Keys.After(after), end, take, cancellationToken);
        var rows = await sites.FindLinksAsync(site.Id, [.. keys.Select(Keys.ListedLink)], cancellationToken);
        var byId = rows.ToDictionary(row => row.Row.LinkId, row => row.Row, StringComparer.Ordinal);
        var links = keys.Select(key => byId.GetValueOrDefault(Keys.ListedLink(key))).OfType<LinkRow>();
        return new LinkPage([.. links], keys.Count < take ? null : keys[^1]);
    }

    /// <summary>What every <c>after</c> of a list begins with.</summary>
    public static string PrefixOf(LetterList list) => list == LetterList.WonBack ? Keys.LettersWonBack : Keys.LettersWaiting;

    private string DueEnd(Site site) => Keys.LettersSentUntil(time.GetUtcNow() - FollowUpAfter(site));

    private Task<IReadOnlyList<string>> KeysAsync(Site site, string from, string end, int max, CancellationToken cancellationToken) =>
        sites.ListEntriesAsync(site.Id, from, end, max, cancellationToken);

    private Task<LetterMark> SetAsync(
        string siteId, string linkId, Func<LinkRow, LinkRow> change, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(
            $"site {siteId}: link {linkId}",
            async _ =>
            {
                if (await sites.FindLinkAsync(siteId, linkId, cancellationToken) is not { } stored)
                    return Attempt.Written(new LetterMark(null, IsMarked: false));
                var changed = change(stored.Row);
                if (changed == stored.Row) return Attempt.Written(new LetterMark(changed, IsMarked: false));
                return await sites.CommitAsync(siteId, LinkEdit.Commit([LinkEdit.Of(stored, changed)]), cancellationToken) is null
                    ? Attempt.Overtaken<LetterMark>()
                    : Attempt.Written(new LetterMark(changed, IsMarked: true));
            },
            cancellationToken);
}

/// <param name="Link">As it is now; null if there is no such link.</param>
/// <param name="IsMarked">False if it is not lost, so that there is nothing to write about.</param>
public sealed record LetterMark(LinkRow? Link, bool IsMarked);

/// <param name="Due">Letters that are due to be followed up.</param>
/// <param name="Waiting">Letters about links that are still lost, those included.</param>
/// <param name="WonBack">Links that came back after a letter, and are there.</param>
public sealed record LetterCounts(int Due, int Waiting, int WonBack)
{
    public bool IsEmpty => Waiting + WonBack == 0;
}

/// <summary>A list of letters. The kebab-case names are part of the public contract.</summary>
public enum LetterList
{
    Due,
    Waiting,
    WonBack,
}
