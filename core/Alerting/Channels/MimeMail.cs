using System.Net;
using System.Text;
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

    /// <summary>The same in a repeat; <c>=_</c> cannot occur in quoted-printable text (RFC 2045, 6.7).</summary>
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

/// <summary>The two parts of a mail as one owner gets them: what was sealed, and below it the owner's own way out.</summary>
public static class MailBody
{
    /// <summary>Where the sealed HTML leaves room.</summary>
    internal const string WayOut = "<!--way-out-->";

    public static (string Text, string Html) Of(AlertMail mail, MailOptions options) =>
        MailHeaders.UnsubscribeLink(mail, options) is { AbsoluteUri: var link }
            ? With(mail, link, WebUtility.HtmlEncode(link))
            : (mail.Text, mail.Html);

    /// <summary>The parts with an unsubscribe link, or with the provider's placeholder for it if one text goes to several owners.</summary>
    /// <param name="mail">What was sealed.</param>
    /// <param name="link">As the text contains it.</param>
    /// <param name="linkInHtml">As an attribute contains it.</param>
    public static (string Text, string Html) With(AlertMail mail, string link, string linkInHtml)
    {
        var anchor = $"<br><a href=\"{linkInHtml}\" style=\"color:inherit\">Unsubscribe from these mails</a>";
        return (
            $"{mail.Text.TrimEnd('\n')}\nUnsubscribe from these mails: {link}\n",
            mail.Html.Replace(WayOut, anchor, StringComparison.Ordinal));
    }
}

/// <summary>Mail addresses that every mail server takes: one mailbox, ASCII before the @, a domain that IDNA can write.</summary>
public static class MailAddresses
{
    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
    };

    /// <summary>An address with or without a name; null if it is none.</summary>
    public static MailboxAddress? TryParse(string text) =>
        MailboxAddress.TryParse(Strict, text, out var mailbox) && mailbox.Route.Count == 0 && Ascii.IsValid(InAscii(mailbox))
            ? mailbox
            : null;

    /// <exception cref="FormatException">It is no such address.</exception>
    public static MailboxAddress Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is no mail address");

    /// <summary>The address alone, as it goes over the wire.</summary>
    public static string InAscii(MailboxAddress mailbox) => mailbox.GetAddress(idnEncode: true);
}

/// <summary>The header fields of an alert beyond sender, receiver and subject, the same on every channel that mails.</summary>
public static class MailHeaders
{
    public static string SubjectOf(AlertMail mail) => PlainText.OneLine(mail.Subject, MailModel.MaxSubject);

    /// <exception cref="FormatException">The sender is no mail address.</exception>
    public static IEnumerable<(string Name, string Value)> Of(AlertMail mail, MailOptions options)
    {
        var host = MailAddresses.InAscii(MailAddresses.Parse(options.From)).Split('@')[^1];
        yield return ("Message-ID", $"<{Ids.Hash(mail.Site.Id + "\n" + mail.AlertId)}.alert@{host}>");

        // All mails of a site are one thread: its first message never existed, which mail programs do not mind.
        var thread = $"<{mail.Site.Id}.site@{host}>";
        yield return ("References", thread);
        yield return ("In-Reply-To", thread);

        // Holiday notices stay away (RFC 3834, 5).
        yield return ("Auto-Submitted", "auto-generated");
        yield return ("X-LinkWatch-Alert", mail.AlertId);
        if (UnsubscribeLink(mail, options) is not { } link) yield break;
        yield return ("List-Unsubscribe", $"<{link.AbsoluteUri}>");
        yield return ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    /// <summary>Null if links cannot be made, or the mail goes to several: each owner has a link of their own.</summary>
    public static Uri? UnsubscribeLink(AlertMail mail, MailOptions options) =>
        mail is { CanBeEnded: true, To: [var owner] } ? options.Unsubscribe?.For(mail.Site.Id, owner) : null;
}

/// <summary>
/// Header text as encoded words (RFC 2047) that every reader decodes to the same text. MimeKit 4.18 makes them longer than the 75
/// characters allowed, of long words and of Latin letters, and leaves text that only looks like an encoded word for the reader to decode.
/// </summary>
internal static class EncodedWords
{
    /// <summary>With <c>=?utf-8?B?…?=</c> 72 characters of base64 and frame.</summary>
    private const int MaxBytes = 45;

    /// <summary>MimeKit encodes longer ones, to fold the line.</summary>
    private const int MaxPlainWord = 60;

    public static Header Subject(string text) => Of(HeaderId.Subject, text, IsNeeded(text) ? Folded(text) : null);

    public static Header From(string name, string address)
    {
        var mailbox = new MailboxAddress(name, address);
        return Of(HeaderId.From, mailbox.ToString(), IsNeeded(name) ? $"{Folded(name)}\r\n <{MailAddresses.InAscii(mailbox)}>" : null);
    }

    private static bool IsNeeded(string text) =>
        !Ascii.IsValid(text) || text.Contains("=?", StringComparison.Ordinal) || text.Split(' ').Any(word => word.Length > MaxPlainWord);

    private static Header Of(HeaderId id, string value, string? encoded)
    {
        var header = new Header(id, value);
        if (encoded is not null) header.SetRawValue(Encoding.ASCII.GetBytes($" {encoded}\r\n"));
        return header;
    }

    /// <summary>A word a line, each of whole characters (RFC 2047, 5).</summary>
    private static string Folded(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (int end = 0, bytes = 0; end < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var length);
            if (bytes + rune.Utf8SequenceLength > MaxBytes)
            {
                words.Add(Word(text[start..end]));
                (start, bytes) = (end, 0);
            }

            bytes += rune.Utf8SequenceLength;
            end += length;
        }

        words.Add(Word(text[start..]));
        return string.Join("\r\n ", words);
    }

    private static string Word(string text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
}
