using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>Makes, finds and revokes the API keys and shared addresses of a site.</summary>
public sealed class SiteAccess(ISiteStore sites, TimeProvider time)
{
    /// <summary>Of a site: they are listed on one page.</summary>
    public const int MaxPerSite = 50;

    /// <summary>Makers at the same moment don't see each other's, so that there may be more than <see cref="MaxPerSite"/>.</summary>
    private const int MaxListed = 1000;

    public const int MaxName = 60;

    /// <summary>A use is noted once in this time, so that it costs nothing.</summary>
    public static readonly TimeSpan NotedEvery = TimeSpan.FromHours(1);

    /// <summary>The row, and the secret, which nothing can show again; null if the site has too many.</summary>
    /// <param name="siteId">A site that exists.</param>
    /// <param name="name">What its maker calls it.</param>
    /// <param name="scope">What it opens.</param>
    /// <param name="life">Null: until it is revoked.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<(AccessRow Row, AccessSecret Secret)?> MakeAsync(
        string siteId, string name, AccessScope scope, TimeSpan? life, string by, CancellationToken cancellationToken)
    {
        var (secret, now) = (AccessSecret.New(siteId, scope), time.GetUtcNow());
        var all = await sites.ListAccessAsync(siteId, MaxListed, cancellationToken);
        var over = all.Where(stored => stored.Row.IsOver(now)).ToList();
        if (all.Count - over.Count >= MaxPerSite) return null;
        await RemoveAsync(siteId, over, cancellationToken);
        var row = new AccessRow
        {
            AccessId = secret.AccessId,
            Name = name,
            Scope = scope,
            Hash = secret.Hash,
            MadeAt = now,
            MadeBy = by,
            EndsAt = now + life,
        };
        return await sites.CommitAsync(siteId, [RowWrite.Insert(row)], cancellationToken) is null
            ? throw new ConcurrencyException($"the access to site {siteId}")
            : (row, secret);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<AccessRow>> ListAsync(string siteId, CancellationToken cancellationToken) =>
        [.. (await sites.ListAccessAsync(siteId, MaxListed, cancellationToken)).Select(stored => stored.Row)
            .OrderByDescending(row => row.MadeAt)];

    /// <summary>False if there is no such key or address.</summary>
    public async Task<bool> RevokeAsync(string siteId, string accessId, CancellationToken cancellationToken) =>
        AccessSecret.IsAccessId(accessId)
        && await sites.CommitAsync(siteId, [RowWrite.Delete(Keys.Access(accessId))], cancellationToken) is not null;

    /// <summary>Revokes what these people made.</summary>
    public async Task RevokeOfAsync(string siteId, IReadOnlyList<string> makers, CancellationToken cancellationToken)
    {
        if (makers.Count == 0) return;
        var all = await sites.ListAccessAsync(siteId, MaxListed, cancellationToken);
        var theirs = all.Where(stored => makers.Contains(stored.Row.MadeBy, StringComparer.OrdinalIgnoreCase)).ToList();
        await RemoveAsync(siteId, theirs, cancellationToken);
    }

    /// <summary>What the secret opens; null if it is not ours, or not any more.</summary>
    public async Task<AccessRow?> OpenAsync(AccessSecret secret, CancellationToken cancellationToken) =>
        await FindAsync(secret.SiteId, secret.AccessId, cancellationToken) is { } found && secret.Opens(found.Row)
            ? await NotedAsync(secret.SiteId, found, cancellationToken)
            : null;

    /// <summary>What is open to whoever presented its secret before; null if it is not any more.</summary>
    public async Task<AccessRow?> StillOpenAsync(string siteId, string accessId, CancellationToken cancellationToken) =>
        await FindAsync(siteId, accessId, cancellationToken) is { } found ? await NotedAsync(siteId, found, cancellationToken) : null;

    /// <summary>One by one: somebody may remove or use some of them meanwhile.</summary>
    private async Task RemoveAsync(string siteId, IReadOnlyList<Stored<AccessRow>> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows) await RevokeAsync(siteId, row.Row.AccessId, cancellationToken);
    }

    private async Task<Stored<AccessRow>?> FindAsync(string siteId, string accessId, CancellationToken cancellationToken) =>
        await sites.FindAccessAsync(siteId, accessId, cancellationToken) is { } found && !found.Row.IsOver(time.GetUtcNow()) ? found : null;

    /// <summary>A hint for the owner: whoever is faster has noted it, and while nothing can be written nobody is shut out.</summary>
    private async Task<AccessRow> NotedAsync(string siteId, Stored<AccessRow> found, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - found.Row.LastUsedAt < NotedEvery) return found.Row;
        var used = found.Row with { LastUsedAt = now };
        try
        {
            await sites.CommitAsync(siteId, [RowWrite.Replace(used, found.Version)], cancellationToken);
        }
        catch (StorageException)
        {
        }

        return used;
    }
}
