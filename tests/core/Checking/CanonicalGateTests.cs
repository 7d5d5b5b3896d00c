using LinkWatch.Tests.Core.Judging;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>A canonical page that only leads on, or sends us to a page that asks for something, is no witness against a link.</summary>
public sealed class CanonicalGateTests
{
    [Theory]
    [InlineData("/refresh", "unindexed: canonical-elsewhere")]
    [InlineData("/refresh-header", "unindexed: canonical-elsewhere")]
    [InlineData("/refresh-late", "unindexed: canonical-elsewhere")]
    [InlineData("/refresh-to-login", "live")]
    [InlineData("/refresh-to-forbidden", "live")]
    [InlineData("/refresh-itself", "unindexed: canonical-elsewhere")]
    [InlineData("/refresh-itself-forever", "live")]
    [InlineData("/refresh-in-a-circle", "live")]
    [InlineData("/never", "live")]
    [InlineData("/circle", "live")]
    [InlineData("/login", "live")]
    [InlineData("/gate", "unindexed: canonical-elsewhere")]
    [InlineData("/moved", "unindexed: canonical-elsewhere")]
    [InlineData("/reloads", "unindexed: canonical-elsewhere")]
    [InlineData("/plain", "unindexed: canonical-elsewhere")]
    public async Task A_link_counts_on_its_page_unless_the_canonical_page_itself_lacks_it(string canonical, string says)
    {
        await using var site = await LoopbackSite.StartAsync(context => AnswerAsync(context, canonical));

        var verdict = await RealVisit.VerdictAsync(site.Url("/post"));

        Assert.Equal(says, verdict.Says());
        Assert.Contains(verdict.Evidence, line => line.Contains($"names {site.Url(canonical)}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_counts_where_the_canonical_page_leads()
    {
        await using var site = await LoopbackSite.StartAsync(context => AnswerAsync(context, "/refresh-to-link"));

        var verdict = await RealVisit.VerdictAsync(site.Url("/post-without"));

        Assert.Equal("live", verdict.Says());
    }

    private static Task AnswerAsync(HttpContext context, string canonical)
    {
        var path = context.Request.Path.Value!;
        var hasCookie = context.Request.Headers.Cookie.Count > 0;
        return path switch
        {
            "/robots.txt" => context.Response.WriteAsync("User-agent: *\nDisallow: /forbidden/\n"),
            "/post" => PageAsync(context, $"<link rel=canonical href={canonical}>", isLinked: true),
            "/post-without" => PageAsync(context, $"<link rel=canonical href={canonical}>"),
            "/refresh-to-link" => RefreshAsync(context, "0; url=/with-link"),
            "/with-link" => PageAsync(context, isLinked: true),
            "/refresh" => PageAsync(context, "<meta http-equiv=refresh content='0; url=/elsewhere'>"),
            "/refresh-header" => RefreshAsync(context, "0; url=/elsewhere"),
            "/refresh-itself" when !hasCookie => RefreshAsync(context, "0; url=/refresh-itself", "ok=1"),
            "/refresh-itself-forever" => RefreshAsync(context, "0; url=/refresh-itself-forever", $"n={Guid.CreateVersion7()}"),
            "/refresh-late" => PageAsync(context, "<meta http-equiv=refresh content='30; url=/elsewhere'>"),
            "/refresh-to-login" => RefreshAsync(context, "0; url=/login.php?next=/refresh-to-login"),
            "/refresh-to-forbidden" => RefreshAsync(context, "0; url=/forbidden/page"),
            "/refresh-in-a-circle" => RefreshAsync(context, "0; url=/refresh-back"),
            "/refresh-back" => RefreshAsync(context, "0; url=/refresh-in-a-circle"),
            "/never" => ToAsync(context, "/hello", "ok=1"),
            "/circle" => ToAsync(context, "/circle", $"ok={context.Request.Headers.Cookie.ToString().Length}"),
            "/login" => ToAsync(context, "/login.php?next=/login"),
            "/gate" when !hasCookie => ToAsync(context, "/gate", "ok=1"),
            "/moved" => ToAsync(context, "/elsewhere"),
            "/reloads" => PageAsync(context, "<meta http-equiv=refresh content=300>"),
            _ => PageAsync(context),
        };
    }

    private static Task ToAsync(HttpContext context, string to, string? cookie = null)
    {
        if (cookie is not null) context.Response.Headers.Append("Set-Cookie", $"{cookie}; Path=/");
        context.Response.Headers.Location = to;
        return StatusAsync(context, 302);
    }

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task RefreshAsync(HttpContext context, string refresh, string? cookie = null)
    {
        if (cookie is not null) context.Response.Headers.Append("Set-Cookie", cookie);
        context.Response.Headers.Append("Refresh", refresh);
        return PageAsync(context);
    }

    private static Task PageAsync(HttpContext context, string head = "", bool isLinked = false)
    {
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync(RealVisit.Html(isLinked).Replace("</head>", head + "</head>", StringComparison.Ordinal));
    }
}
