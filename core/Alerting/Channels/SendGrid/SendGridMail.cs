using System.Net;
using System.Security.Cryptography;
using LinkWatch.Alerting.Delivery;
using SendGrid.Helpers.Mail;

namespace LinkWatch.Alerting.Channels;

/// <summary>An alert as SendGrid takes it.</summary>
internal static class SendGridMail
{
    /// <summary>The most envelopes that one request may hold, and the most receivers.</summary>
    public const int MaxOwners = 1000;

    /// <summary>An envelope for each owner, so that none reads the others' addresses or gets another's link.</summary>
    /// <param name="mail">The alert.</param>
    /// <param name="owners">Each address once, at most <see cref="MaxOwners"/>.</param>
    /// <param name="options">Sender and sandbox.</param>
    /// <exception cref="FormatException">The sender is no mail address.</exception>
    public static SendGridMessage Of(AlertMail mail, IReadOnlyList<string> owners, SendGridOptions options)
    {
        var sender = MailAddresses.Parse(options.Mail.From);
        var shared = MailHeaders.Of(mail with { To = [] }, options.Mail).ToDictionary(header => header.Name, header => header.Value);
        var marks = Marks.For(mail);
        var (text, html) = options.Mail.Unsubscribe is null ? (mail.Text, mail.Html) : MailBody.With(mail, marks.Link, marks.LinkInHtml);
        var message = new SendGridMessage
        {
            From = new EmailAddress(MailAddresses.InAscii(sender), sender.Name is { Length: > 0 } name ? name : null),
            Subject = MailHeaders.SubjectOf(mail),
            PlainTextContent = text,
            HtmlContent = html,
            Personalizations = [.. owners.Select(owner => Envelope(mail with { To = [owner] }, marks, shared, options.Mail))],
            Headers = shared,
            Categories = ["linkwatch", "site-" + mail.Site.Id],
        };

        // Rewritten links and pixels would show a third party who reads what, and look like phishing.
        message.SetClickTracking(false, false);
        message.SetOpenTracking(false, null);
        message.SetSubscriptionTracking(false);
        if (options.IsSandbox) message.SetSandBoxMode(true);
        return message;
    }

    /// <summary>The arguments come back in SendGrid's events: there is no idempotency key, so a repeat is recognised by them.</summary>
    private static Personalization Envelope(AlertMail mail, Marks marks, Dictionary<string, string> shared, MailOptions options)
    {
        var envelope = new Personalization
        {
            Tos = [new EmailAddress(MailAddresses.TryParse(mail.To[0]) is { } owner ? MailAddresses.InAscii(owner) : mail.To[0])],
            CustomArgs = new Dictionary<string, string> { ["linkwatch_alert"] = $"{mail.Site.Id}/{mail.AlertId}" },
        };
        if (MailHeaders.UnsubscribeLink(mail, options) is not { AbsoluteUri: var link }) return envelope;
        envelope.Headers = MailHeaders.Of(mail, options).Where(header => !shared.ContainsKey(header.Name)).ToDictionary(
            header => header.Name, header => header.Value);
        envelope.Substitutions = new Dictionary<string, string> { [marks.Link] = link, [marks.LinkInHtml] = WebUtility.HtmlEncode(link) };
        return envelope;
    }

    /// <summary>
    /// Placeholders for each owner's own link: all envelopes of a request share its parts. SendGrid replaces them wherever they are, so
    /// nobody must be able to write one into an anchor: its owner would be unsubscribed by a click on what looks like that anchor's link.
    /// </summary>
    private sealed record Marks(string Link, string LinkInHtml)
    {
        private const int Digits = 32;

        public static Marks For(AlertMail mail)
        {
            while (true)
            {
                var name = RandomNumberGenerator.GetHexString(Digits, lowercase: true);
                if (mail.Text.Contains(name, StringComparison.Ordinal) || mail.Html.Contains(name, StringComparison.Ordinal)) continue;
                return new Marks($"[%{name}%]", $"[%{name}-in-html%]");
            }
        }
    }
}
