using System.Globalization;
using LinkWatch.Alerting.Channels;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>A letter to the owner of a page that lost a link, for the site owner to look at and send. Pure.</summary>
public static class LetterToOwner
{
    /// <summary>A mailto: address (RFC 6068) that opens it in the reader's own mail program.</summary>
    /// <param name="row">The loss.</param>
    /// <param name="contact">Whom the link's owner noted for it, or null; what is no mail address is left out.</param>
    public static string Of(HistoryRow row, string? contact)
    {
        var to = contact is not null && MailAddresses.TryParse(contact) is { } mailbox
            ? Escape(MailAddresses.InAscii(mailbox)).Replace("%40", "@", StringComparison.Ordinal)
            : "";
        return $"mailto:{to}?subject={Escape($"A link on {row.Source.Host}")}&body={Escape(Body(row))}";
    }

    private static string Body(HistoryRow row) => string.Join(
        "\r\n",
        "Hello,",
        "",
        $"your page {Short(row.Source.Href)} linked to {Short(row.Target.Url.Href)}{Anchor(row.Change)}. {WhatHappened(row.Change)}",
        Request(row.Change),
        "",
        "Thank you, and kind regards");

    /// <summary>Some mail programs refuse addresses of more than 2,000 characters.</summary>
    private static string Short(string address) => PlainText.OneLine(address, 300);

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Anchor(LinkChange change) =>
        change.OldDetail is { Anchor.Length: > 0 } link ? $" (“{PlainText.OneLine(link.Anchor, 100)}”)" : "";

    private static string WhatHappened(LinkChange change)
    {
        var since = change.Since.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return Cause(change) switch
        {
            Reason.PageGone => $"Since {since} the page answers that it is gone.",
            Reason.PageRedirected => $"Since {since} the page leads to another one, where the link is missing.",
            Reason.PageReplaced => $"Since {since} another page is shown in its place.",
            Reason.NotHtml => $"Since {since} that address no longer shows a web page.",
            Reason.TargetChanged => $"Since {since} it links to another address of ours instead.",
            _ => $"The link has been missing since {since}.",
        };
    }

    private static Reason? Cause(LinkChange change) => change.Reasons is [var first, ..] ? first : null;

    private static string Request(LinkChange change) => Cause(change) switch
    {
        Reason.PageGone or Reason.PageReplaced or Reason.NotHtml =>
            "Did the page move? If it did, would you let us know where to, and keep the link there?",
        Reason.PageRedirected => "Would you put the link on the page that visitors now arrive at?",
        Reason.TargetChanged => "Would you point it to the address above again?",
        _ => "Was that intended? If not, could you please put it back?",
    };
}
