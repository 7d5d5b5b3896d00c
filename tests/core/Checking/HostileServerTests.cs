using System.IO.Compression;
using System.Text;
using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>Real sockets, real readers: every fault that a server can have ends in the reason that docs/verdicts.md names for it.</summary>
public sealed class HostileServerTests
{
    private const string Link = "<a href=\"https://shop.example/lamps\">lamps</a>";

    private static readonly string Filler = string.Concat(
        Enumerable.Repeat("<p>A paragraph of an ordinary page about lamps and where to put them.</p>\n", 40));

    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Impatient = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData("/ok", "live")]
    [InlineData("/nofollow", "nofollow: rel-nofollow rel-ugc")]
    [InlineData("/noindex", "unindexed: meta-noindex")]
    [InlineData("/noindex-header", "unindexed: header-noindex")]
    [InlineData("/amp", "live")]
    [InlineData("/copy", "unindexed: canonical-elsewhere")]
    [InlineData("/lacking", "lost: link-removed")]
    [InlineData("/commented", "lost: link-removed")]
    [InlineData("/changed", "lost: link-removed target-changed")]
    [InlineData("/missing", "lost: page-gone")]
    [InlineData("/gone", "lost: page-gone")]
    [InlineData("/soft-404", "lost: page-replaced")]
    [InlineData("/pdf", "lost: not-html")]
    [InlineData("/moved", "lost: page-redirected")]
    [InlineData("/moved-with-link", "live")]
    [InlineData("/refresh", "lost: page-redirected")]
    [InlineData("/refresh-header", "live")]
    [InlineData("/to-login", "unknown: blocked")]
    [InlineData("/forbidden", "unknown: blocked")]
    [InlineData("/challenge", "unknown: blocked")]
    [InlineData("/challenge-as-404", "unknown: blocked")]
    [InlineData("/too-often", "unknown: blocked")]
    [InlineData("/broken", "unknown: server-error")]
    [InlineData("/shell", "unknown: needs-javascript")]
    [InlineData("/scripted", "unknown: needs-javascript")]
    [InlineData("/nothing", "unknown: unreadable")]
    [InlineData("/empty", "unknown: unreadable")]
    [InlineData("/zipped-twice", "unknown: unreadable")]
    [InlineData("/half-gzip", "unknown: unreadable")]
    [InlineData("/half-gzip-with-link", "live")]
    [InlineData("/endless", "unknown: too-large")]
    [InlineData("/endless-with-link", "live")]
    [InlineData("/circle", "unknown: redirect-loop")]
    [InlineData("/reload", "unknown: redirect-loop")]
    [InlineData("/nowhere", "unknown: bad-redirect")]
    [InlineData("/malformed", "unknown: bad-redirect")]
    [InlineData("/metadata", "unknown: address-forbidden")]
    [InlineData("/file", "unknown: address-forbidden")]
    [InlineData("/unresolvable", "unknown: dns")]
    [InlineData("/private", "unindexed: robots-disallowed robots-refused")]
    [InlineData("/not-for-us", "unknown: robots-refused")]
    [InlineData("/not-for-google", "unindexed: robots-disallowed")]
    public async Task Every_fault_of_a_page_has_its_reason(string path, string says)
    {
        await using var site = await LoopbackSite.StartAsync(AnswerAsync);

        Assert.Equal(says, (await VisitAsync(site.Url(path), Patient)).Verdicts[0].Says());
    }

    [Theory]
    [InlineData("/stalled", "unknown: timeout")]
    [InlineData("/trickled", "unknown: timeout")]
    [InlineData("/trickled-with-link", "live")]
    public async Task A_page_that_takes_too_long_times_out(string path, string says)
    {
        await using var site = await LoopbackSite.StartAsync(AnswerAsync);

        Assert.Equal(says, (await VisitAsync(site.Url(path), Impatient)).Verdicts[0].Says());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<p>cut", "unknown: unreadable")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n" + Link, "live")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>cu", "unknown: unreadable")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>no end tag", "unknown: unreadable")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>an end tag</body></html>", "lost: link-removed")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip", "unknown: unreadable")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7", "lost: not-html")]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: http://[bad\r\nContent-Length: 0\r\n\r\n", "unknown: bad-redirect")]
    [InlineData("HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n", "unknown: blocked")]
    public async Task Every_fault_of_the_protocol_has_its_reason(string answer, string says)
    {
        await using var site = RawSite.Start(async (stream, token) =>
        {
            var head = await RawSite.ReadHeadAsync(stream, token);
            var isRobots = head.StartsWith("GET /robots.txt", StringComparison.Ordinal);
            await stream.WriteAsync(
                Encoding.Latin1.GetBytes(isRobots ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" : answer), token);
        });

        Assert.Equal(says, (await VisitAsync(site.Url("/page"), Patient)).Verdicts[0].Says());
    }

    [Fact]
    public async Task A_server_that_talks_nonsense_is_unknown()
    {
        await using var site = RawSite.Saying("I am not a web server\r\n\r\n");

        Assert.Equal(Status.Unknown, (await VisitAsync(site.Url(), Patient)).Verdicts[0].Status);
    }

    [Fact]
    public async Task A_server_that_is_down_is_a_matter_of_its_connection()
    {
        var site = RawSite.Saying("");
        var url = site.Url();
        await site.DisposeAsync();

        Assert.Equal("unknown: connection", (await VisitAsync(url, Patient)).Verdicts[0].Says());
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_a_matter_of_tls()
    {
        using var certificate = LoopbackCertificate.For("127.0.0.1");
        await using var site = await LoopbackSite.StartAsync(AnswerAsync, certificate);

        Assert.Equal("unknown: tls", (await VisitAsync(site.Url("/ok"), Patient)).Verdicts[0].Says());
    }

    [Fact]
    public async Task A_robots_txt_that_fails_keeps_us_out_for_now()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });

        Assert.Equal("unknown: robots-refused", (await VisitAsync(site.Url("/ok"), Patient)).Verdicts[0].Says());
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b><p>")]
    [InlineData("<table><td>")]
    [InlineData("<svg><a>")]
    [InlineData("<a><i>")]
    public async Task A_page_of_endless_nesting_ends_in_a_verdict(string tags)
    {
        var page = string.Concat(Enumerable.Repeat(tags, 20_000));
        await using var site = await LoopbackSite.StartAsync(page + "</html>");

        var visit = await VisitAsync(site.Url("/nested"), Patient);

        Assert.Contains(visit.Verdicts[0].Says(), (string[])["lost: link-removed", "unknown: unreadable"]);
    }

    [Fact]
    public async Task A_page_that_does_not_change_is_not_read_again()
    {
        await using var site = await LoopbackSite.StartAsync(AnswerAsync);
        var first = await VisitAsync(site.Url("/etag"), Patient);

        var second = await VisitAsync(site.Url("/etag"), Patient, first.Known);

        Assert.True(second.IsUnchanged);
        Assert.Equal("live", second.Verdicts[0].Says());
    }

    private static async Task<Visit> VisitAsync(WebUrl url, TimeSpan budget, KnownPage? known = null)
    {
        var time = TimeProvider.System;
        using var fetcher = LoopbackFetcher.Create();
        using var readers = new BodyReaders(new Scanner(), new AngleSharpReader(time), new HtmlAgilityPackReader(time), trees: 2);
        var visitor = new PageVisitor(
            fetcher, new RobotsSource(fetcher.ForRobots(), "LinkWatch", time), readers, new RecentFrontPages(), time,
            NullLogger<PageVisitor>.Instance);
        return await visitor.VisitAsync(
            new VisitRequest { Url = url, Targets = [Page.Target], Budget = budget, Known = known }, TestContext.Current.CancellationToken);
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var path = context.Request.Path.Value;
        return path switch
        {
            "/robots.txt" => TextAsync(context, "User-agent: *\nDisallow: /private\nUser-agent: LinkWatch\nDisallow: /not-for-us\n"
                + "Disallow: /private\nUser-agent: Googlebot\nDisallow: /not-for-google\nDisallow: /private\n"),
            "/nofollow" => PageAsync(context, "<a rel='ugc,nofollow' href='https://shop.example/lamps'>lamps</a>"),
            "/noindex" => PageAsync(context, Link, "<meta name=robots content=noindex>"),
            "/noindex-header" => PageAsync(context, Link, headers: ("X-Robots-Tag", "noindex")),
            "/amp" => PageAsync(context, Link, "<link rel=canonical href=/ok>"),
            "/copy" => PageAsync(context, Link, "<link rel=canonical href=/lacking>"),
            "/lacking" or "/elsewhere" => PageAsync(context, ""),
            "/commented" => PageAsync(context, $"<!-- {Link} -->"),
            "/changed" => PageAsync(context, "<a href='https://shop.example/lights'>lights</a>"),
            "/missing" => StatusAsync(context, 404),
            "/gone" => StatusAsync(context, 410),
            "/soft-404" => PageAsync(context, "", "<title>Page not found | Example</title>"),
            "/pdf" => TextAsync(context, "%PDF-1.7", "application/pdf"),
            "/moved" => RedirectAsync(context, "/elsewhere"),
            "/moved-with-link" => RedirectAsync(context, "/ok"),
            "/refresh" => PageAsync(context, "", "<meta http-equiv=refresh content='0; url=/elsewhere'>"),
            "/refresh-header" => PageAsync(context, "", headers: ("Refresh", "0; url=/ok")),
            "/to-login" => RedirectAsync(context, "/login?next=/to-login"),
            "/login" => PageAsync(context, "<input type=password>"),
            "/forbidden" => StatusAsync(context, 403),
            "/challenge" => PageAsync(context, "", headers: ("cf-mitigated", "challenge")),
            "/challenge-as-404" => TextAsync(
                context, "<title>Just a moment...</title><p>Verify you are human by completing the action below.</p>", status: 404),
            "/too-often" => StatusAsync(context, 429),
            "/broken" => StatusAsync(context, 500),
            "/shell" => TextAsync(context, "<!doctype html><div id=root></div><script src=/app.js></script>"),
            "/scripted" => PageAsync(context, "<script>render('https://shop.example/lamps')</script>"),
            "/nothing" => StatusAsync(context, 204),
            "/empty" => StatusAsync(context, 200),
            "/zipped-twice" => GzipAsync(context, Gzip(Gzip(Encoding.UTF8.GetBytes(Filler)))),
            "/half-gzip" => GzipAsync(context, Gzip(Encoding.UTF8.GetBytes(Filler))[..^8]),
            "/half-gzip-with-link" => GzipAsync(context, Gzip(Encoding.UTF8.GetBytes(Link + Filler))[..^8]),
            "/endless" => EndlessAsync(context, ""),
            "/endless-with-link" => EndlessAsync(context, Link),
            "/circle" => RedirectAsync(context, "/circle-back"),
            "/circle-back" => RedirectAsync(context, "/circle"),
            "/reload" => PageAsync(context, "", "<meta http-equiv=refresh content='0; url=/reload'>"),
            "/nowhere" => StatusAsync(context, 301),
            "/malformed" => RedirectAsync(context, "http://:0/"),
            "/metadata" => RedirectAsync(context, "http://169.254.169.254/latest/"),
            "/file" => RedirectAsync(context, "file:///etc/passwd"),
            "/unresolvable" => RedirectAsync(context, "http://no-such-host.example/"),
            "/stalled" => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted),
            "/trickled" => TrickledAsync(context, "<p>"),
            "/trickled-with-link" => TrickledAsync(context, Link),
            "/etag" => EtagAsync(context),
            _ => PageAsync(context, Link),
        };
    }

    private static Task PageAsync(HttpContext context, string body, string head = "", (string Name, string Value) headers = default)
    {
        if (headers.Name is not null) context.Response.Headers.Append(headers.Name, headers.Value);
        var title = head.Contains("<title>", StringComparison.Ordinal) ? "" : "<title>Lamps</title>";
        return context.Response.WriteAsync($"<!doctype html><html><head>{title}{head}</head><body>{Filler}{body}</body></html>");
    }

    private static Task TextAsync(HttpContext context, string text, string type = "text/html", int status = 200)
    {
        (context.Response.ContentType, context.Response.StatusCode) = (type, status);
        return context.Response.WriteAsync(text);
    }

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task RedirectAsync(HttpContext context, string to)
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    }

    private static Task GzipAsync(HttpContext context, byte[] zipped)
    {
        context.Response.Headers.ContentEncoding = "gzip";
        return context.Response.Body.WriteAsync(zipped).AsTask();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest)) gzip.Write(bytes);
        return zipped.ToArray();
    }

    private static async Task EndlessAsync(HttpContext context, string first)
    {
        await context.Response.WriteAsync($"<!doctype html><title>Lamps</title>{first}");
        var paragraph = "<p>" + new string('x', 64 * 1024);
        while (!context.RequestAborted.IsCancellationRequested) await context.Response.WriteAsync(paragraph, context.RequestAborted);
    }

    private static async Task TrickledAsync(HttpContext context, string first)
    {
        await context.Response.WriteAsync(first + Filler, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
    }

    private static Task EtagAsync(HttpContext context)
    {
        context.Response.Headers.ETag = "\"1\"";
        if (context.Request.Headers.IfNoneMatch != "\"1\"") return PageAsync(context, Link);
        context.Response.StatusCode = 304;
        return Task.CompletedTask;
    }
}
