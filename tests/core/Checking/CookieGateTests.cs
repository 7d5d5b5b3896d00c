using LinkWatch.Tests.Core.Judging;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>
/// Sites that want a cookie back before they show a page. None is asked with a cookie that it did not set in the same visit.
/// </summary>
public sealed class CookieGateTests
{
    [Theory]
    [InlineData("/gate", "live")]
    [InlineData("/gate/without", "lost: link-removed")]
    [InlineData("/itself", "live")]
    [InlineData("/itself/without", "lost: link-removed")]
    [InlineData("/set/check", "live")]
    [InlineData("/permanent", "live")]
    [InlineData("/refresh", "live")]
    [InlineData("/refresh/without", "lost: link-removed")]
    [InlineData("/two", "live")]
    [InlineData("/renewed", "live")]
    [InlineData("/deleted", "live")]
    [InlineData("/bytes", "live")]
    [InlineData("/secure", "unknown: blocked")]
    [InlineData("/foreign", "unknown: redirect-loop")]
    [InlineData("/never", "unknown: blocked")]
    [InlineData("/never/gone", "unknown: blocked")]
    [InlineData("/never/file", "unknown: blocked")]
    [InlineData("/loop", "unknown: blocked")]
    [InlineData("/counter", "unknown: blocked")]
    [InlineData("/refresh/counter", "unknown: blocked")]
    [InlineData("/flood", "unknown: blocked")]
    [InlineData("/cookieless", "unknown: blocked")]
    [InlineData("/asks", "unknown: blocked")]
    public async Task The_page_behind_a_cookie_gate_is_read_or_not_judged(string path, string says)
    {
        await using var site = await LoopbackSite.StartAsync(AnswerAsync);

        Assert.Equal(says, (await RealVisit.VerdictAsync(site.Url(path))).Says());
    }

    /// <summary>A session that begins with a redirect is no gate: many servers begin one with every answer.</summary>
    [Theory]
    [InlineData("/moved/301", "lost: page-redirected")]
    [InlineData("/moved/308", "lost: page-redirected")]
    [InlineData("/moved/302", "unknown: blocked")]
    [InlineData("/moved/303", "unknown: blocked")]
    [InlineData("/moved/307", "unknown: blocked")]
    [InlineData("/moved-bare/302", "lost: page-redirected")]
    [InlineData("/moved-logout/302", "lost: page-redirected")]
    [InlineData("/slash", "lost: link-removed")]
    [InlineData("/session", "lost: link-removed")]
    [InlineData("/behind/301", "lost: page-redirected")]
    [InlineData("/behind/308", "lost: page-redirected")]
    [InlineData("/behind/302", "unknown: blocked")]
    public async Task A_moved_page_stays_what_it_was(string path, string says)
    {
        await using var site = await LoopbackSite.StartAsync(AnswerAsync);

        Assert.Equal(says, (await RealVisit.VerdictAsync(site.Url(path))).Says());
    }

    [Fact]
    public async Task A_permanent_move_stays_one_after_the_cookies()
    {
        await using var site = await LoopbackSite.StartAsync(AnswerAsync);

        Assert.True((await RealVisit.VerdictAsync(site.Url("/moved/301"))).IsPermanentRedirect);
        Assert.True((await RealVisit.VerdictAsync(site.Url("/behind/301"))).IsPermanentRedirect);
    }

    [Fact]
    public async Task Nothing_is_kept_for_the_next_visit()
    {
        var sent = new List<string>();
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            if (context.Request.Path == "/gate") sent.Add(context.Request.Headers.Cookie.ToString());
            return AnswerAsync(context);
        });

        await RealVisit.VerdictAsync(site.Url("/gate"));
        await RealVisit.VerdictAsync(site.Url("/gate"));

        Assert.Equal(["", "ok=1", "", "ok=1"], sent);
    }

    [Fact]
    public async Task No_cookie_goes_to_another_host()
    {
        var sent = new List<string>();
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            if (context.Request.Path.StartsWithSegments("/to")) sent.Add($"{context.Request.Host.Host}: {context.Request.Headers.Cookie}");
            return context.Request.Path.Value switch
            {
                "/to/a" => ToAsync(context, $"http://two.localhost:{context.Request.Host.Port}/to/b", "a=1; Path=/"),
                "/to/b" => ToAsync(context, $"http://one.localhost:{context.Request.Host.Port}/to/c", "b=2; Path=/; Domain=localhost"),
                _ => PageAsync(context, isLinked: true),
            };
        });

        Assert.Equal("live", (await RealVisit.VerdictAsync(site.Url("/to/a", "one.localhost"))).Says());
        Assert.Equal(["one.localhost: ", "two.localhost: ", "one.localhost: a=1"], sent);
    }

    private static Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var cookies = context.Request.Headers.Cookie.ToString();
        var hasCookie = cookies.Contains("ok=1", StringComparison.Ordinal);
        var isLinked = !path.EndsWith("/without", StringComparison.Ordinal);
        return path switch
        {
            "/robots.txt" => StatusAsync(context, 404),
            "/gate" or "/gate/without" when !hasCookie => ToAsync(context, $"/check?to={path}", "ok=1; Path=/"),
            "/check" when hasCookie => ToAsync(context, context.Request.Query["to"]!),
            "/check" => PageAsync(context, isLinked: false),
            "/itself" or "/itself/without" when !hasCookie => ToAsync(context, path, "ok=1; Path=/"),
            "/set/check" when !hasCookie => ToAsync(context, "/set/", "ok=1; Path=/set"),
            "/set/" => ToAsync(context, "/set/check"),
            "/permanent" when !hasCookie => ToAsync(context, path, "ok=1; Path=/; Max-Age=3600", 301),
            "/refresh" or "/refresh/without" when !hasCookie => RefreshAsync(context, path, "ok=1"),
            "/two" when !cookies.Contains("second=2", StringComparison.Ordinal) =>
                ToAsync(context, path, hasCookie ? "second=2" : "ok=1; Expires=Wed, 09 Jun 2100 10:18:14 GMT"),
            "/renewed" when !cookies.Contains("id=9", StringComparison.Ordinal) =>
                ToAsync(context, path, cookies.Length == 0 ? "id=1" : "id=9"),
            "/deleted" when cookies.Length == 0 && !context.Request.Query.ContainsKey("t") => ToAsync(context, "/deleted?t=1", "ok=1"),
            "/deleted" when hasCookie => ToAsync(context, "/deleted?t=1", "ok=; Max-Age=0"),
            "/bytes" when !cookies.Contains("k=\"a b\"/=+%20", StringComparison.Ordinal) => ToAsync(context, path, "k=\"a b\"/=+%20"),
            "/secure" when !hasCookie => ToAsync(context, "/secure-check", "ok=1; Path=/; Secure"),
            "/foreign" when !hasCookie => ToAsync(context, "/foreign", "ok=1; Domain=other.example"),
            "/never" or "/never/gone" or "/never/file" => ToAsync(context, path + "-cookies", "ok=1"),
            "/never/gone-cookies" => StatusAsync(context, 404),
            "/never/file-cookies" => PageAsync(context, isLinked: false, "application/pdf"),
            "/loop" => ToAsync(context, "/loop-back", "ok=1; Path=/"),
            "/loop-back" => ToAsync(context, "/loop", "ok=1; Path=/"),
            "/counter" => ToAsync(context, "/counter", $"n={cookies.Length}"),
            "/refresh/counter" => RefreshAsync(context, path, $"n=1{cookies}"[..Math.Min(3 + cookies.Length, 100)]),
            "/flood" => ToAsync(context, "/flooded", "ok=" + new string('x', 5_000), 301),
            "/cookieless" => ToAsync(context, "/no-cookies"),
            "/moved-bare/302" => ToAsync(context, "/elsewhere/without"),
            "/moved-logout/302" => ToAsync(context, "/elsewhere/without", "session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"),
            _ when path.StartsWith("/behind/", StringComparison.Ordinal) => hasCookie
                ? ToAsync(context, "/elsewhere/without", status: int.Parse(path[8..]))
                : ToAsync(context, $"/check?to={path}", "ok=1; Path=/"),
            _ when path.StartsWith("/moved/", StringComparison.Ordinal) =>
                ToAsync(context, "/elsewhere/without", "session=abc; Path=/; HttpOnly", int.Parse(path[7..])),
            "/slash" => ToAsync(context, "/slash/", "session=abc"),
            "/session" => PageAsync(context, isLinked: false, cookie: "session=abc"),
            "/asks" => AsksAsync(context),
            "/never-cookies" or "/secure-check" or "/flooded" or "/no-cookies" or "/slash/" => PageAsync(context, isLinked: false),
            _ => PageAsync(context, isLinked),
        };
    }

    private static Task ToAsync(HttpContext context, string to, string? cookie = null, int status = 302)
    {
        if (cookie is not null) context.Response.Headers.Append("Set-Cookie", cookie);
        (context.Response.StatusCode, context.Response.Headers.Location) = (status, to);
        return Task.CompletedTask;
    }

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task RefreshAsync(HttpContext context, string to, string cookie)
    {
        context.Response.Headers.Append("Set-Cookie", cookie);
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync($"<!doctype html><meta http-equiv=refresh content='0; url={to}'><p>A moment</p></html>");
    }

    private static Task PageAsync(HttpContext context, bool isLinked, string type = "text/html", string? cookie = null)
    {
        if (cookie is not null) context.Response.Headers.Append("Set-Cookie", cookie);
        context.Response.ContentType = type;
        return context.Response.WriteAsync(RealVisit.Html(isLinked));
    }

    private static Task AsksAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync(
            "<!doctype html><title>Lamps</title><p>Your browser is not accepting cookies. Please switch them on.</p></html>");
    }
}
