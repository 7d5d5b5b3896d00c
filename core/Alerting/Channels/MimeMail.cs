using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using MimeKit;

namespace LinkWatch.Alerting.Channels;

/// <summary>An alert as a MIME message: plain part first, then HTML, threaded with all mails of its site.</summary>
internal static class MimeMail
{
    /// <summary>Lines end in CR LF (RFC 5322, 2.1), on every system.</summary>
    public static FormatOptions Format { get; } = new() { NewLineFormat = NewLineFormat.Dos };

    /// <exception cref="FormatException">The sender or a receiver is no mail address.</exception>
    public static MimeMessage Of(AlertMail mail, MailOptions options)
    {
        var sender = MailAddresses.Parse(options.From);
        var body = MailBody.Of(mail, options);
        var message = new MimeMessage
        {
            Date = mail.SealedAt.ToUniversalTime(),
            Body = new MultipartAlternative(Part("plain", body.Text), Part("html", body.Html)) { Boundary = BoundaryOf(mail) },
        };
        message.To.AddRange(mail.To.Select(MailAddresses.Parse));
        if (message.To.Count == 0) message.To.Add(new MailboxAddress("", sender.Address));
        message.Headers.Replace(EncodedWords.From(PlainText.OneLine(sender.Name ?? ""), sender.Address));
        message.Headers.Replace(EncodedWords.Subject(MailHeaders.SubjectOf(mail)));
        foreach (var (name, value) in MailHeaders.Of(mail, options)) message.Headers.Replace(name, value);
        return message;
    }

    /// <summary>The same in a repeat; <c>=_</c> stands in no quoted-printable text (RFC 2045, 6.7).</summary>
    private static string BoundaryOf(AlertMail mail) => "=_" + Ids.Hash(mail.Site.Id + "\n" + mail.AlertId);

    /// <summary>Quoted-printable whatever the server offers: no server on the way has to recode it.</summary>
    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype) { ContentTransferEncoding = ContentEncoding.EightBit };
        part.SetText("utf-8", text.ReplaceLineEndings("\r\n"));

        // Preparing sets the length of lines, which MimeKit 4.18 overruns by 2: 76 is the most (RFC 2045, 6.7). It may also choose base64.
        part.Prepare(EncodingConstraint.SevenBit, 74);
        part.ContentTransferEncoding = ContentEncoding.QuotedPrintable;
        return part;
    }
}
