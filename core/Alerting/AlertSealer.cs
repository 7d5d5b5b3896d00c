using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>
/// Turns an open alert, an import that was read, or links that are silent, into a stored text with a delivery per channel, once.
/// </summary>
public sealed class AlertSealer(ISiteStore sites, UndeliveredAlerts undelivered, TimeProvider time)
{
    private const int Portion = 500;

    /// <summary>The sealed alert with its site; null if there is nothing to report (any more).</summary>
    /// <exception cref="ConcurrencyException">The rows changed under every attempt.</exception>
    public Task<SealedAlert?> SealAsync(Site site, string alertId, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(
            $"site {site.Id}: alert {alertId}", _ => TrySealAsync(site, alertId, cancellationToken), cancellationToken);

    private async Task<Attempt<SealedAlert?>> TrySealAsync(Site site, string alertId, CancellationToken cancellationToken)
    {
        if (await sites.FindAlertAsync(site.Id, alertId, cancellationToken) is { } stored)
            return Attempt.Written<SealedAlert?>(new(site, stored.Row));
        var failed = await undelivered.UnreportedAsync(site.Id, cancellationToken);
        if (await DraftAsync(site, alertId, [.. failed.Select(row => row.Row)], cancellationToken) is not { } draft)
            return Attempt.Written<SealedAlert?>(null);

        var alert = new AlertRow
        {
            AlertId = alertId,
            SealedAt = time.GetUtcNow(),
            Subject = draft.Text.Subject,
            Text = draft.Text.Text,
            Html = draft.Text.Html,
            Members = draft.Members,
        };
        var deliveries = draft.Channels.Select(channel => RowWrite.Insert(new DeliveryRow { AlertId = alertId, Channel = channel }));
        var reported = failed.Select(row => RowWrite.Replace(row.Row with { ReportedIn = alertId }, row.Version));
        var written = await sites.CommitAsync(
            site.Id, [RowWrite.Insert(alert), .. deliveries, .. draft.Writes, .. reported], cancellationToken);
        return written is null ? Attempt.Overtaken<SealedAlert?>() : Attempt.Written<SealedAlert?>(new(site, alert));
    }

    private Task<Draft?> DraftAsync(Site site, string alertId, IReadOnlyList<DeliveryRow> failed, CancellationToken cancellationToken) =>
        AlertIds.KindOf(alertId) switch
        {
            AlertKind.Import => ImportDraftAsync(site, AlertIds.SubjectOf(alertId), failed, cancellationToken),
            AlertKind.Unverified => UnverifiedDraftAsync(site, failed, cancellationToken),
            AlertKind.Undelivered => Task.FromResult(UndeliveredDraft(site, failed)),
            _ => DigestDraftAsync(site, alertId, failed, cancellationToken),
        };

    /// <summary>The channels that a site's alerts go to; the outbox folder if it names none.</summary>
    public static IReadOnlyList<string> ChannelsOf(Site site) => site.Channels.Count > 0 ? site.Channels : ["outbox"];

    /// <summary>Null if another alert has reported them meanwhile, or no channel is left that could.</summary>
    private static Draft? UndeliveredDraft(Site site, IReadOnlyList<DeliveryRow> failed)
    {
        var others = ChannelsOf(site).Except(failed.Select(row => row.Channel)).ToList();
        return failed.Count == 0 || others.Count == 0 ? null : new Draft(UndeliveredMail.Compose(site, failed), 0, others, []);
    }

    private async Task<Draft?> DigestDraftAsync(
        Site site, string alertId, IReadOnlyList<DeliveryRow> failed, CancellationToken cancellationToken)
    {
        if (await sites.FindOpenAlertAsync(site.Id, cancellationToken) is not { } open || open.Row.AlertId != alertId) return null;
        var news = (await sites.ListNewsAsync(site.Id, alertId, cancellationToken)).Select(row => row.Row).ToLookup(row => row.IsOneByOne);
        var changes = new DigestChanges();
        foreach (var sample in news[true].SelectMany(few => few.Notified.Samples)) changes.Add(sample);
        await foreach (var member in Listing.AllAsync(
            (after, stop) => sites.ListMembersAsync(site.Id, alertId, after, Portion, stop), cancellationToken))
        {
            changes.Add(member.Change);
        }

        var now = time.GetUtcNow();
        var digest = new Digest
        {
            Changes = changes,
            Incidents = [.. news[false]],
            Missing = await MissingAsync(site.Id, news[false], cancellationToken),
            Spikes = open.Row.Spikes,
            Contacts = await ContactsAsync(site.Id, changes, cancellationToken),
            Coverage = await CoverageAsync(site.Id, DigestMail.DaysShown, cancellationToken),
            Undelivered = failed,
        };
        return new Draft(
            DigestMail.Compose(site, digest, now),
            digest.Members,
            ChannelsOf(site),
            [RowWrite.Delete(open.Row.RowKey, open.Version), RowWrite.Put(new LastDigestRow(now))]);
    }

    private async Task<Draft?> ImportDraftAsync(
        Site site, string importKey, IReadOnlyList<DeliveryRow> failed, CancellationToken cancellationToken)
    {
        if (await sites.FindImportAsync(site.Id, importKey, cancellationToken) is not { Row.ReportedAt: null } import) return null;
        var links = new ImportedLinks();
        await foreach (var link in Listing.AllAsync(
            (after, stop) => sites.ListLinksAsync(site.Id, after, Portion, stop), cancellationToken))
        {
            if (link.ImportKey == importKey) links.Add(link);
        }

        // All were removed, or refused, before the report went out.
        if (links.Count == 0) return null;
        var reported = RowWrite.Replace(import.Row with { ReportedAt = time.GetUtcNow() }, import.Version);
        return new Draft(ImportReportMail.Compose(site, import.Row, links, failed), links.Count, ChannelsOf(site), [reported]);
    }

    /// <summary>Null if the links were verified before the alert went out.</summary>
    private async Task<Draft?> UnverifiedDraftAsync(
        Site site, IReadOnlyList<DeliveryRow> failed, CancellationToken cancellationToken) =>
        await CoverageAsync(site.Id, 1, cancellationToken) is [{ Unverified: > 0 } coverage]
            ? new Draft(UnverifiedMail.Compose(site, coverage, failed), coverage.Unverified, ChannelsOf(site), [])
            : null;

    /// <summary>Some of the links that did not return from the incidents that ended.</summary>
    private async Task<IReadOnlyDictionary<(string Incident, int Round), IReadOnlyList<LinkRow>>> MissingAsync(
        string siteId, IEnumerable<IncidentNewsRow> news, CancellationToken cancellationToken)
    {
        var missing = news.Where(row => row.IsBack && row.Notified.Returned < row.Notified.Members)
            .ToDictionary(row => (row.Notified.Incident.Id, row.Notified.Round), _ => new List<LinkRow>());
        if (missing.Count > 0)
        {
            await foreach (var link in Listing.AllAsync(
                (after, stop) => sites.ListLinksAsync(siteId, after, Portion, stop), cancellationToken))
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

    /// <summary>As counted on the last days, the latest first.</summary>
    private async Task<IReadOnlyList<CoverageRow>> CoverageAsync(string siteId, int days, CancellationToken cancellationToken) =>
        [.. (await sites.ListCoverageAsync(siteId, null, days, cancellationToken)).Rows.Select(row => row.Row)];

    /// <summary>The contacts that the owner noted for the listed lost links, by link.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ContactsAsync(
        string siteId, DigestChanges changes, CancellationToken cancellationToken)
    {
        var contacts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var ids in changes.Where(row => row.Change is { Kind: ChangeKind.State, New: Status.Lost })
            .Select(row => row.LinkId).Distinct().Chunk(Portion))
        {
            foreach (var link in await sites.FindLinksAsync(siteId, ids, cancellationToken))
            {
                if (link.Row.Link.Contact is { } contact) contacts[link.Row.LinkId] = contact;
            }
        }

        return contacts;
    }

    /// <summary>What an alert will say, where it goes, and the writes that close it.</summary>
    private sealed record Draft(MailText Text, int Members, IReadOnlyList<string> Channels, IReadOnlyList<RowWrite> Writes);
}

/// <summary>An alert whose text is final.</summary>
public sealed record SealedAlert(Site Site, AlertRow Alert);
