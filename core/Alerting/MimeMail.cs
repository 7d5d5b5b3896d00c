using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using LinkWatch.Links;

namespace LinkWatch.Alerting;

/// <summary>An alert as a MIME message: plain part first, then HTML, threaded with all mails of its site.</summary>
internal static class MimeMail
{
    /// <exception cref="FormatException">The sender or a receiver is no mail address.</exception>
    public static MailMessage Of(AlertMail mail, string from)
    {
        var sender = new MailAddress(from);
        var message = new MailMessage
        {
            From = sender,
            Subject = SubjectOf(mail),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        foreach (var owner in mail.To) message.To.Add(new MailAddress(owner));
        if (message.To.Count == 0) message.To.Add(sender);

        var thread = $"<{mail.Site.Id}.site@{sender.Host}>";
        message.Headers.Add("Message-ID", $"<{Ids.Hash(mail.Site.Id + "\n" + mail.AlertId)}.alert@{sender.Host}>");
        message.Headers.Add("References", thread);
        message.Headers.Add("In-Reply-To", thread);

        // Holiday notices stay away (RFC 3834, 5).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-LinkWatch-Alert", mail.AlertId);
        message.AlternateViews.Add(Part(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(Part(mail.Html, MediaTypeNames.Text.Html));
        return message;
    }

    /// <summary>What looks like an encoded word would be decoded by the reader's mail program, into line breaks too: it is broken up.</summary>
    private static string SubjectOf(AlertMail mail) => PlainText.OneLine(mail.Subject, 150).Replace("=?", "= ?", StringComparison.Ordinal);

    /// <summary>Lines of text end in CR LF under any encoding (RFC 2046, 4.1.1); the library would leave them as they are, and choose base64.</summary>
    private static AlternateView Part(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }
}
