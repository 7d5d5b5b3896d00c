using System.Net.Mail;

namespace LinkWatch.Alerting.Outbox;

/// <summary>Mails as <c>.eml</c> files in a folder: the embedded default. A repeat writes the same file again.</summary>
public sealed class OutboxChannel(string folder, MailOptions options) : IAlertChannel
{
    public string Name => "outbox";

    public Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        try
        {
            var name = FormattableString.Invariant($"{mail.SealedAt:yyyyMMdd-HHmmss}-{mail.Site.Id}-{Links.Ids.Hash(mail.AlertId)[..8]}.eml");
            var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
            Write(mail, path);
            return Task.FromResult(new DeliveryOutcome(DeliveryResult.Accepted, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(new DeliveryOutcome(DeliveryResult.Retry, $"the outbox folder cannot be written: {e.Message}"));
        }
        catch (Exception e) when (e is FormatException or SmtpException)
        {
            return Task.FromResult(new DeliveryOutcome(DeliveryResult.Failed, $"not a mail: {e.Message}"));
        }
    }

    /// <summary>The library writes under a random name of its own: it does so in a folder of this mail's, from where the file moves to its name whole.</summary>
    private void Write(AlertMail mail, string path)
    {
        var scratch = Directory.CreateDirectory(path + ".tmp");
        using var smtp = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = scratch.FullName };
        using var message = MimeMail.Of(mail, options.From);
        smtp.Send(message);
        File.Move(scratch.GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).First().FullName, path, overwrite: true);
        scratch.Delete(recursive: true);
    }
}
