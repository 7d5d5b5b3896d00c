using LinkWatch.Alerting.Channels;
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

/// <summary>A letter for the site owner to look at, and to send with a mail program of their own: LinkWatch sends none.</summary>
/// <param name="To">A mail address, or null.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Lines that end in CR LF.</param>
public sealed record LetterDraft(string? To, string Subject, string Body)
{
    /// <summary>Some mail programs refuse longer addresses.</summary>
    public const int MaxMailto = 2000;

    /// <summary>How much of what others wrote is quoted: less if it takes many characters to escape.</summary>
    private static readonly LetterLimits[] Limits = [new(300, 100, 80), new(200, 60, 60), new(120, 30, 20), new(60, 12, 0)];

    /// <summary>A mailto: address (RFC 6068) that opens it in the reader's own mail program.</summary>
    public string Mailto => $"mailto:{Recipient}?subject={Escape(Subject)}&body={Escape(Body)}";

    private string Recipient => Escape(To ?? "").Replace("%40", "@", StringComparison.Ordinal);

    /// <param name="contact">Whom it goes to; what is no mail address is left out.</param>
    /// <param name="subject">One line.</param>
    /// <param name="body">Writes it within limits; lines end in CR LF.</param>
    internal static LetterDraft Within(string? contact, string subject, Func<LetterLimits, string> body)
    {
        var to = contact is not null && MailAddresses.TryParse(contact) is { } mailbox ? MailAddresses.InAscii(mailbox) : null;
        var drafts = Limits.Select(limits => new LetterDraft(to, PlainText.OneLine(subject, 100), body(limits)));
        return drafts.FirstOrDefault(draft => draft.Mailto.Length <= MaxMailto) ?? drafts.Last();
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}

/// <summary>How much of what others wrote a letter quotes, in characters.</summary>
/// <param name="Address">Of each address.</param>
/// <param name="Anchor">Of the anchor.</param>
/// <param name="Title">Of the page's title; 0 for none.</param>
internal sealed record LetterLimits(int Address, int Anchor, int Title)
{
    public string Of(WebUrl url) => PlainText.OneLine(url.Href, Address);

    /// <summary>By its title too, if it has one: a person knows the page by it.</summary>
    public string Page(WebUrl url, string? title) =>
        Title > 0 && PageName.Title(title) is { } shown ? $"“{PlainText.OneLine(shown, Title)}” ({Of(url)})" : Of(url);

    public string WithTheWords(string? anchor) =>
        anchor is { Length: > 0 } ? $" with the words “{PlainText.OneLine(anchor, Anchor)}”" : "";
}

/// <summary>A letter that asks the owner of a page to remove a link, for the site owner to look at and send. Pure.</summary>
public static class RemovalLetter
{
    /// <param name="site">That is linked to: signs the letter.</param>
    /// <param name="row">The link.</param>
    public static LetterDraft Of(Site site, LinkRow row) => LetterDraft.Within(
        row.Link.Contact, $"Please remove a link on {PageName.Domain(row.Link.Source)}", limits => Body(site, row, limits));

    private static string Body(Site site, LinkRow row, LetterLimits limits) => string.Join(
        "\r\n",
        "Hello,",
        "",
        $"I run {site.Domains[0]}. Your page {limits.Page(row.Link.Source, row.Title)} links to {limits.Of(row.Link.Target.Url)}"
            + $"{limits.WithTheWords(row.Detail?.Anchor)}.",
        "Could you please remove this link, and any others to our site? If it should stay, rel=\"nofollow\" on it will do.",
        "",
        "Would you let me know when it is done? Thank you for your help!",
        "",
        "Kind regards",
        "[your name]",
        site.Domains[0]);
}
