using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>Turns an open alert, or an import that was read, into a stored text with a delivery per channel, once.</summary>
public sealed class AlertSealer(ISiteStore sites, TimeProvider time)
{
    private const int Attempts = 8;
    private const int Portion = 500;

    /// <summary>The sealed alert with its site; null where there is nothing to tell (any more).</summary>
    public async Task<SealedAlert?> SealAsync(DueAlert due, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await sites.FindSiteAsync(due.SiteId, cancellationToken) is not { Row: var site }) return null;
            if (await sites.FindAlertAsync(site.Id, due.AlertId, cancellationToken) is { } stored) return new SealedAlert(site, stored.Row);

            var draft = AlertIds.ImportOf(due.AlertId) is { } importKey
                ? await ImportDraftAsync(site, importKey, cancellationToken)
                : await DigestDraftAsync(site, due.AlertId, cancellationToken);
            if (draft is null) return null;

            var alert = new AlertRow
            {
                AlertId = due.AlertId,
                SealedAt = time.GetUtcNow(),
                Subject = draft.Text.Subject,
                Text = draft.Text.Text,
                Html = draft.Text.Html,
                Members = draft.Members,
            };
            var deliveries = ChannelsOf(site).Select(channel => RowWrite.Insert(new DeliveryRow { AlertId = due.AlertId, Channel = channel }));
            if (await sites.CommitAsync(site.Id, [RowWrite.Insert(alert), .. deliveries, draft.Source], cancellationToken) is not null)
            {
                return new SealedAlert(site, alert);
            }
        }

        throw new TimeoutException($"site {due.SiteId}: alert {due.AlertId} changed under {Attempts} attempts to seal it");
    }

    /// <summary>The channels that a site's alerts go to: the outbox folder where it names none.</summary>
    public static IReadOnlyList<string> ChannelsOf(Site site) => site.Channels.Count > 0 ? site.Channels : ["outbox"];

    private async Task<Draft?> DigestDraftAsync(Site site, string alertId, CancellationToken cancellationToken)
    {
        if (await sites.FindOpenAlertAsync(site.Id, cancellationToken) is not { } open || open.Row.AlertId != alertId) return null;
        var changes = new List<HistoryRow>();
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await sites.ListMembersAsync(site.Id, alertId, after, Portion, cancellationToken);
            changes.AddRange(portion.Rows.Select(member => member.Row.Change));
            next = portion.Next;
        }

        return new Draft(DigestMail.Compose(site, changes, time.GetUtcNow()), changes.Count, RowWrite.Delete(open.Row.RowKey, open.Version));
    }

    private async Task<Draft?> ImportDraftAsync(Site site, string importKey, CancellationToken cancellationToken)
    {
        if (await sites.FindImportAsync(site.Id, importKey, cancellationToken) is not { Row.ReportedAt: null } import) return null;
        var links = new List<LinkRow>();
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await sites.ListLinksAsync(site.Id, after, Portion, cancellationToken);
            links.AddRange(portion.Rows.Select(link => link.Row).Where(link => link.ImportKey == importKey));
            next = portion.Next;
        }

        var reported = RowWrite.Replace(import.Row with { ReportedAt = time.GetUtcNow() }, import.Version);
        return new Draft(ImportReportMail.Compose(site, import.Row, links), links.Count, reported);
    }

    /// <summary>What an alert will say, and the write that ends the joining.</summary>
    private sealed record Draft(MailText Text, int Members, RowWrite Source);
}

/// <summary>An alert whose text is final.</summary>
public sealed record SealedAlert(Site Site, AlertRow Alert);
