using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using LinkWatch.Alerting.Delivery;

namespace LinkWatch.Alerting.Channels;

/// <summary>An alert as a MIME message: plain part first, then HTML, threaded with all mails of its site.</summary>
internal static class MimeMail
{
    /// <exception cref="FormatException">The sender or a receiver is no mail address.</exception>
    public static MailMessage Of(AlertMail mail, MailOptions options)
    {
        var sender = new MailAddress(options.From);
        var message = new MailMessage
        {
            From = sender,
            Subject = SubjectOf(mail),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        foreach (var owner in mail.To) message.To.Add(new MailAddress(owner));
        if (message.To.Count == 0) message.To.Add(sender);
        foreach (var (name, value) in MailHeaders.Of(mail, options)) message.Headers.Add(name, value);
        var body = MailBody.Of(mail, options);
        message.AlternateViews.Add(Part(body.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(Part(body.Html, MediaTypeNames.Text.Html));
        return message;
    }

    /// <summary>What looks like an encoded word would be decoded by the reader's mail program, into line breaks too: it is broken up.</summary>
    private static string SubjectOf(AlertMail mail) => MailHeaders.SubjectOf(mail).Replace("=?", "= ?", StringComparison.Ordinal);

    /// <summary>Lines of text end in CR LF under any encoding (RFC 2046, 4.1.1); the library would leave them as they are, and choose base64.</summary>
    private static AlternateView Part(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }
}
