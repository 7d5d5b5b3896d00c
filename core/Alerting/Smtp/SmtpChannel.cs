using System.Net;
using System.Net.Mail;

namespace LinkWatch.Alerting.Smtp;

/// <summary>Mails through an SMTP server.</summary>
public sealed class SmtpChannel(MailOptions options) : IAlertChannel
{
    public string Name => "smtp";

    public async Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        if (mail.Site.Owners.Count == 0) return new DeliveryOutcome(DeliveryResult.Failed, "the site has no owner's address: add one with 'site set --owner'");
        try
        {
            using var smtp = new SmtpClient(options.SmtpHost, options.SmtpPort) { EnableSsl = options.SmtpTls };
            if (options.SmtpUser is not null) smtp.Credentials = new NetworkCredential(options.SmtpUser, options.SmtpPassword);
            using var message = MimeMail.Of(mail, options.From);
            await smtp.SendMailAsync(message, cancellationToken);
            return new DeliveryOutcome(DeliveryResult.Accepted);
        }
        catch (SmtpException e)
        {
            return new DeliveryOutcome(IsPermanent(e.StatusCode) ? DeliveryResult.Failed : DeliveryResult.Retry, e.InnerException?.Message ?? e.Message);
        }
        catch (FormatException e)
        {
            return new DeliveryOutcome(DeliveryResult.Failed, $"not a mail address: {e.Message}");
        }
    }

    /// <summary>5xx replies say no for good (RFC 5321, 4.2.1); a general failure is the network's.</summary>
    private static bool IsPermanent(SmtpStatusCode code) => (int)code is >= 500 and < 600;
}
