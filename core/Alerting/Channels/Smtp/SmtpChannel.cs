using LinkWatch.Alerting.Delivery;

namespace LinkWatch.Alerting.Channels;

/// <summary>
/// Mails through an SMTP server, each owner on their own: no server's "no" to one keeps the mail from another, and no owner
/// reads the others' addresses.
/// </summary>
public sealed class SmtpChannel(MailOptions options, TimeProvider time) : IAlertChannel
{
    private const string NoOwner = "the site has no owner's address: add one with 'site set --owner'";

    public string Name => "smtp";

    public async Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        if (mail.To.Count == 0)
            return mail.Site.Owners.Count == 0
                ? new DeliveryOutcome(DeliveryResult.Failed, NoOwner)
                : new DeliveryOutcome(DeliveryResult.Accepted);
        using var limit = new CancellationTokenSource(options.SmtpDeliveryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var ends = new List<(string Owner, SmtpReply Reply)>();
        await using var connection = new SmtpConnection(options, time);
        foreach (var owner in mail.To)
        {
            var reply = await SendAsync(connection, mail with { To = [owner] }, either.Token, cancellationToken);
            ends.Add((owner, reply));
            if (reply.IsServerAway) break;
        }

        return OutcomeOf(ends);
    }

    /// <summary>As long as one owner can still be told, the delivery goes on, for those who do not have the mail.</summary>
    private static DeliveryOutcome OutcomeOf(List<(string Owner, SmtpReply Reply)> ends)
    {
        var result = ends.Exists(end => end.Reply.Result == DeliveryResult.Retry) ? DeliveryResult.Retry
            : ends.Exists(end => end.Reply.Result == DeliveryResult.Accepted) ? DeliveryResult.Accepted
            : DeliveryResult.Failed;
        var notes = ends.Where(end => end.Reply.Result != DeliveryResult.Accepted).Select(end => $"{end.Owner}: {end.Reply.Note}").ToList();
        return new DeliveryOutcome(result, notes.Count > 0 ? string.Join("; ", notes) : null)
        {
            Settled = [.. ends.Where(end => end.Reply.Result != DeliveryResult.Retry).Select(end => end.Owner)],
        };
    }

    private async Task<SmtpReply> SendAsync(SmtpConnection connection, AlertMail mail, CancellationToken limit, CancellationToken stop)
    {
        try
        {
            return await connection.SendAsync(mail, limit);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            var note = $"the mails to all owners took more than {options.SmtpDeliveryTimeout.TotalSeconds:0} s";
            return new SmtpReply(DeliveryResult.Retry, note, IsServerAway: true);
        }
    }
}
