using LinkWatch.Alerting.Delivery;

namespace LinkWatch.Alerting.Channels;

/// <summary>Mails as <c>.eml</c> files in a folder: the embedded default. A repeat writes the same file again.</summary>
public sealed class OutboxChannel(string folder, MailOptions options) : IAlertChannel
{
    public string Name => "outbox";

    public async Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        try
        {
            var name = FormattableString.Invariant(
                $"{mail.SealedAt:yyyyMMdd-HHmmss}-{mail.Site.Id}-{LinkWatch.Links.Ids.Hash(mail.AlertId)[..8]}.eml");
            var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
            await WriteAsync(mail, path, cancellationToken);
            return new DeliveryOutcome(DeliveryResult.Accepted, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DeliveryOutcome(DeliveryResult.Retry, $"the outbox folder cannot be written: {e.Message}");
        }
        catch (FormatException e)
        {
            return new DeliveryOutcome(DeliveryResult.Failed, $"not a mail: {e.Message}");
        }
    }

    /// <summary>Whether mails can be written now.</summary>
    public bool CanWrite()
    {
        try
        {
            var probe = Path.Combine(Directory.CreateDirectory(folder).FullName, ".probe.tmp");
            using var file = new FileStream(
                probe, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Under another name first: who reads the folder sees whole mails only.</summary>
    private async Task WriteAsync(AlertMail mail, string path, CancellationToken cancellationToken)
    {
        using var message = MimeMail.Of(mail, options);
        var scratch = path + ".tmp";
        try
        {
            await message.WriteToAsync(MimeMail.Format, scratch, cancellationToken);
            File.Move(scratch, path, overwrite: true);
        }
        finally
        {
            File.Delete(scratch);
        }
    }
}
