using System.Collections.Concurrent;
using LinkWatch.Links;
using LinkWatch.Metering;
using LinkWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Alerting.Delivery;

/// <summary>
/// Delivers a sealed alert on its channels, side by side. A delivery is claimed before it is made and marked after the provider
/// accepted: a repeat is possible only after a crash between the two. A failing or hanging channel delays no other.
/// </summary>
public sealed class AlertDelivery(
    ISiteStore sites, IEnumerable<IAlertChannel> channels, UndeliveredAlerts undelivered, PipelineActivity activity, PipelineMeter meter,
    TimeProvider time, AlertOptions options, ILogger<AlertDelivery> log)
{
    private readonly Dictionary<string, IAlertChannel> channels = channels.ToDictionary(channel => channel.Name);
    private readonly ConcurrentDictionary<string, ChannelGate> gates = new(StringComparer.Ordinal);

    /// <summary>When to come back for what is not delivered yet; null when every channel has ended.</summary>
    public async Task<DateTimeOffset?> DeliverAsync(SealedAlert alert, CancellationToken cancellationToken)
    {
        var (site, row) = alert;
        var mail = new AlertMail(row.AlertId, site, row.Subject, row.Text, row.Html, row.SealedAt);
        var deliveries = await sites.ListDeliveriesAsync(site.Id, row.AlertId, cancellationToken);
        return (await Task.WhenAll(deliveries.Select(delivery => DeliverAsync(mail, delivery, cancellationToken)))).Min();
    }

    private async Task<DateTimeOffset?> DeliverAsync(AlertMail mail, Stored<DeliveryRow> delivery, CancellationToken cancellationToken)
    {
        if (!delivery.Row.IsDone && MustWait(mail, delivery.Row)) return delivery.Row.NextAttempt;
        var after = delivery.Row.IsDone ? delivery.Row : await WithTurnAsync(mail, delivery, cancellationToken);

        // After every mark: if the process ends between the two, whoever delivers the alert again comes by here.
        if (after?.FailedAt is not null) await undelivered.KeepAsync(mail.Site, after, cancellationToken);
        return after is null ? time.GetUtcNow() + options.PutOff : after.IsDone ? null : after.NextAttempt;
    }

    /// <summary>A pause that a clock left ahead set is over.</summary>
    private bool MustWait(AlertMail alert, DeliveryRow delivery)
    {
        var now = time.GetUtcNow();
        return delivery.NextAttempt > now
            && delivery.NextAttempt - now <= options.MaxPause
            && !(alert.SealedAt.IsAhead(now) && delivery.NextAttempt >= alert.SealedAt);
    }

    /// <summary>The delivery after an attempt; null if it was put off, because its channel hangs.</summary>
    private async Task<DeliveryRow?> WithTurnAsync(AlertMail mail, Stored<DeliveryRow> delivery, CancellationToken cancellationToken)
    {
        using var turn = await gates.GetOrAdd(delivery.Row.Channel, _ => new(options, time)).EnterAsync(cancellationToken);
        return turn is null ? null : await AttemptAsync(mail, delivery, turn, cancellationToken);
    }

    private async Task<DeliveryRow> AttemptAsync(
        AlertMail mail, Stored<DeliveryRow> delivery, ChannelGate.Turn turn, CancellationToken cancellationToken)
    {
        var row = delivery.Row;
        var isSpent = row.Attempts >= options.MaxAttempts;
        var claimed = isSpent ? Failed(row, row.Note ?? "every attempt was broken off") : Claim(row);
        var versions = await sites.CommitAsync(mail.Site.Id, [RowWrite.Replace(claimed, delivery.Version)], cancellationToken);
        if (versions is null) return Claim(row);
        if (isSpent) return claimed;

        var claim = new ClaimedDelivery(sites, mail.Site.Id, new(claimed, versions[0]));
        try
        {
            var toOthers = mail with { To = [.. mail.Site.Owners.Except(claimed.Settled)], SettleAsync = SettleAsync };
            var outcome = await OnChannelAsync(claimed.Channel, toOthers, cancellationToken);
            if (outcome.Result != DeliveryResult.Retry) turn.Heard();
            var ended = Mark(claim, outcome);
            if (ended.DeliveredAt is null) Log(mail, ended, outcome);
            await claim.WriteAsync(ended);
            if (ended.DeliveredAt is not null) activity.Delivered(mail.AlertId);
            meter.Delivery(ended.Channel, ended.DeliveredAt is not null ? "delivered" : ended.FailedAt is not null ? "failed" : "retry");
            return ended;
        }
        catch (ClaimLostException e)
        {
            log.LogWarning("{Fault}", e.Message);
            return claim.Row;
        }

        Task SettleAsync(OwnerReply reply)
        {
            turn.Heard();
            return claim.SettleAsync(reply);
        }
    }

    /// <summary>An attempt that is broken off, whatever the cause, pauses like one that failed.</summary>
    private DeliveryRow Claim(DeliveryRow row)
    {
        var pause = PauseAfter(row.Attempts + 1, asked: options.DeliveryLease);
        return row with { Attempts = row.Attempts + 1, NextAttempt = time.GetUtcNow() + pause };
    }

    /// <summary>What becomes of an alert for a channel that is not configured.</summary>
    internal static DeliveryOutcome NoChannel(string name) =>
        new(DeliveryResult.Failed, $"there is no channel '{name}' here: configure it, or choose another with 'site set'");

    /// <summary>A fault of our own in one channel is no reason to leave the others waiting.</summary>
    private async Task<DeliveryOutcome> OnChannelAsync(string name, AlertMail mail, CancellationToken cancellationToken)
    {
        if (!channels.TryGetValue(name, out var channel)) return NoChannel(name);
        using var limit = new CancellationTokenSource(options.AttemptTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await channel.DeliverAsync(mail, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var note = $"channel '{name}' took more than {options.AttemptTime.TotalSeconds:0} s";
            return new DeliveryOutcome(DeliveryResult.Retry, note) { IsOutOfTime = true };
        }
        catch (Exception e) when (e is not ClaimLostException && !cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "Channel {Channel} broke on alert {Alert} of site {Site}", name, mail.AlertId, mail.Site.Id);
            return new DeliveryOutcome(DeliveryResult.Retry, $"channel '{name}' broke ({e.GetType().Name}); the log says how");
        }
    }

    private void Log(AlertMail mail, DeliveryRow row, DeliveryOutcome outcome)
    {
        var level = row.FailedAt is null ? LogLevel.Warning : LogLevel.Error;
        var result = row.FailedAt is null ? nameof(DeliveryResult.Retry) : "Failed for good";
        log.Log(
            level, "Alert {Alert} of site {Site} on {Channel}: {Result}: {Note}", mail.AlertId, mail.Site.Id, row.Channel, result,
            outcome.Note);
    }

    private DeliveryRow Mark(ClaimedDelivery claim, DeliveryOutcome outcome)
    {
        var now = time.GetUtcNow();
        var row = claim.Row with
        {
            Settled = [.. claim.Row.Settled.Union(outcome.Settled)],
            Note = outcome.Note ?? (claim.Row.Refused.Count > 0 ? claim.Row.Note : null),
        };
        return outcome.Result switch
        {
            // Who was refused in an earlier attempt has no mail either.
            DeliveryResult.Accepted when row.Refused.Count == 0 => row with { DeliveredAt = now, NextAttempt = null },
            DeliveryResult.Retry when outcome.IsOutOfTime && claim.HasProgress => row with { NextAttempt = now },
            DeliveryResult.Retry when row.Attempts < options.MaxAttempts =>
                row with { NextAttempt = now + PauseAfter(row.Attempts, outcome.RetryAfter) },
            _ => Failed(row, row.Note),
        };
    }

    private DeliveryRow Failed(DeliveryRow row, string? note) => row with { FailedAt = time.GetUtcNow(), NextAttempt = null, Note = note };

    /// <summary>At least our own pause: a shorter one that a provider names would use up all attempts within seconds.</summary>
    private TimeSpan PauseAfter(int attempts, TimeSpan? asked)
    {
        var doubled = options.FirstRetry.Ticks * Math.Pow(2, attempts - 1);
        var pause = TimeSpan.FromTicks((long)Math.Min(doubled, options.LongestRetry.Ticks));
        return asked > pause ? asked.Value : pause;
    }
}

/// <summary>A delivery that this attempt has claimed: while the lease lasts, nobody else writes its row.</summary>
internal sealed class ClaimedDelivery(ISiteStore sites, string siteId, Stored<DeliveryRow> claimed)
{
    private string version = claimed.Version;

    public DeliveryRow Row { get; private set; } = claimed.Row;

    /// <summary>Whether an owner was settled in this attempt.</summary>
    public bool HasProgress { get; private set; }

    /// <summary>
    /// Stores who needs the mail no longer. Attempts count anew: a provider that takes mails is not one that fails.
    /// </summary>
    /// <exception cref="ClaimLostException">The claim is another's by now.</exception>
    public Task SettleAsync(OwnerReply reply)
    {
        HasProgress = true;
        return WriteAsync(Row with
        {
            Settled = [.. Row.Settled.Union(reply.Owners)],
            Refused = reply.IsAccepted ? Row.Refused : [.. Row.Refused.Union(reply.Owners)],
            Attempts = 1,
        });
    }

    /// <summary>Even while we stop: what the provider accepted must be stored.</summary>
    /// <exception cref="ClaimLostException">The claim is another's by now.</exception>
    public async Task WriteAsync(DeliveryRow row)
    {
        // Also if the write fails: the mark at the end makes up for it.
        Row = row;
        var written = await sites.CommitAsync(siteId, [RowWrite.Replace(row, version)], CancellationToken.None)
            ?? throw new ClaimLostException($"site {siteId}: {row.RowKey} was written by another");
        version = written[0];
    }
}

/// <summary>The lease ended before the attempt did, or the site was removed: the attempt must not go on.</summary>
internal sealed class ClaimLostException(string message) : Exception(message);
