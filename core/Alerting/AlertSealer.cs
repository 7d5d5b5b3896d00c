using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Links;
using LinkWatch.Months;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Alerting;

/// <summary>
/// Turns an open alert, an import that was read, links that are silent, or a week without news, into a stored text with a delivery per
/// channel, once.
/// </summary>
public sealed class AlertSealer(
    ISiteStore sites, UndeliveredAlerts undelivered, WeeklySummaries weekly, MonthlyReports monthly, ContractWatch contracts,
    TimeProvider time, PublicSuffix suffixes, UnsubscribeLinks? links = null, DashboardLinks? dashboard = null)
{
    /// <summary>Channels that can't deliver without an owner's address.</summary>
    private static readonly string[] NeedOwners = ["smtp", "sendgrid"];

    private readonly DigestReader reader = new(sites, suffixes, time);
    private readonly LetterReader letters = new(new SiteLetters(sites, time));

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
        if (draft.Text is not { } text)
        {
            return await sites.CommitAsync(site.Id, draft.Writes, cancellationToken) is null
                ? Attempt.Overtaken<SealedAlert?>()
                : Attempt.Written<SealedAlert?>(null);
        }

        var alert = new AlertRow
        {
            AlertId = alertId,
            SealedAt = time.GetUtcNow(),
            Subject = text.Subject,
            Text = text.Text,
            Html = text.Html,
            Members = draft.Members,
        };
        var deliveries = draft.Channels.Select(channel => RowWrite.Insert(new DeliveryRow { AlertId = alertId, Channel = channel }));
        var reported = failed.Select(row => RowWrite.Replace(row.Row with { ReportedIn = alertId }, row.Version));
        var written = await sites.CommitAsync(
            site.Id,
            [RowWrite.Insert(alert), RowWrite.Put(new LastMailRow(alert.SealedAt)), .. deliveries, .. draft.Writes, .. reported],
            cancellationToken);
        return written is null ? Attempt.Overtaken<SealedAlert?>() : Attempt.Written<SealedAlert?>(new(site, alert));
    }

    private Task<Draft?> DraftAsync(Site site, string alertId, IReadOnlyList<DeliveryRow> failed, CancellationToken cancellationToken) =>
        AlertIds.KindOf(alertId) switch
        {
            AlertKind.Import => ImportDraftAsync(site, AlertIds.SubjectOf(alertId), failed, cancellationToken),
            AlertKind.Unverified => UnverifiedDraftAsync(site, failed, cancellationToken),
            AlertKind.Weekly => WeeklyDraftAsync(site, failed, cancellationToken),
            AlertKind.Monthly => MonthlyDraftAsync(site, AlertIds.SubjectOf(alertId), failed, cancellationToken),
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
        var inbox = await sites.FindInboxAsync(site.Id, cancellationToken);
        var (followUps, followUpCount) = await letters.FollowUpsAsync(site, cancellationToken);
        var read = await reader.ReadAsync(site, open.Row, failed, cancellationToken);
        if (read.Members == 0)
        {
            // All of it was news of contracts, and none is true any more. If more joined meanwhile, it is read again.
            return new Draft(Text: null, 0, [], [RowWrite.Delete(open.Row.RowKey, open.Version)]);
        }

        await contracts.NoteBreachesAsync(site, read.Contracts.Broken, cancellationToken);
        var digest = read with
        {
            Links = links,
            Dashboard = dashboard,
            Discovered = DiscoveredLinks.Of(inbox?.Row),
            FollowUps = followUps,
            FollowUpCount = followUpCount,
        };
        var now = time.GetUtcNow();
        return new Draft(
            DigestMail.Compose(site, digest, now),
            digest.Members,
            ChannelsOf(site),
            [RowWrite.Delete(open.Row.RowKey, open.Version), RowWrite.Put(new LastDigestRow(now)), .. Told(inbox)]);
    }

    private async Task<Draft?> ImportDraftAsync(
        Site site, string importKey, IReadOnlyList<DeliveryRow> failed, CancellationToken cancellationToken)
    {
        if (await sites.FindImportAsync(site.Id, importKey, cancellationToken) is not { Row.ReportedAt: null } import) return null;
        var links = new ImportedLinks();
        await foreach (var link in sites.LinksAsync(site.Id, cancellationToken))
        {
            if (link.ImportKey == importKey) links.Add(link);
        }

        // All were removed, or refused, before the report went out.
        if (links.Count == 0) return null;
        var reported = RowWrite.Replace(import.Row with { ReportedAt = time.GetUtcNow() }, import.Version);
        return new Draft(ImportReportMail.Compose(site, import.Row, links, failed, dashboard), links.Count, ChannelsOf(site), [reported]);
    }

    /// <summary>Null if the links were verified before the alert went out.</summary>
    private async Task<Draft?> UnverifiedDraftAsync(
        Site site, IReadOnlyList<DeliveryRow> failed, CancellationToken cancellationToken) =>
        await reader.CoverageAsync(site.Id, 1, cancellationToken) is [{ Unverified: > 0 } coverage]
            ? new Draft(UnverifiedMail.Compose(site, coverage, failed, dashboard), coverage.Unverified, ChannelsOf(site), [])
            : null;

    /// <summary>Null if another mail went out meanwhile, or is about to, or nobody is left to read it.</summary>
    private async Task<Draft?> WeeklyDraftAsync(Site site, IReadOnlyList<DeliveryRow> failed, CancellationToken cancellationToken)
    {
        var channels = ReachableChannels(site);
        var inbox = await sites.FindInboxAsync(site.Id, cancellationToken);
        return channels.Count > 0
            && await weekly.LastMailIfDueAsync(site, cancellationToken) is { } lastMail
            && await reader.CoverageAsync(site.Id, DigestMail.DaysShown, cancellationToken) is [{ Links: > 0 }, ..] coverage
                ? new Draft(
                    WeeklySummaryMail.Compose(
                        site, coverage, lastMail, failed, time.GetUtcNow(), dashboard,
                        await letters.NewsAsync(site, lastMail, cancellationToken), DiscoveredLinks.Of(inbox?.Row)),
                    0, channels, Told(inbox))
                : null;
    }

    /// <summary>
    /// Null if nothing was watched in the month, or nobody wants its report any more; or if it isn't over, but for a clock that was ahead:
    /// the audit plans it again.
    /// </summary>
    private async Task<Draft?> MonthlyDraftAsync(
        Site site, string month, IReadOnlyList<DeliveryRow> failed, CancellationToken cancellationToken)
    {
        var channels = ReachableChannels(site);
        if (!site.MonthlyReport || channels.Count == 0 || Month.TryParse(month) is not { } which) return null;
        var report = await monthly.ReadAsync(site, which, cancellationToken);
        return report.IsEmpty || report.IsSoFar
            ? null
            : new Draft(MonthlyReportMail.Compose(site, report, failed, time.GetUtcNow(), dashboard), 0, channels, []);
    }

    /// <summary>Once its last owner unsubscribed, a site must not fail with each mail that is regular.</summary>
    private static IReadOnlyList<string> ReachableChannels(Site site) =>
        site.Owners.Count > 0 ? ChannelsOf(site) : [.. ChannelsOf(site).Except(NeedOwners)];

    /// <summary>What was discovered is mentioned once.</summary>
    private static IReadOnlyList<RowWrite> Told(Stored<InboxRow>? inbox) => inbox is { Row.Discovered: > 0 }
        ? [RowWrite.Replace(inbox.Row with { Discovered = 0, DiscoveredOn = [] }, inbox.Version)]
        : [];

    /// <summary>What an alert will say (null for nothing), where it goes, and the writes that close it.</summary>
    private sealed record Draft(MailText? Text, int Members, IReadOnlyList<string> Channels, IReadOnlyList<RowWrite> Writes);
}

/// <summary>An alert whose text is final.</summary>
public sealed record SealedAlert(Site Site, AlertRow Alert);
