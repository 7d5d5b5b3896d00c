using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Digests;

/// <summary>A letter to the owner of a page that lost a link, for the site owner to look at and send. Pure.</summary>
public static class LetterToOwner
{
    /// <param name="site">That lost it: signs the letter.</param>
    /// <param name="row">The loss.</param>
    /// <param name="contact">Whom the link's owner noted for it, or null; what is no mail address is left out.</param>
    public static LetterDraft Of(Site site, HistoryRow row, string? contact) => Of(
        site,
        contact,
        new Loss(row.Source, row.Target, row.Title, row.Change.OldDetail?.Anchor, row.Change.Since, row.Change.Reasons));

    /// <summary>If a letter was sent before, this one follows it up.</summary>
    /// <param name="site">That lost it: signs the letter.</param>
    /// <param name="row">A lost link.</param>
    public static LetterDraft Of(Site site, LinkRow row) => Of(
        site,
        row.Link.Contact,
        new Loss(
            row.Link.Source, row.Link.Target, row.Title, row.Detail?.Anchor, row.Since ?? row.ChangedAt ?? row.AddedAt, row.Reasons,
            row.LetterState == LetterState.Waiting ? row.Letter!.SentAt : null));

    private static LetterDraft Of(Site site, string? contact, Loss loss) =>
        LetterDraft.Within(contact, $"A link on {PageName.Domain(loss.Source)}", limits => Body(site, new SiteClock(site), loss, limits));

    private static string Body(Site site, SiteClock clock, Loss loss, LetterLimits limits) => string.Join(
        "\r\n",
        "Hello,",
        "",
        $"{Before(clock, loss)}I run {site.Domains[0]}. Your page {limits.Page(loss.Source, loss.Title)} used to link to "
            + $"{limits.Of(loss.Target.Url)}{limits.WithTheWords(loss.Anchor)}.",
        $"{WhatHappened(clock, loss)} {Request(loss)}",
        "",
        "With the link, your readers get straight to what you wrote about. Thank you for having linked to us!",
        "",
        "Kind regards",
        "[your name]",
        site.Domains[0]);

    private static string Before(SiteClock clock, Loss loss) =>
        loss.WroteAt is { } at ? $"I wrote to you on {clock.DateOfYear(at)}; perhaps my mail got lost. " : "";

    private static string WhatHappened(SiteClock clock, Loss loss)
    {
        var since = clock.DateOfYear(loss.Since);
        return Cause(loss) switch
        {
            Reason.PageGone => $"Since {since} I can't find the page any more.",
            Reason.PageRedirected => $"Since {since} it leads to another page, where the link is missing.",
            Reason.PageReplaced => $"Since {since} I see another page in its place.",
            Reason.NotHtml => $"Since {since} that address no longer shows a web page.",
            Reason.TargetChanged => $"Since {since} it links to another address of ours instead.",
            _ => $"I noticed that the link has been missing since {since}.",
        };
    }

    private static Reason? Cause(Loss loss) => loss.Reasons is [var first, ..] ? first : null;

    private static string Request(Loss loss) => Cause(loss) switch
    {
        Reason.PageGone or Reason.PageReplaced or Reason.NotHtml =>
            "Did the page move? If it did, would you let us know where to, and keep the link there?",
        Reason.PageRedirected => "Would you put the link on the page that visitors now arrive at?",
        Reason.TargetChanged => "Would you point it to the address above again?",
        _ => "Was that intended? If not, could you please put it back?",
    };

    private sealed record Loss(
        WebUrl Source, LinkTarget Target, string? Title, string? Anchor, DateTimeOffset Since, IReadOnlyList<Reason> Reasons,
        DateTimeOffset? WroteAt = null);
}
