using System.Net;
using System.Text;
using LinkWatch.Alerting.Channels;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Digests;

/// <summary>What a mail says, before it is text or HTML.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Lead">The gist: also the preheader that mail programs show beside the subject.</param>
/// <param name="Sections">The most urgent first.</param>
/// <param name="Closing">Below everything else.</param>
internal sealed record MailModel(string Subject, string Lead, IReadOnlyList<MailSection> Sections, string Closing)
{
    public MailText Render() => new(PlainText.OneLine(Subject, 150), MailAsText.Render(this), MailAsHtml.Render(this));
}

/// <param name="Title">With the number of items.</param>
/// <param name="Meaning">What it means for the owner.</param>
/// <param name="Items">One per link; empty if the meaning says it all.</param>
internal sealed record MailSection(string Title, string Meaning, IReadOnlyList<MailItem> Items);

/// <param name="Source">The page: shown as a link.</param>
/// <param name="Facts">Label and text, a line each.</param>
/// <param name="Evidence">As it stood on the page or in the answer.</param>
internal sealed record MailItem(string Source, IReadOnlyList<(string Label, string Text)> Facts, IReadOnlyList<string> Evidence)
{
    /// <summary>A letter that the reader may send on, or null.</summary>
    public string? Draft { get; init; }
}

/// <summary>A composed mail: a subject on one line, a plain part, an HTML part.</summary>
public sealed record MailText(string Subject, string Text, string Html);

/// <summary>The plain part of a mail.</summary>
internal static class MailAsText
{
    public static string Render(MailModel mail)
    {
        var text = new StringBuilder().AppendLine(PlainText.OneLine(mail.Lead, 1000));
        foreach (var section in mail.Sections)
        {
            var title = PlainText.OneLine(section.Title);
            text.AppendLine().AppendLine(title).AppendLine(new string('=', title.Length)).AppendLine(section.Meaning);
            foreach (var item in section.Items) Append(text, item);
        }

        return text.AppendLine().AppendLine("-- ").AppendLine(mail.Closing).ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder text, MailItem item)
    {
        text.AppendLine().AppendLine("* " + PlainText.OneLine(item.Source, 500));
        foreach (var (label, value) in item.Facts) text.AppendLine($"  {label}: {PlainText.OneLine(value, 500)}");
        foreach (var line in item.Evidence) text.AppendLine("  > " + PlainText.OneLine(line, 500));
        if (item.Draft is not { } draft) return;
        text.AppendLine().AppendLine("  A draft to the page's owner:");
        foreach (var line in draft.Split('\n')) text.AppendLine(("  | " + PlainText.OneLine(line, 2000)).TrimEnd());
    }
}

/// <summary>
/// The HTML part of a mail: tables for layout, styles inline, no images. Everything that others wrote is encoded here,
/// and only http(s) becomes a link.
/// </summary>
internal static class MailAsHtml
{
    private const string Font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;";

    public static string Render(MailModel mail)
    {
        var html = new StringBuilder();
        html.Append(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">")
            .Append($"<title>{Encode(mail.Subject, 150)}</title></head>\n")
            .Append($"<body style=\"margin:0;padding:16px;{Font}font-size:15px;line-height:1.45\">\n")
            .Append($"<div style=\"display:none;max-height:0;overflow:hidden\">{Encode(mail.Lead, 150)}</div>\n")
            .Append(
                "<table role=\"presentation\" width=\"100%\" style=\"max-width:640px;margin:0 auto;border-collapse:collapse\"><tr><td>\n")
            .Append($"<p style=\"font-size:17px;margin:0 0 16px\">{Encode(mail.Lead, 1000)}</p>\n");
        foreach (var section in mail.Sections) Append(html, section);
        return html.Append($"<p style=\"margin:32px 0 0;padding-top:12px;border-top:1px solid "
            + $"#8884;font-size:13px;opacity:.75\">{Encode(mail.Closing, 1000)}{MailBody.MaxLength}</p>\n")
            .Append("</td></tr></table>\n</body></html>\n").ToString();
    }

    private static void Append(StringBuilder html, MailSection section)
    {
        html.Append($"<h2 style=\"font-size:17px;margin:28px 0 4px\">{Encode(section.Title, 300)}</h2>\n")
            .Append($"<p style=\"margin:0 0 12px;opacity:.8\">{Encode(section.Meaning, 1000)}</p>\n");
        foreach (var item in section.Items) Append(html, item);
    }

    private static void Append(StringBuilder html, MailItem item)
    {
        html.Append("<table role=\"presentation\" width=\"100%\" style=\"margin:0 0 12px;border:1px solid "
            + "#8884;border-radius:6px\"><tr><td style=\"padding:12px;word-break:break-word\">\n")
            .Append($"<p style=\"margin:0 0 6px;font-weight:600\">{Link(item.Source)}</p>\n");
        foreach (var (label, value) in item.Facts)
        {
            html.Append($"<p style=\"margin:0 0 2px\"><span style=\"opacity:.7\">{Encode(label, 100)}:</span> {Encode(value, 500)}</p>\n");
        }

        foreach (var line in item.Evidence)
        {
            html.Append($"<p style=\"margin:6px 0 0;padding:6px "
                + $"8px;background:#8882;font-family:ui-monospace,Consolas,monospace;font-size:13px\">{Encode(line, 500)}</p>\n");
        }

        if (item.Draft is { } draft) Append(html, draft);
        html.Append("</td></tr></table>\n");
    }

    private static void Append(StringBuilder html, string draft)
    {
        var lines = draft.Split('\n').Select(line => Encode(line, 2000));
        html.Append("<p style=\"margin:10px 0 2px;opacity:.7\">A draft to the page's owner:</p>\n")
            .Append($"<p style=\"margin:0;padding:8px;border-left:3px solid #8886\">{string.Join("<br>\n", lines)}</p>\n");
    }

    private static string Link(string url) => WebUrl.TryParse(url, out var parsed) && parsed.IsHttp
        ? $"<a href=\"{WebUtility.HtmlEncode(parsed.Href)}\" rel=\"noopener noreferrer nofollow\" "
            + $"style=\"color:inherit\">{Encode(url, 500)}</a>"
        : Encode(url, 500);

    private static string Encode(string text, int max) => WebUtility.HtmlEncode(PlainText.OneLine(text, max));
}
