using System.Net;
using System.Text;

namespace LinkWatch.Alerting.Digests;

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
