using System.Text;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using MimeKit;

namespace LinkWatch.Alerting.Channels;

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
