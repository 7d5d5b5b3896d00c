using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>
/// Mutes links: they go on being checked and listed, but from then on no alert, incident or spike counts what happens to them. Repeatable.
/// </summary>
public sealed class LinkMuting(ISiteStore sites, TimeProvider time)
{
    /// <param name="siteId">Whose link.</param>
    /// <param name="linkId">Which.</param>
    /// <param name="until">When it ends by itself, or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The link as it is now; null if there is no such link.</returns>
    /// <exception cref="ConcurrencyException">Others changed it every time.</exception>
    public Task<LinkRow?> MuteAsync(string siteId, string linkId, DateTimeOffset? until, CancellationToken cancellationToken) =>
        SetAsync(siteId, linkId, new LinkMute(time.GetUtcNow(), until), cancellationToken);

    /// <inheritdoc cref="MuteAsync"/>
    public Task<LinkRow?> UnmuteAsync(string siteId, string linkId, CancellationToken cancellationToken) =>
        SetAsync(siteId, linkId, null, cancellationToken);

    /// <summary>Mutes a link or a target, whichever has the id.</summary>
    /// <returns>The page that it is about; null if there is no such link or target.</returns>
    /// <exception cref="ConcurrencyException">Others changed it every time.</exception>
    public Task<WebUrl?> MuteAnyAsync(string siteId, string id, DateTimeOffset? until, CancellationToken cancellationToken) =>
        SetAnyAsync(siteId, id, new LinkMute(time.GetUtcNow(), until), cancellationToken);

    /// <inheritdoc cref="MuteAnyAsync"/>
    public Task<WebUrl?> UnmuteAnyAsync(string siteId, string id, CancellationToken cancellationToken) =>
        SetAnyAsync(siteId, id, null, cancellationToken);

    private async Task<WebUrl?> SetAnyAsync(string siteId, string id, LinkMute? mute, CancellationToken cancellationToken) =>
        await SetAsync(siteId, id, mute, cancellationToken) is { Link.Source: var page }
            ? page
            : await SetTargetAsync(siteId, id, mute, cancellationToken);

    private Task<WebUrl?> SetTargetAsync(string siteId, string id, LinkMute? mute, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync<WebUrl?>(
            $"site {siteId}: target {id}",
            async _ =>
            {
                if (await sites.FindTargetsAsync(siteId, [id], cancellationToken) is not [var stored])
                    return Attempt.Written<WebUrl?>(null);
                var writes = TargetRow.Writes(stored, stored.Row with { Mute = mute });
                return await sites.CommitAsync(siteId, writes, cancellationToken) is null
                    ? Attempt.Overtaken<WebUrl?>()
                    : Attempt.Written<WebUrl?>(stored.Row.Url);
            },
            cancellationToken);

    private Task<LinkRow?> SetAsync(string siteId, string linkId, LinkMute? mute, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync<LinkRow?>(
            $"site {siteId}: link {linkId}",
            async _ =>
            {
                if (await sites.FindLinkAsync(siteId, linkId, cancellationToken) is not var (link, version))
                    return Attempt.Written<LinkRow?>(null);
                var changed = link with { Mute = mute };
                return await sites.CommitAsync(siteId, [RowWrite.Replace(changed, version)], cancellationToken) is null
                    ? Attempt.Overtaken<LinkRow?>()
                    : Attempt.Written<LinkRow?>(changed);
            },
            cancellationToken);
}
