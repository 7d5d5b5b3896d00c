using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

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
