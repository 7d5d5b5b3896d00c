using System.Globalization;
using System.Text;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>A draft to the owner of a page that lost a link, ready for the site owner to send. Pure.</summary>
internal static class DraftToOwner
{
    /// <param name="row">The loss.</param>
    /// <param name="contact">Whom the link's owner noted for it, or null.</param>
    public static string Of(HistoryRow row, string? contact)
    {
        var source = row.Source.Href;
        var text = new StringBuilder();
        if (contact is not null) text.AppendLine($"To: {PlainText.OneLine(contact)}");
        return text
            .AppendLine($"Subject: A link on {row.Source.Host}")
            .AppendLine()
            .AppendLine("Hello,")
            .AppendLine()
            .AppendLine($"your page {source} linked to {row.Target.Url.Href}{Anchor(row.Change)}. {WhatHappened(row.Change)}")
            .AppendLine(Request(row.Change))
            .AppendLine()
            .Append("Thank you, and kind regards")
            .ToString().ReplaceLineEndings("\n");
    }

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
            _ => $"Since {since} the link is missing.",
        };
    }

    private static Reason? Cause(LinkChange change) => change.Reasons is [var first, ..] ? first : null;

    private static string Request(LinkChange change) => Cause(change) switch
    {
        Reason.PageGone or Reason.PageReplaced or Reason.NotHtml =>
            "Did the page move? If it did, would you let us know where to, and keep the link there?",
        Reason.PageRedirected => "Would you put the link on the page that visitors now arrive at?",
        Reason.TargetChanged => "Would you point it to the address above again?",
        _ => "Was that intended? If not, would you put it back?",
    };
}
