using System.Text;
using LinkWatch.Links;
using LinkWatch.Signing;
using LinkWatch.Tests.Support;
using LinkWatch.Web;
using LinkWatch.Web.Badges;
using LinkWatch.Web.Dashboard;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Web.Badges;

/// <summary>Who sees a badge.</summary>
public sealed class BadgeEndpointTests : IAsyncLifetime
{
    private TestPipeline pipeline = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Site Shown => TestPipeline.Site with { Badge = true };

    public async ValueTask InitializeAsync() => pipeline = await TestPipeline.StartAsync(services =>
        services.AddWeb().AddDashboard(new DashboardOptions(), SigningKeys.Parse([UnsubscribeLink.Keys])));

    public ValueTask DisposeAsync() => pipeline.DisposeAsync();

    [Fact]
    public async Task A_site_that_switched_it_on_shows_its_live_links()
    {
        await pipeline.Sites.SaveSiteAsync(Shown, Stop);
        await pipeline.TrackAsync("https://a.example/", "https://b.example/");
        pipeline.Web.Say("https://a.example/", Status.Live);
        pipeline.Web.Say("https://b.example/", Status.Nofollow, Reason.RelNofollow);

        var (status, body, headers) = await AskAsync(UnsubscribeLink.ForBadge("shop"));

        Assert.Equal((200, "image/svg+xml"), (status, headers.ContentType.ToString()));
        Assert.Contains("<title id=\"t\">backlinks: 0 live</title>", body, StringComparison.Ordinal);
        Assert.Equal(
            ("public, max-age=3600", "nosniff", "default-src 'none'; frame-ancestors 'none'; sandbox"),
            (headers.CacheControl.ToString(), headers.XContentTypeOptions.ToString(), headers.ContentSecurityPolicy.ToString()));
        Assert.False(headers.ContainsKey("Set-Cookie"));

        await pipeline.CycleAsync();
        Assert.Contains(": 1 live<", (await AskAsync(UnsubscribeLink.ForBadge("shop"))).Body, StringComparison.Ordinal);
        var same = await AskAsync(UnsubscribeLink.ForBadge("shop"), headers.ETag.ToString());
        Assert.Equal(200, same.Status);
        Assert.Equal(304, (await AskAsync(UnsubscribeLink.ForBadge("shop"), same.Headers.ETag.ToString())).Status);
    }

    [Fact]
    public async Task Nobody_sees_one_that_is_off_or_guesses_an_address()
    {
        var address = UnsubscribeLink.ForBadge("shop");
        Assert.Equal(404, (await AskAsync(address)).Status);

        await pipeline.Sites.SaveSiteAsync(Shown, Stop);
        await pipeline.Sites.SaveSiteAsync(Shown with { Id = "other" }, Stop);
        string[] wrong =
        [
            "sites/shop/badge.svg",
            address.Split('&')[0],
            address[..^1] + (address[^1] == '0' ? '1' : '0'),
            address.Replace("key=test", "key=none", StringComparison.Ordinal),
            address.Replace("sites/shop", "sites/other", StringComparison.Ordinal),
            UnsubscribeLink.ForBadge("nobody"),
        ];
        foreach (var other in wrong) Assert.Equal(404, (await AskAsync(other)).Status);
        Assert.Equal(200, (await AskAsync(address)).Status);
    }

    private async Task<(int Status, string Body, IHeaderDictionary Headers)> AskAsync(string address, string? known = null)
    {
        var http = new DefaultHttpContext { RequestServices = pipeline.Services };
        var uri = new Uri("http://127.0.0.1/" + address);
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = ("GET", uri.AbsolutePath, new QueryString(uri.Query));
        if (known is not null) http.Request.Headers.IfNoneMatch = known;
        using var body = new MemoryStream();
        http.Response.Body = body;
        var answer = await pipeline.Get<BadgeEndpoint>().ShowAsync(uri.Segments[2].TrimEnd('/'), http.Request, Stop);
        await answer.ExecuteAsync(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), http.Response.Headers);
    }
}
