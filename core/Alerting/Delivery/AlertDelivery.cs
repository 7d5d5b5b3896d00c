using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Alerting.Delivery;

/// <summary>
/// Delivers a sealed alert on each of its channels. A delivery is claimed before it is made and marked after the provider
/// accepted: a repeat is possible only after a crash between the two. A failing channel delays no other.
/// </summary>
public sealed class AlertDelivery(
    ISiteStore sites, IEnumerable<IAlertChannel> channels, TimeProvider time, AlertOptions options, ILogger<AlertDelivery> log)
{
    private readonly Dictionary<string, IAlertChannel> channels = channels.ToDictionary(channel => channel.Name);

    /// <summary>When to come back for what is not delivered yet; null when every channel has ended.</summary>
    public async Task<DateTimeOffset?> DeliverAsync(SealedAlert alert, CancellationToken cancellationToken)
    {
        var (site, row) = alert;
        var mail = new AlertMail(row.AlertId, site, row.Subject, row.Text, row.Html, row.SealedAt);
        DateTimeOffset? again = null;
        foreach (var delivery in await sites.ListDeliveriesAsync(site.Id, row.AlertId, cancellationToken))
        {
            if (delivery.Row.IsDone) continue;
            var after = MustWait(row, delivery.Row) ? delivery.Row : await AttemptAsync(mail, delivery, cancellationToken);
            if (!after.IsDone && (again is null || after.NextAttempt < again)) again = after.NextAttempt;
        }

        return again;
    }

    /// <summary>A pause that a clock left ahead set is over.</summary>
    private bool MustWait(AlertRow alert, DeliveryRow delivery)
    {
        var now = time.GetUtcNow();
        return delivery.NextAttempt > now
            && delivery.NextAttempt - now <= options.MaxPause
            && !(alert.SealedAt.IsAhead(now) && delivery.NextAttempt >= alert.SealedAt);
    }

    private async Task<DeliveryRow> AttemptAsync(AlertMail mail, Stored<DeliveryRow> delivery, CancellationToken cancellationToken)
    {
        var claimed = delivery.Row with { Attempts = delivery.Row.Attempts + 1, NextAttempt = time.GetUtcNow() + options.DeliveryLease };
        var versions = await sites.CommitAsync(mail.Site.Id, [RowWrite.Replace(claimed, delivery.Version)], cancellationToken);
        if (versions is null) return claimed;

        var outcome = await OnChannelAsync(
            claimed.Channel, mail with { To = [.. mail.Site.Owners.Except(claimed.Settled)] }, cancellationToken);
        var ended = Mark(claimed with { Settled = [.. claimed.Settled, .. outcome.Settled] }, outcome);
        if (outcome.Result != DeliveryResult.Accepted)
        {
            log.LogWarning(
                "Alert {Alert} of site {Site} on {Channel}: {Result}: {Note}", mail.AlertId, mail.Site.Id, claimed.Channel, outcome.Result,
                outcome.Note);
        }

        // Nobody else writes a claimed row, and what the provider accepted must be marked even while we stop.
        await sites.CommitAsync(mail.Site.Id, [RowWrite.Replace(ended, versions[0])], CancellationToken.None);
        return ended;
    }

    /// <summary>What becomes of an alert for a channel that is not configured.</summary>
    internal static DeliveryOutcome NoChannel(string name) =>
        new(DeliveryResult.Failed, $"there is no channel '{name}' here: configure it, or choose another with 'site set'");

    /// <summary>A fault of our own in one channel is no reason to leave the others waiting.</summary>
    private async Task<DeliveryOutcome> OnChannelAsync(string name, AlertMail mail, CancellationToken cancellationToken)
    {
        if (!channels.TryGetValue(name, out var channel)) return NoChannel(name);
        try
        {
            return await channel.DeliverAsync(mail, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "Channel {Channel} broke on alert {Alert} of site {Site}", name, mail.AlertId, mail.Site.Id);
            return new DeliveryOutcome(DeliveryResult.Retry, PlainText.OneLine($"channel '{name}' broke: {e.Message}"));
        }
    }

    private DeliveryRow Mark(DeliveryRow row, DeliveryOutcome outcome)
    {
        var now = time.GetUtcNow();
        var isLastAttempt = row.Attempts >= options.MaxAttempts;
        return outcome.Result switch
        {
            DeliveryResult.Accepted => row with { DeliveredAt = now, NextAttempt = null, Note = outcome.Note },
            DeliveryResult.Retry when !isLastAttempt =>
                row with { NextAttempt = now + PauseAfter(row.Attempts, outcome.RetryAfter), Note = outcome.Note },
            _ => row with { FailedAt = now, NextAttempt = null, Note = outcome.Note },
        };
    }

    /// <summary>At least our own pause: a shorter one that a provider names would use up all attempts within seconds.</summary>
    private TimeSpan PauseAfter(int attempts, TimeSpan? asked)
    {
        var pause = options.FirstRetry * Math.Pow(2, attempts - 1);
        return asked > pause ? asked.Value : pause;
    }
}
