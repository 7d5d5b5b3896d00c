using LinkWatch.Html.Encodings;
using LinkWatch.Html.Scanning;
using LinkWatch.Html.Trees;
using LinkWatch.Urls;

namespace LinkWatch.Html;

/// <summary>To which other hosts a page links so that search engines follow, in one pass of the tokenizer.</summary>
public static class OutboundHosts
{
    /// <summary>The first so many, …</summary>
    public const int Max = 64;

    /// <summary>… and no more characters than these.</summary>
    public const int MaxLength = 1200;

    private const int MaxBytes = 512 * 1024;

    private static readonly string[] Withholding = ["nofollow", "ugc", "sponsored"];
    private static readonly string[] WithholdingAll = ["nofollow", "none"];

    /// <returns>In the order of the alphabet, with a space between; empty if there are none.</returns>
    public static string Of(PageSource source)
    {
        var head = source with { Body = source.Body[..Math.Min(source.Body.Length, MaxBytes)] };
        var tokens = new Tokenizer(new PageText(PageEncoding.Sniff(head)).ToUtf8(head), 0);
        var (hosts, length) = (new SortedSet<string>(StringComparer.Ordinal), 0);
        while (hosts.Count < Max)
        {
            var token = tokens.Next();
            if (token == Token.End) break;
            if (token != Token.StartTag) continue;
            var element = tokens.Element;
            if (element == Element.Plaintext || (element.Is(Traits.RawText) && !tokens.SkipRawText(out _))) break;
            if (element == Element.Meta && WithholdsAll(tokens.Attributes)) return "";
            if (element is not (Element.A or Element.Area) || HostOf(tokens.Attributes, source.Url) is not { } host) continue;
            if (hosts.Contains(host)) continue;
            if (length + 1 + host.Length > MaxLength) break;
            hosts.Add(host);
            length += 1 + host.Length;
        }

        return string.Join(' ', hosts);
    }

    private static string? HostOf(in TagAttributes attributes, WebUrl page) =>
        attributes.Find("href"u8) is { } href
        && WebUrl.TryParse(href, page, out var url) && url.IsHttp && url.Host != page.Host
        && !RelTokens.Split(attributes.Find("rel"u8)).Intersect(Withholding, StringComparer.Ordinal).Any()
            ? url.Host
            : null;

    private static bool WithholdsAll(in TagAttributes attributes) =>
        attributes.Find("name"u8)?.Trim().ToLowerInvariant() is "robots" or "googlebot"
        && RelTokens.Split(attributes.Find("content"u8)).Intersect(WithholdingAll, StringComparer.Ordinal).Any();
}
