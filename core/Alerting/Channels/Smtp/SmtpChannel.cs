using System.Net;
using System.Net.Mail;
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
        if (mail.To.Count == 0) return mail.Site.Owners.Count == 0 ? new DeliveryOutcome(DeliveryResult.Failed, NoOwner) : new DeliveryOutcome(DeliveryResult.Accepted);
        var ends = new List<(string Owner, SmtpReply Reply)>();
        foreach (var owner in mail.To)
        {
            var reply = await SendAsync(mail with { To = [owner] }, cancellationToken);
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

    private async Task<SmtpReply> SendAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        // The library's own time limit does not hold for asynchronous sending, and a token is not heeded while it waits for the
        // last answer: it is left waiting, and disposing of it ends the connection.
        using var limit = new CancellationTokenSource(options.SmtpTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var smtp = new SmtpClient(options.SmtpHost, options.SmtpPort) { EnableSsl = options.SmtpTls };
            if (options.SmtpUser is not null) smtp.Credentials = new NetworkCredential(options.SmtpUser, options.SmtpPassword);
            using var message = MimeMail.Of(mail, options);
            await smtp.SendMailAsync(message, CancellationToken.None).WaitAsync(either.Token);
            return new SmtpReply(DeliveryResult.Accepted);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SmtpReply.Silence(options.SmtpTimeout);
        }
        catch (SmtpException e)
        {
            return SmtpReply.Of(e, options);
        }
        catch (FormatException e)
        {
            return new SmtpReply(DeliveryResult.Failed, $"not a mail address: {e.Message}");
        }
    }
}
