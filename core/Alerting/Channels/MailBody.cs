using System.Net;
using LinkWatch.Alerting.Delivery;

namespace LinkWatch.Alerting.Channels;

/// <summary>The two parts of a mail as one owner gets them: what was sealed, and below it the owner's own way out.</summary>
public static class MailBody
{
    /// <summary>Where the sealed HTML leaves room.</summary>
    internal const string MaxLength = "<!--way-out-->";

    public static (string Text, string Html) Of(AlertMail mail, MailOptions options) =>
        MailHeaders.UnsubscribeLink(mail, options) is { AbsoluteUri: var link }
            ? With(mail, link, WebUtility.HtmlEncode(link))
            : (mail.Text, mail.Html);

    /// <summary>The parts with a way out, or with a provider's mark for it where one text goes to several owners.</summary>
    /// <param name="mail">What was sealed.</param>
    /// <param name="link">As it stands in the text.</param>
    /// <param name="linkInHtml">As it stands in an attribute.</param>
    public static (string Text, string Html) With(AlertMail mail, string link, string linkInHtml)
    {
        var anchor = $"<br><a href=\"{linkInHtml}\" style=\"color:inherit\">No more of these mails</a>";
        return (
            $"{mail.Text.TrimEnd('\n')}\nNo more of these mails: {link}\n", mail.Html.Replace(MaxLength, anchor, StringComparison.Ordinal));
    }
}
