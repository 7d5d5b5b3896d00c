using System.Net;

namespace LinkWatch.Alerting;

/// <summary>The two parts of a mail as one owner gets them: what was sealed, and below it the owner's own way out.</summary>
public static class MailBody
{
    /// <summary>Where the sealed HTML leaves room.</summary>
    internal const string Room = "<!--way-out-->";

    public static (string Text, string Html) Of(AlertMail mail, MailOptions options)
    {
        if (MailHeaders.UnsubscribeLink(mail, options) is not { AbsoluteUri: var link }) return (mail.Text, mail.Html);
        var anchor = $"<br><a href=\"{WebUtility.HtmlEncode(link)}\" style=\"color:inherit\">No more of these mails</a>";
        return ($"{mail.Text.TrimEnd('\n')}\nNo more of these mails: {link}\n", mail.Html.Replace(Room, anchor, StringComparison.Ordinal));
    }
}
