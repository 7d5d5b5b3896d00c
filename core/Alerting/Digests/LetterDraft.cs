using LinkWatch.Alerting.Channels;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Digests;

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
    public string Mailto => $"mailto:{(To is null ? "" : Escape(To).Replace("%40", "@", StringComparison.Ordinal))}?subject={Escape(Subject)}&body={Escape(Body)}";

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
