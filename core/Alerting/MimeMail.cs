using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using LinkWatch.Links;

namespace LinkWatch.Alerting;

/// <summary>An alert as a MIME message: plain part first, then HTML, threaded with all mails of its site.</summary>
internal static class MimeMail
{
    public static MailMessage Of(AlertMail mail, string from)
    {
        var sender = new MailAddress(from);
        var message = new MailMessage
        {
            From = sender,
            Subject = PlainText.OneLine(mail.Subject, 150),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        foreach (var owner in mail.Site.Owners) message.To.Add(new MailAddress(owner));
        if (message.To.Count == 0) message.To.Add(sender);

        var thread = $"<{mail.Site.Id}.site@{sender.Host}>";
        message.Headers.Add("Message-ID", $"<{Ids.Hash(mail.Site.Id + "\n" + mail.AlertId)}.alert@{sender.Host}>");
        message.Headers.Add("References", thread);
        message.Headers.Add("In-Reply-To", thread);
        message.Headers.Add("Date", mail.SealedAt.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        message.Headers.Add("X-LinkWatch-Alert", mail.AlertId);
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Text, Encoding.UTF8, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return message;
    }
}
