using System.Text.Json.Serialization;
using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>The owners' side: a site is a partition, and one more holds the settings of all.</summary>
/// <param name="sites">The table of sites.</param>
/// <param name="due">The table of pointers to alerts.</param>
/// <param name="maxPerCommit">How many writes within a site take effect together.</param>
public sealed partial class SiteStore(IRowTable sites, IRowTable due, int maxPerCommit = RowWrite.MaxPerCommit) : ISiteStore
{
    private readonly Rows<SettingsRow> settings = new(sites);
    private readonly Rows<SiteRow> rows = new(sites, maxPerCommit);
    private readonly Rows<ScheduledAlert> dues = new(due);
    private readonly Rows<FailedDelivery> failures = new(due);

    public int MaxPerCommit => maxPerCommit;

    public async Task<IReadOnlyList<Stored<Site>>> ListSitesAsync(CancellationToken cancellationToken) =>
        [.. (await settings.ListAllAsync<SettingsRow>(Partitions.Sites, int.MaxValue, cancellationToken)).Select(Site)];

    public async Task<Stored<Site>?> FindSiteAsync(string siteId, CancellationToken cancellationToken) =>
        await settings.FindAsync<SettingsRow>(Partitions.Sites, siteId, cancellationToken) is { } found ? Site(found) : null;

    public Task SaveSiteAsync(Site site, CancellationToken cancellationToken) =>
        settings.CommitAsync(Partitions.Sites, [RowWrite.Put(new SettingsRow(site))], cancellationToken);

    public async Task<bool> TrySaveSiteAsync(Site site, string? version, CancellationToken cancellationToken)
    {
        var row = new SettingsRow(site);
        var write = version is null ? RowWrite.Insert(row) : RowWrite.Replace(row, version);
        return await settings.CommitAsync(Partitions.Sites, [write], cancellationToken) is not null;
    }

    // The settings last, so that an interrupted removal can be repeated.
    public async Task<bool> RemoveSiteAsync(string siteId, CancellationToken cancellationToken)
    {
        await sites.ClearAsync(Partitions.Site(siteId), cancellationToken);
        return await settings.CommitAsync(Partitions.Sites, [RowWrite.Delete(siteId)], cancellationToken) is not null;
    }

    public Task<Stored<LinkRow>?> FindLinkAsync(string siteId, string linkId, CancellationToken cancellationToken) =>
        FindAsync<LinkRow>(siteId, Keys.Link(linkId), cancellationToken);

    public Task<IReadOnlyList<Stored<LinkRow>>> FindLinksAsync(
        string siteId, IReadOnlyList<string> linkIds, CancellationToken cancellationToken) =>
        rows.FindAllAsync<LinkRow>(Partitions.Site(siteId), [.. linkIds.Select(Keys.Link)], cancellationToken);

    public async Task<IReadOnlySet<string>> FindLinkIdsAsync(
        string siteId, IReadOnlyList<string> linkIds, CancellationToken cancellationToken)
    {
        var keys = await sites.FindKeysAsync(Partitions.Site(siteId), [.. linkIds.Select(Keys.Link)], cancellationToken);
        return keys.Select(key => key[Keys.LinkPrefix.Length..]).ToHashSet(StringComparer.Ordinal);
    }

    public Task<Portion<LinkRow>> ListLinksAsync(string siteId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<LinkRow>(siteId, Keys.LinkPrefix, after, max, cancellationToken);

    public Task<IReadOnlyList<Stored<TargetRow>>> FindTargetsAsync(
        string siteId, IReadOnlyList<string> targetIds, CancellationToken cancellationToken) =>
        rows.FindAllAsync<TargetRow>(Partitions.Site(siteId), [.. targetIds.Select(Keys.Target)], cancellationToken);

    public Task<Portion<TargetRow>> ListTargetsAsync(string siteId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<TargetRow>(siteId, Keys.TargetPrefix, after, max, cancellationToken);

    public Task<Portion<ImportBatchRow>> ListImportsAsync(string siteId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<ImportBatchRow>(siteId, Keys.ImportPrefix, after, max, cancellationToken);

    public Task<Stored<ImportBatchRow>?> FindImportAsync(string siteId, string importKey, CancellationToken cancellationToken) =>
        FindAsync<ImportBatchRow>(siteId, importKey, cancellationToken);

    public Task<Portion<HistoryRow>> ListHistoryAsync(string siteId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<HistoryRow>(siteId, Keys.HistoryPrefix, after, max, cancellationToken);

    public async Task<IReadOnlySet<string>> FindHistoryKeysAsync(
        string siteId, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await sites.FindKeysAsync(Partitions.Site(siteId), keys, cancellationToken)).ToHashSet(StringComparer.Ordinal);

    public Task<Stored<OpenAlertRow>?> FindOpenAlertAsync(string siteId, CancellationToken cancellationToken) =>
        FindAsync<OpenAlertRow>(siteId, Keys.OpenAlert, cancellationToken);

    public Task<Stored<LastDigestRow>?> FindLastDigestAsync(string siteId, CancellationToken cancellationToken) =>
        FindAsync<LastDigestRow>(siteId, Keys.LastDigest, cancellationToken);

    public Task<Stored<LastMailRow>?> FindLastMailAsync(string siteId, CancellationToken cancellationToken) =>
        FindAsync<LastMailRow>(siteId, Keys.LastMail, cancellationToken);

    public Task<Portion<AlertMemberRow>> ListMembersAsync(
        string siteId, string alertId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<AlertMemberRow>(siteId, Keys.Members(alertId), after, max, cancellationToken);

    public Task<Stored<AlertRow>?> FindAlertAsync(string siteId, string alertId, CancellationToken cancellationToken) =>
        FindAsync<AlertRow>(siteId, Keys.Alert(alertId), cancellationToken);

    public Task<Portion<AlertRow>> ListAlertsAsync(string siteId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<AlertRow>(siteId, Keys.AlertPrefix, after, max, cancellationToken);

    public Task<IReadOnlyList<Stored<DeliveryRow>>> ListDeliveriesAsync(string siteId, string alertId, CancellationToken cancellationToken)
    {
        var prefix = Keys.Deliveries(alertId);
        return rows.ListAsync<DeliveryRow>(Partitions.Site(siteId), prefix, Keys.EndOf(prefix), int.MaxValue, cancellationToken);
    }

    public Task<IReadOnlyList<Stored<IncidentRow>>> FindIncidentsAsync(
        string siteId, IReadOnlyList<string> incidentIds, CancellationToken cancellationToken) =>
        rows.FindAllAsync<IncidentRow>(Partitions.Site(siteId), [.. incidentIds.Select(Keys.Incident)], cancellationToken);

    public Task<Portion<IncidentRow>> ListIncidentsAsync(string siteId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<IncidentRow>(siteId, Keys.IncidentPrefix, after, max, cancellationToken);

    public Task<IReadOnlyList<Stored<IncidentNewsRow>>> ListNewsAsync(string siteId, string alertId, CancellationToken cancellationToken)
    {
        var prefix = Keys.NewsOf(alertId);
        return rows.ListAsync<IncidentNewsRow>(Partitions.Site(siteId), prefix, Keys.EndOf(prefix), int.MaxValue, cancellationToken);
    }

    public Task<Portion<ContractNewsRow>> ListContractNewsAsync(
        string siteId, string alertId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<ContractNewsRow>(siteId, Keys.ContractNewsOf(alertId), after, max, cancellationToken);

    public Task<Portion<CoverageRow>> ListCoverageAsync(string siteId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<CoverageRow>(siteId, Keys.CoveragePrefix, after, max, cancellationToken);

    public Task<Portion<SpikesRow>> ListSpikesAsync(string siteId, string? after, int max, CancellationToken cancellationToken) =>
        ListAsync<SpikesRow>(siteId, Keys.SpikesPrefix, after, max, cancellationToken);

    public async Task<IReadOnlyList<string>?> CommitAsync(
        string siteId, IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken)
    {
        var written = await rows.CommitAsync(Partitions.Site(siteId), writes, cancellationToken);
        if (written is not null || await WithoutMissingAsync(siteId, writes, cancellationToken) is not { } left) return written;
        return await rows.CommitAsync(Partitions.Site(siteId), left, cancellationToken) is { } versions
            ? VersionsOf(writes, left, versions)
            : null;
    }

    public async Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
        string siteId, IReadOnlyList<IReadOnlyList<RowWrite>> commits, CancellationToken cancellationToken)
    {
        var outcomes = (await rows.CommitAllAsync(Partitions.Site(siteId), commits, cancellationToken)).ToArray();
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] == CommitOutcome.Overtaken && commits[i].Any(IsRemovedEntry)
                && await CommitAsync(siteId, commits[i], cancellationToken) is not null)
                outcomes[i] = CommitOutcome.Written;
        }

        return outcomes;
    }

    public async Task<IReadOnlyList<ScheduledAlert>> ListDueAsync(DateTimeOffset until, int max, CancellationToken cancellationToken) =>
        [.. (await dues.ListAsync<ScheduledAlert>(Partitions.Due, "", Keys.DueEnd(until), max, cancellationToken))
            .Select(stored => stored.Row)];

    public Task PutDueAsync(ScheduledAlert due, CancellationToken cancellationToken) =>
        dues.CommitAsync(Partitions.Due, [RowWrite.Put(due)], cancellationToken);

    public Task DeleteDueAsync(ScheduledAlert due, CancellationToken cancellationToken) =>
        dues.CommitAsync(Partitions.Due, [RowWrite.Delete(due.RowKey)], cancellationToken);

    public async Task<IReadOnlyList<FailedDelivery>> ListFailedAsync(int max, CancellationToken cancellationToken) =>
        [.. (await failures.ListAllAsync<FailedDelivery>(Partitions.Failed, max, cancellationToken)).Select(stored => stored.Row)];

    public Task PutFailedAsync(FailedDelivery failed, CancellationToken cancellationToken) =>
        failures.CommitAsync(Partitions.Failed, [RowWrite.Put(failed)], cancellationToken);

    public Task DeleteFailedAsync(FailedDelivery failed, CancellationToken cancellationToken) =>
        failures.CommitAsync(Partitions.Failed, [RowWrite.Delete(failed.RowKey)], cancellationToken);

    private Task<Stored<TRow>?> FindAsync<TRow>(string siteId, string key, CancellationToken cancellationToken) where TRow : SiteRow =>
        rows.FindAsync<TRow>(Partitions.Site(siteId), key, cancellationToken);

    private Task<Portion<TRow>> ListAsync<TRow>(string siteId, string prefix, string? after, int max, CancellationToken cancellationToken)
        where TRow : SiteRow =>
        rows.ListPortionAsync<TRow>(Partitions.Site(siteId), prefix, after, max, cancellationToken);

    private static Stored<Site> Site(Stored<SettingsRow> stored) => new(stored.Row.Site, stored.Version);

    private sealed record SettingsRow(Site Site) : IRow
    {
        [JsonIgnore]
        public string RowKey => Site.Id;
    }
}
