using System.Globalization;
using System.Net;
using System.Text;
using LinkWatch.Alerting.Channels;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Digests;

/// <summary>
/// The HTML part of a mail: tables for layout (Outlook draws with Word), styles inline, colours for the dark in a style sheet, no pictures.
/// Everything that others wrote is encoded here, and only http(s) and our own letter become links.
/// </summary>
internal static class MailAsHtml
{
    /// <summary>Gmail cuts a mail at 102 KB and hides the rest behind a link.</summary>
    internal const int MaxSize = 98 * 1024;

    /// <summary>If not all items fit in full, they are shown so up to here, then a line each.</summary>
    private const int MaxInFull = 18 * 1024;

    /// <summary>A section's heading and meaning take about 1 KB.</summary>
    private const int MaxSections = 40;

    /// <summary>Characters of the evidence: it is one line, and the history has it whole.</summary>
    private const int MaxEvidence = 110;

    /// <summary>Characters of an address that has only a line.</summary>
    private const int MaxShown = 40;

    /// <summary>For what follows the items.</summary>
    private const int RestSize = 6 * 1024;

    internal const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    private const string NarrowTable = "role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";
    internal const string Table = "role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

    public static string Render(MailModel mail)
    {
        var html = new StringBuilder();
        Open(html, mail);
        var days = new StringBuilder();
        if (mail.Days.Count > 0) MailCharts.Append(days, mail.Days);
        var rest = RestSize + days.Length;
        var full = mail.Sections.Select(section => section.Items.Select(InFull).ToList()).ToList();
        var size = mail.Sections.Zip(full).Sum(pair => SizeOf(pair.First) + pair.Second.Sum(Encoding.UTF8.GetByteCount));
        var inFull = size < MaxSize - rest - html.Length ? MaxSize : MaxInFull;
        var follows = mail.Sections.Take(MaxSections).Sum(SizeOf);
        foreach (var (section, items) in mail.Sections.Zip(full).Take(MaxSections))
        {
            follows -= SizeOf(section);
            Append(html, section, items, new Room(inFull, MaxSize - rest - follows), mail.More);
        }

        if (mail.Sections.Count > MaxSections)
        {
            var left = new MailSection(
                $"{mail.Sections.Count - MaxSections} more", $"The plain-text part has them, and so has {mail.More}.", []);
            Append(html, left, [], new Room(0, 0), mail.More);
        }

        html.Append(days);
        if (mail.List is { AbsoluteUri: var list })
        {
            html.Append("<tr><td style=\"padding:14px 24px 0\">\n");
            MailButtons.Append(html, (list, MailModel.OpenList, IsMain: false));
            html.Append("</td></tr>\n");
        }

        return html.Append($"<tr><td class=\"d\" style=\"padding:24px 24px 20px;{Font}font-size:13px;line-height:1.5;color:#5b6674\">"
            + $"{InLines(mail.Closing, 500)}{MailBody.WayOut}</td></tr>\n</table>\n</td></tr></table>\n</body></html>\n").ToString();
    }

    private static void Open(StringBuilder html, MailModel mail)
    {
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">")
            .Append($"<title>{Encode(mail.Subject, MailModel.MaxSubject)}</title>\n<style>\na{{color:#0b6e5e}}\n{Dark()}</style></head>\n")
            .Append("<body class=\"p\" bgcolor=\"#eef1f4\" style=\"margin:0;padding:0;background:#eef1f4;color:#17202a\">\n")
            .Append($"<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">{Encode(mail.Lead, 150)}</div>\n")
            .Append($"<table {Table} class=\"p\" bgcolor=\"#eef1f4\"><tr><td align=\"center\" style=\"padding:16px 8px\">\n")
            .Append($"<table {Table} class=\"c\" bgcolor=\"#ffffff\" style=\"max-width:640px;background:#ffffff;border-radius:10px\">\n")
            .Append($"<tr><td style=\"padding:20px 24px 0\"><table {NarrowTable}><tr>")
            .Append($"<td class=\"m\" bgcolor=\"#0b6e5e\" width=\"26\" height=\"26\" align=\"center\" style=\"border-radius:6px;{Font}")
            .Append("font-size:15px;font-weight:700;color:#ffffff\">∞</td>")
            .Append($"<td class=\"t\" style=\"padding-left:8px;{Font}font-size:15px;font-weight:700;color:#17202a\">LinkWatch</td>")
            .Append("</tr></table></td></tr>\n")
            .Append($"<tr><td style=\"padding:16px 24px 0;{Font}\">");
        if (mail.Dateline.Length > 0)
            html.Append($"<p class=\"d\" style=\"margin:0 0 4px;font-size:14px;color:#5b6674\">{Encode(mail.Dateline, 300)}</p>");
        html.Append("<h1 class=\"t\" style=\"margin:0;font-size:22px;line-height:1.3;color:#17202a\">")
            .Append($"{Encode(mail.Headline ?? mail.Subject, MailModel.MaxSubject)}</h1>");
        if (mail.Sum.Length > 0)
            html.Append($"<p class=\"t\" style=\"margin:4px 0 0;font-size:15px;color:#17202a\">{Encode(mail.Sum, 300)}</p>");
        html.Append("</td></tr>\n");
        if (mail.Tiles.Count > 0) Append(html, mail.Tiles);
        if (mail.ToDo.Count > 0) AppendToDo(html, mail.ToDo);
    }

    private static void AppendToDo(StringBuilder html, IReadOnlyList<string> lines)
    {
        html.Append($"<tr><td style=\"padding:16px 24px 0;{Font}\"><p class=\"t\" style=\"margin:0 0 2px;font-size:15px;font-weight:700;")
            .Append("color:#17202a\">What to do</p>\n");
        foreach (var line in lines)
            html.Append($"<p class=\"t\" style=\"margin:0;font-size:14px;line-height:1.5;color:#17202a\">• {Encode(line, 300)}</p>\n");
        html.Append("</td></tr>\n");
    }

    private static void Append(StringBuilder html, IReadOnlyList<MailTile> tiles)
    {
        html.Append("<tr><td style=\"padding:8px 24px 0\">");
        foreach (var tile in tiles)
        {
            var look = ToneLook.Of(tile.Tone);
            // Tables that float wrap on a phone, in Outlook too.
            html.Append($"<table {NarrowTable} align=\"left\"><tr><td valign=\"top\" style=\"padding:8px 20px 0 0;{Font}\">")
                .Append($"<p class=\"{ClassOf(tile.Tone)}\" ")
                .Append($"style=\"margin:0;font-size:20px;font-weight:700;white-space:nowrap;color:{look.Light}\">")
                .Append($"<span style=\"font-size:15px\">{look.Shape}</span> {Number(tile.Count)}</p>")
                .Append($"<p class=\"d\" style=\"margin:0;font-size:13px;color:#5b6674\">{Encode(tile.Words, 60)}</p></td></tr></table>\n");
        }

        html.Append("</td></tr>\n");
    }

    /// <summary>Without its items, and rather too much.</summary>
    private static int SizeOf(MailSection section) =>
        1000 + MailButtons.MaxSize + (2 * section.Meaning.Length) + (section.Chart is null ? 0 : MailCharts.MaxSize);

    private static void Append(StringBuilder html, MailSection section, IReadOnlyList<string> full, Room room, string more)
    {
        var look = ToneLook.Of(section.Tone);
        html.Append($"<tr><td style=\"padding:28px 24px 0;{Font}font-size:14px;line-height:1.6\"><h2 class=\"{ClassOf(section.Tone)}\" ")
            .Append($"style=\"margin:0 0 4px;font-size:17px;line-height:1.35;color:{look.Light}\">")
            .Append($"{look.Shape} {Encode(section.Title, 300)}</h2>\n")
            .Append("<p class=\"d\" style=\"margin:0 0 10px;font-size:14px;line-height:1.5;color:#5b6674\">")
            .Append($"{InLines(section.Meaning, 1500)}</p>\n");
        if (section.Chart is { } chart) MailCharts.Append(html, chart);
        var (left, inALine) = AppendItems(html, section.Items, full, room);
        var unlisted = section.Unlisted + left;
        if (unlisted > 0)
        {
            var command = section.Rest is not null
                ? ""
                : $": <code class=\"e\" style=\"font-family:Consolas,Menlo,monospace;font-size:13px\">{Encode(more, 200)}</code>";
            html.Append($"<p class=\"t\" style=\"margin:8px 0 0;font-size:14px;color:#17202a\">And {Number(unlisted)} more{command}</p>\n");
        }

        // What has only a line has no button of its own.
        var page = section.Page ?? (unlisted > 0 || inALine > 0 ? section.Rest : null);
        MailButtons.Append(html, (page?.AbsoluteUri, MailModel.OpenList, IsMain: false));

        html.Append("</td></tr>\n");
    }

    /// <summary>As many as there is room for; returns how many are left, and how many have only a line.</summary>
    private static (int Left, int InALine) AppendItems(
        StringBuilder html, IReadOnlyList<MailItem> items, IReadOnlyList<string> full, Room room)
    {
        var size = Encoding.UTF8.GetByteCount(html.ToString());
        var inALine = 0;
        for (var i = 0; i < items.Count; i++)
        {
            var isInFull = size < room.InFull;
            var item = isInFull ? full[i] : InALine(items[i]);
            size += Encoding.UTF8.GetByteCount(item);
            if (size > room.Max) return (items.Count - i, inALine);
            html.Append(item);
            if (!isInFull) inALine++;
        }

        return (0, inALine);
    }

    private static string InFull(MailItem item)
    {
        var html = new StringBuilder()
            .Append($"<table {Table} class=\"x\" style=\"margin:0 0 12px;border:1px solid #d5dbe1;border-radius:8px\"><tr>")
            .Append($"<td style=\"padding:12px 14px;word-break:break-word;{Font}font-size:14px;line-height:1.5\">\n")
            .Append($"<p style=\"margin:0 0 6px;font-size:15px\">{Page(item)}</p>\n<table {Table}>");
        foreach (var (label, value) in item.Facts)
        {
            html.Append("<tr><td class=\"d\" width=\"78\" valign=\"top\" style=\"padding:1px 8px 1px 0;color:#5b6674\">")
                .Append($"{Encode(label, 100)}</td>")
                .Append($"<td class=\"t\" style=\"padding:1px 0;color:#17202a\">{Encode(value, 500)}</td></tr>\n");
        }

        html.Append("</table>\n");
        if (item.Evidence.Count > 0)
        {
            html.Append("<p class=\"e\" style=\"margin:8px 0 0;padding:6px 8px;background:#f3f5f7;color:#3b4653;")
                .Append($"font-family:Consolas,Menlo,monospace;font-size:12px\">{Encode(item.Evidence[0], MaxEvidence)}</p>\n");
        }

        MailButtons.Append(
            html,
            (item.Letter, "Write to the page's owner", IsMain: true),
            (item.Details?.AbsoluteUri, MailItem.SeeEvidence, IsMain: false),
            (item.Links?.AbsoluteUri, MailItem.SeeLinks, IsMain: false));
        if (item.MuteLink is { AbsoluteUri: var mute })
        {
            html.Append($"<p class=\"d\" style=\"margin:8px 0 0;font-size:13px;color:#5b6674\"><a href=\"{WebUtility.HtmlEncode(mute)}\" ")
                .Append($"style=\"color:inherit\">No more alerts about this {item.Muted}</a></p>\n");
        }

        return html.Append("</td></tr></table>\n").ToString();
    }

    /// <summary>Short, because hundreds must fit: the style sheet gives the colour.</summary>
    private static string InALine(MailItem item) => WebUrl.TryParse(item.Source, out var url) && url.IsHttp
        ? $"<a href=\"{WebUtility.HtmlEncode(url.Href)}\">{Encode(url.Authority + url.Path + url.Query, MaxShown)}</a><br>\n"
        : $"{Encode(item.Source, MaxShown)}<br>\n";

    /// <summary>Its title and where it is, with the address below; without a title the host, then where on it.</summary>
    private static string Page(MailItem item)
    {
        if (!WebUrl.TryParse(item.Source, out var url) || !url.IsHttp) return Encode(item.Source, 500);
        var name = item.Title is { } title
            // Isolated: a title written from right to left would carry the domain with it.
            ? $"<strong><bdi>{Encode(title, 200)}</bdi></strong> · {Encode(PageName.Domain(url), 200)}"
            : $"<strong>{Encode(url.Authority, 200)}</strong>{Encode(url.Path + url.Query, 300)}";
        var link = $"<a href=\"{WebUtility.HtmlEncode(url.Href)}\" rel=\"noopener noreferrer nofollow\" class=\"a\" "
            + $"style=\"color:#0b6e5e\">{name}</a>";
        return item.Title is null
            ? link
            : $"{link}<br><span class=\"d\" style=\"font-size:13px;color:#5b6674\">{Encode(url.Href, 300)}</span>";
    }

    internal static string Encode(string text, int max) => WebUtility.HtmlEncode(PlainText.OneLine(text, max));

    private static string InLines(string text, int max) => string.Join("<br>\n", text.Split('\n').Select(line => Encode(line, max)));

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string ClassOf(Tone tone) => "k" + (int)tone;

    private static string Dark()
    {
        var css = new StringBuilder("@media (prefers-color-scheme:dark){\n")
            .Append(".p{background:#0f1418!important;color:#e6eaee!important}.c{background:#1a2128!important}.t{color:#e6eaee!important}\n")
            .Append(".d{color:#a9b4bf!important}.x{border-color:#37424d!important}")
            .Append(".e{background:#242d36!important;color:#d3dae1!important}\n")
            .Append(".a{color:#5fd3bd!important}.m{background:#5fd3bd!important;color:#0f1418!important}.o{color:#0f1418!important}\n")
            .Append("a{color:#5fd3bd}.n{background:#323c46!important}.g{background:#5fd3bd!important}.h{background:#3b7f73!important}\n")
            .Append(".b,.m{border-color:#5fd3bd!important}\n")
            .Append(".n,.g,.h,.w{border-color:#1a2128!important}.bs{background:#f0abfc!important}.bn{background:#55606c!important}\n");
        foreach (var tone in Enum.GetValues<Tone>()) css.Append($".{ClassOf(tone)}{{color:{ToneLook.Of(tone).Dark}!important}}");
        return css.Append("\n}\n").ToString();
    }

    /// <param name="InFull">Items are shown in full while the mail is shorter than this, then a line each.</param>
    /// <param name="Max">Bytes of the mail, all of a section's items included.</param>
    private readonly record struct Room(int InFull, int Max);
}
