using System.Text;
using LinkWatch.Urls;

namespace LinkWatch.Local.Demo;

/// <summary>The response of the built-in web for a page.</summary>
internal sealed record DemoAnswer(int Status, string ContentType, byte[] Body, params (string Name, string Value)[] Headers)
{
    private const string Html = "text/html; charset=utf-8";
    private const int HugeBytes = 6 * 1024 * 1024;

    static DemoAnswer() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="page">Which page.</param>
    /// <param name="kind">Its state.</param>
    /// <param name="target">What it links to.</param>
    public static DemoAnswer Of(DemoPage page, PageKind kind, WebUrl target) => kind switch
    {
        PageKind.Gone => Page(404, Bare("Not found", "There is nothing here.")),
        PageKind.Moved => new(302, Html, [], ("Location", "/notes/1?from=old")),
        PageKind.MovedForGood => new(301, Html, [], ("Location", "/about")),
        PageKind.Loop => new(302, Html, [], ("Location", page.Path)),
        PageKind.Blocked => Page(403, Bare("Forbidden", "You may not see this.")),
        PageKind.Challenge => new(
            403, Html, Utf8(Bare("Just a moment...", "Checking your browser.")), ("cf-mitigated", "challenge"), ("server", "cloudflare")),
        PageKind.Broken => Page(500, Bare("Error", "Something went wrong.")),
        PageKind.Suspended =>
            Page(200, Bare("Account Suspended", "This account has been suspended. Contact your hosting provider for more information.")),
        PageKind.Script => Page(
            200,
            """<!DOCTYPE html><html><head><title>The app</title></head>"""
                + """<body><div id="root"></div><script src="/app.js"></script></body></html>"""),
        PageKind.Pdf => new(200, "application/pdf", Utf8("%PDF-1.4\n%%EOF\n")),
        PageKind.NoindexHeader => new(200, Html, Utf8(Article(page, Link(target))), ("X-Robots-Tag", "noindex")),
        PageKind.Noindex => Page(200, Article(page, Link(target), """<meta name="robots" content="noindex, follow">""")),
        PageKind.Huge => Page(200, Article(page, Link(target), body: new string(' ', HugeBytes))),
        PageKind.Cyrillic => Encoded(page, target, "windows-1251"),
        PageKind.Japanese => Encoded(page, target, "shift_jis"),
        PageKind.Utf16 => new(200, "text/html", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Article(page, Link(target)))]),
        PageKind.Removed => Page(200, Article(page, "Our favourite shop has closed its doors.")),
        PageKind.TargetChanged => Page(200, Article(page, $"""<a href="{WebUrl.Parse("/", target)}">Alpenkraut</a>""")),
        _ => Page(200, Article(page, Link(target, RelOf(kind), AnchorOf(kind)))),
    };

    public static DemoAnswer About => Page(200, Bare("About", "Who we are, and why."));

    public static DemoAnswer NotFound => Page(404, Bare("Not found", "There is nothing here."));

    public static string AnchorOf(PageKind kind) => kind switch
    {
        PageKind.LiveOtherAnchor => "a shop in the mountains",
        PageKind.BoughtAnchor => "cheap loans",
        _ => "Alpenkraut's mountain tea",
    };

    private static string? RelOf(PageKind kind) => kind switch
    {
        PageKind.Nofollow => "nofollow",
        PageKind.Sponsored => "sponsored",
        PageKind.UserGenerated => "ugc nofollow",
        _ => null,
    };

    private static string Link(WebUrl target, string? rel = null, string? anchor = null) =>
        $"""<a href="{target}"{(rel is null ? "" : $" rel=\"{rel}\"")}>{anchor ?? AnchorOf(PageKind.Live)}</a>""";

    private const string ReadOn = """Read on at <a href="https://field-guide.example/herbs">the field guide</a>, """
        + """and at <a href="https://weather.example/alps">the weather station</a>.""";

    private static string Article(DemoPage page, string link, string head = "", string body = "") => $"""
        <!DOCTYPE html>
        <html lang="en"><head><title>{page.Title}</title>{head}</head>
        <body>
        <header><nav><a href="/">Home</a> <a href="/about">About</a></nav></header>
        <main><article><h1>{page.Title}</h1>
        <p>We walked up early, before the fog had lifted, and found more than we had come for.</p>
        <p>{ReadOn}</p>
        {body}
        <p>What we drink these days: {link}.</p>
        </article></main>
        <footer><a href="https://printers.example/">Printed here</a></footer>
        </body></html>
        """;

    private static string Bare(string title, string text) =>
        $"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>";

    private static DemoAnswer Encoded(DemoPage page, WebUrl target, string charset) =>
        new(200, $"text/html; charset={charset}", Encoding.GetEncoding(charset).GetBytes(Article(page, Link(target))));

    private static DemoAnswer Page(int status, string html) => new(status, Html, Utf8(html));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
