using System.Globalization;
using System.Net;
using System.Text;

namespace LinkWatch.Alerting.Digests;

/// <summary>Charts in the HTML part of a mail: cells of tables, because mail programs block pictures.</summary>
internal static class MailCharts
{
    /// <summary>A chart of counts takes less, in bytes.</summary>
    public const int MaxSize = 8 * 1024;

    /// <summary>Height of the highest bar, in pixels.</summary>
    private const int Height = 48;

    private const string Unseen = "font-size:1px;line-height:1px";

    private static readonly (string Class, string Colour, string Means)[] Shades =
    [
        ("g", "#0b6e5e", "95 % or more"), ("h", "#7fb8ae", "80 to 94 %"), ("w", "#d9a441", "less"), ("n", "#e3e7eb", "not counted"),
    ];

    /// <summary>How much was verified, a cell a day.</summary>
    public static void Append(StringBuilder html, IReadOnlyList<MailDay> days)
    {
        var today = days[^1].Percent is { } percent ? $", {percent} % now" : "";
        html.Append($"<tr><td style=\"padding:28px 24px 0;{MailAsHtml.Font}\"><p class=\"d\" ")
            .Append("style=\"margin:0 0 4px;font-size:13px;color:#5b6674\">")
            .Append($"Links that we could check, day by day{today}</p><table {MailAsHtml.Table} style=\"table-layout:fixed\"><tr>");
        foreach (var day in days)
        {
            var (name, colour, _) = Shades[day.Percent switch { null => 3, >= 95 => 0, >= 80 => 1, _ => 2 }];
            var says = day.Percent is { } share ? $"{day.Date}: {share} %" : $"{day.Date}: not counted";
            html.Append($"<td class=\"{name}\" bgcolor=\"{colour}\" height=\"14\" title=\"{MailAsHtml.Encode(says, 60)}\" ")
                .Append("style=\"border-right:2px solid #ffffff;font-size:1px;line-height:14px\">&nbsp;</td>");
        }

        html.Append("</tr></table>");
        AppendDates(html, days[0].Date, days[^1].Date);
        html.Append("<p class=\"d\" style=\"margin:2px 0 0;font-size:12px;color:#5b6674\">");
        foreach (var (name, colour, means) in Shades)
            html.Append($"<span class=\"{name}\" style=\"background:{colour}\">&nbsp;&nbsp;&nbsp;</span> {means} &nbsp; ");
        html.Append("</p></td></tr>\n");
    }

    /// <summary>A bar a day, the last in the colour of spikes. Outlook draws with Word, which respects only the height of cells.</summary>
    public static void Append(StringBuilder html, MailChart chart)
    {
        var most = Math.Max(1, chart.Counts.Max() ?? 0);
        var last = chart.Counts.Count - 1;
        html.Append("<p class=\"d\" style=\"margin:0 0 4px;font-size:13px;color:#5b6674\">")
            .Append($"Day by day, {Number(chart.Counts[last])} on the last</p>")
            .Append($"<table {MailAsHtml.Table} style=\"table-layout:fixed\"><tr>");
        for (var i = 0; i <= last; i++)
        {
            var height = Math.Max(1, (int)Math.Round((double)Height * (chart.Counts[i] ?? 0) / most));
            var (name, colour) = i == last ? ("bs", ToneLook.Of(Tone.Spike).Light) : ("bn", "#b8c0c9");
            html.Append($"<td valign=\"bottom\" height=\"{Height}\" title=\"{Number(chart.Counts[i])}\" style=\"padding:0 1px;{Unseen}\">")
                .Append($"<table {MailAsHtml.Table}><tr><td class=\"{name}\" bgcolor=\"{colour}\" height=\"{height}\" ")
                .Append($"style=\"{Unseen}\">&nbsp;</td></tr></table></td>");
        }

        html.Append("</tr></table>");
        AppendDates(html, chart.First, chart.Last);
        html.Append('\n');
    }

    private static string Number(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "not compared";

    private static void AppendDates(StringBuilder html, string first, string last) =>
        html.Append($"<table {MailAsHtml.Table}><tr>{Date(first, "left")}{Date(last, "right")}</tr></table>");

    private static string Date(string date, string align) =>
        $"<td class=\"d\" align=\"{align}\" style=\"{MailAsHtml.Font}font-size:12px;color:#5b6674\">{date}</td>";
}

/// <summary>The buttons of a mail's HTML part. On a phone, one that has no room beside another goes below it.</summary>
internal static class MailButtons
{
    /// <summary>Of one, with an address as long as ours are.</summary>
    public const int MaxSize = 700;

    private const string Table = "role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" align=\"left\"";

    /// <param name="html">The mail.</param>
    /// <param name="buttons">Those without an address are left out; the main one is filled.</param>
    public static void Append(StringBuilder html, params ReadOnlySpan<(string? Address, string Words, bool IsMain)> buttons)
    {
        var all = new StringBuilder();
        foreach (var (address, words, isMain) in buttons)
        {
            if (address is not null) Append(all, address, words, isMain);
        }

        // Outlook and browsers alike put what follows floating tables beside them, but not if they stand in a table.
        if (all.Length > 0) html.Append($"<table {MailAsHtml.Table}><tr><td>\n{all}</td></tr></table>\n");
    }

    private static void Append(StringBuilder html, string address, string words, bool isMain)
    {
        var (cell, link, color) = isMain ? ("m\" bgcolor=\"#0b6e5e", "o", "#ffffff") : ("b", "a", "#0b6e5e");
        html.Append($"<table {Table} style=\"margin:10px 8px 0 0\"><tr><td class=\"{cell}\" ")
            .Append("style=\"padding:7px 13px;border:1px solid #0b6e5e;border-radius:6px;")
            .Append($"{MailAsHtml.Font}font-size:14px;line-height:1.5\">")
            .Append($"<a href=\"{WebUtility.HtmlEncode(address)}\" class=\"{link}\" style=\"color:{color};text-decoration:none\">")
            .Append($"{WebUtility.HtmlEncode(words)}</a></td></tr></table>\n");
    }
}
