using LinkWatch.Judging;
using LinkWatch.Tests.Core.Judging;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>Pages in whose place visitors see others: frames, and scripts that send them on. The others are asked too.</summary>
public sealed class InsteadPageTests
{
    private const string Linked = "linked";
    private const string Bare = "bare";

    [Theory]
    [InlineData("<frameset cols='20%,80%'><frame src='/menu'><frame src='/linked'></frameset>")]
    [InlineData("<body><iframe src='/linked'></iframe></body>")]
    [InlineData("<body><h1>Lamps</h1><p>What we say about lamps.</p><iframe src='linked' height=900></iframe></body>")]
    [InlineData("<body><object type='text/html' data='/linked'></object></body>")]
    [InlineData("<body><p>Moved.</p><script>location.href = '/linked'</script></body>")]
    [InlineData("<body><p>Moved.</p><script>setTimeout(\"location.replace('/linked')\", 3000)</script></body>")]
    [InlineData("<body><p>Moved.</p><script>var to = '/linked'; window.location = to</script></body>")]
    [InlineData("<body onload=\"location.href = location.origin + '/linked'\"><p>Moved.</p></body>")]
    [InlineData("<body><p>Moved.</p><script>location.href = '/moved'</script></body>")]
    public async Task A_link_that_visitors_see_there_is_live(string body)
    {
        var verdict = await VerdictAsync(body);

        Assert.Equal("live", verdict.Says());
        Assert.Contains(verdict.Evidence, line => line.Contains("the link is there", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<frameset cols='20%,80%'><frame src='/menu'><frame src='/bare'></frameset>")]
    [InlineData("<body><iframe src='/bare'></iframe></body>")]
    [InlineData("<body><p>Moved.</p><script>location.href = '/bare'</script></body>")]
    public async Task A_link_that_is_in_none_of_them_is_lost(string body) =>
        Assert.Equal("lost: link-removed", (await VerdictAsync(body)).Says());

    [Theory]
    [InlineData("<frameset cols='20%,80%'><frame src='/bare'><frame src='/broken'></frameset>")]
    [InlineData("<frameset cols='20%,80%'><frame src='/bare'><frame src='/gone'></frameset>")]
    [InlineData("<frameset cols='20%,80%'><frame src='/bare'><frame src='/private/frame'></frameset>")]
    [InlineData("<frameset rows='*'><frame src='/frames'></frameset>")]
    [InlineData("<frameset rows='*'><frame src='javascript:draw()'></frameset>")]
    [InlineData("<frameset rows='*'><frame src='/1'><frame src='/2'><frame src='/3'><frame src='/4'><frame src='/bare'></frameset>")]
    [InlineData("<body><iframe srcdoc='&lt;p&gt;lamps&lt;/p&gt;'></iframe></body>")]
    [InlineData("<body><iframe src='/login'></iframe></body>")]
    [InlineData("<body><p>Moved.</p><script>location.href = '/sends'</script></body>")]
    [InlineData("<body><p>Moved.</p><script>location.href = next()</script></body>")]
    [InlineData("<body><p>Moved.</p><script>var to = '/bare'; list.forEach(function (x) { to = x; }); location.href = to</script></body>")]
    [InlineData("<body><p>Moved.</p><script>var to = '/bare'; function go(to) { location.href = to; } go(next())</script></body>")]
    [InlineData("<body><div id=app></div><script>if (isPhone()) location.href = '/bare'</script><script src=app.js></script></body>")]
    [InlineData("<body><p>Wait.</p><script>document.forms[0].submit()</script></body>")]
    [InlineData("<body><p>Wait.</p><script>document.cookie = 'a=1'; location.reload()</script></body>")]
    public async Task What_could_not_be_seen_of_them_says_nothing(string body) =>
        Assert.Equal("unknown: needs-javascript", (await VerdictAsync(body)).Says());

    [Fact]
    public async Task No_other_page_is_asked_if_the_link_is_on_the_page_itself()
    {
        await using var site = await LoopbackSite.StartAsync(context =>
            AnswerAsync(context, $"<body>{RealVisit.Link}<iframe src='/bare'></iframe></body>"));

        Assert.Equal("live", (await RealVisit.VerdictAsync(site.Url("/page"))).Says());
        Assert.DoesNotContain("/bare", site.Asked);
    }

    private static async Task<Verdict> VerdictAsync(string body)
    {
        await using var site = await LoopbackSite.StartAsync(context => AnswerAsync(context, body));
        return await RealVisit.VerdictAsync(site.Url("/page"));
    }

    private static Task AnswerAsync(HttpContext context, string page)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        switch (context.Request.Path.Value)
        {
            case "/robots.txt":
                response.ContentType = "text/plain";
                return response.WriteAsync("User-agent: *\nDisallow: /private/\n");
            case "/page":
                return response.WriteAsync($"<!doctype html><html><head><title>Lamps</title></head>{page}</html>");
            case "/" + Linked:
                return response.WriteAsync(RealVisit.Html(isLinked: true));
            case "/menu" or "/" + Bare or "/1" or "/2" or "/3" or "/4" or "/private/frame":
                return response.WriteAsync(RealVisit.Html(isLinked: false));
            case "/frames":
                return response.WriteAsync("<html><frameset><frame src='/bare'></frameset></html>");
            case "/sends":
                return response.WriteAsync("<html><body><p>On.</p><script>location = '/bare'</script></body></html>");
            case "/login":
                return response.WriteAsync("<title>Log in</title><p>You must log in to view this</p><input type=password>");
            case "/moved":
                response.Redirect("/linked");
                return Task.CompletedTask;
            default:
                response.StatusCode = context.Request.Path == "/gone" ? 404 : 503;
                return response.WriteAsync("<p>Sorry.</p>");
        }
    }
}
