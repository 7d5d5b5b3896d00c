using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;
using LinkWatch.Alerting.Delivery;

namespace LinkWatch.Alerting.Channels;

/// <summary>Mails as <c>.eml</c> files in a folder: the embedded default. A repeat writes the same file again.</summary>
public sealed class OutboxChannel(string folder, MailOptions options) : IAlertChannel
{
    private static readonly Regex EnvelopeFields = Field("X-Sender|X-Receiver");
    private static readonly Regex DateField = Field("Date");

    public string Name => "outbox";

    public async Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        try
        {
            var name = FormattableString.Invariant($"{mail.SealedAt:yyyyMMdd-HHmmss}-{mail.Site.Id}-{LinkWatch.Links.Ids.Hash(mail.AlertId)[..8]}.eml");
            var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
            await WriteAsync(mail, path, cancellationToken);
            return new DeliveryOutcome(DeliveryResult.Accepted, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DeliveryOutcome(DeliveryResult.Retry, $"the outbox folder cannot be written: {e.Message}");
        }
        catch (Exception e) when (e is FormatException or SmtpException)
        {
            return new DeliveryOutcome(DeliveryResult.Failed, $"not a mail: {e.Message}");
        }
    }

    private static Regex Field(string name) =>
        new($"^(?:{name}):.*\n(?:[ \t].*\n)*", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>The library writes under a random name of its own: it does so in a folder of this mail's, from where the file moves to its name whole.</summary>
    private async Task WriteAsync(AlertMail mail, string path, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateDirectory(path + ".tmp");
        try
        {
            using var smtp = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = scratch.FullName };
            using var message = MimeMail.Of(mail, options);
            await smtp.SendMailAsync(message, cancellationToken);
            var written = scratch.GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).First().FullName;
            var text = await File.ReadAllTextAsync(written, Encoding.Latin1, cancellationToken);
            await File.WriteAllTextAsync(written, Sealed(text, mail.SealedAt), Encoding.Latin1, cancellationToken);
            File.Move(written, path, overwrite: true);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The library dates a message by the machine's clock whatever its headers say, and puts an envelope for Windows' pickup
    /// service on top. A mail's date is when it was sealed, also where it is written again, and where the clock is not the machine's.
    /// </summary>
    private static string Sealed(string message, DateTimeOffset at)
    {
        var end = message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2;
        var date = "Date: " + at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture) + "\r\n";
        return DateField.Replace(EnvelopeFields.Replace(message[..end], ""), date, 1) + message[end..];
    }
}
