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
    /// <param name="site">That lost it: signs the letter.</param>
    /// <param name="row">The loss.</param>
    /// <param name="contact">Whom the link's owner noted for it, or null; what is no mail address is left out.</param>
    public static string Of(Site site, HistoryRow row, string? contact)
    {
        var to = contact is not null && MailAddresses.TryParse(contact) is { } mailbox
            ? Escape(MailAddresses.InAscii(mailbox)).Replace("%40", "@", StringComparison.Ordinal)
            : "";
        return $"mailto:{to}?subject={Escape($"A link on {PageName.Domain(row.Source)}")}&body={Escape(Body(site, row))}";
    }

    private static string Body(Site site, HistoryRow row) => string.Join(
        "\r\n",
        "Hello,",
        "",
        $"I run {site.Domains[0]}. Your page {Page(row)} used to link to {Short(row.Target.Url.Href)}{Anchor(row.Change)}.",
        $"{WhatHappened(row.Change)} {Request(row.Change)}",
        "",
        "With the link, your readers get straight to what you wrote about. Thank you for having linked to us!",
        "",
        "Kind regards",
        "[your name]",
        site.Domains[0]);

    /// <summary>By its title too, if it has one: a person knows the page by it.</summary>
    private static string Page(HistoryRow row) =>
        PageName.Title(row.Title) is { } title ? $"“{title}” ({Short(row.Source.Href)})" : Short(row.Source.Href);

    /// <summary>Some mail programs refuse addresses of more than 2,000 characters.</summary>
    private static string Short(string address) => PlainText.OneLine(address, 300);

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Anchor(LinkChange change) =>
        change.OldDetail is { Anchor.Length: > 0 } link ? $" with the words “{PlainText.OneLine(link.Anchor, 100)}”" : "";

    private static string WhatHappened(LinkChange change)
    {
        var since = change.Since.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return Cause(change) switch
        {
            Reason.PageGone => $"Since {since} I can't find the page any more.",
            Reason.PageRedirected => $"Since {since} it leads to another page, where the link is missing.",
            Reason.PageReplaced => $"Since {since} I see another page in its place.",
            Reason.NotHtml => $"Since {since} that address no longer shows a web page.",
            Reason.TargetChanged => $"Since {since} it links to another address of ours instead.",
            _ => $"I noticed that the link has been missing since {since}.",
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
