using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Channels;

/// <summary>The header fields of an alert beyond sender, receiver and subject, the same on every channel that mails.</summary>
public static class MailHeaders
{
    /// <summary>
    /// The same for all digests of a site: mail programs that thread by subject put them together. What is new stands in the first line.
    /// </summary>
    public static string SubjectOf(AlertMail mail) =>
        AlertIds.KindOf(mail.AlertId) == AlertKind.Digest
            ? $"[{mail.Site.Domains[0]}] Changes to your backlinks"
            : PlainText.OneLine(mail.Subject, 150);

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

    /// <summary>Null where links cannot be made, or the mail goes to several: each owner has a link of their own.</summary>
    public static Uri? UnsubscribeLink(AlertMail mail, MailOptions options) =>
        mail.To is [var owner] ? options.Unsubscribe?.For(mail.Site.Id, owner) : null;
}
