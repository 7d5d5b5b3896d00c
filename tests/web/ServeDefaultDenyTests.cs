using System.Net;
using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Serving;
using LinkWatch.Local.Settings;
using LinkWatch.Sites;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Tests.Web;

/// <summary>The web server of <c>serve</c>, with a key.</summary>
public sealed class ServeDefaultDenyTests : DefaultDenyContract
{
    private readonly TempFolder folder = new();
    private OpenStorage storage = null!;
    private WebApplication app = null!;

    private protected override Uri Url => new(app.Urls.Single());

    public override async ValueTask InitializeAsync()
    {
        var settings = new LocalSettings { DataFolder = folder.Path };
        storage = await OpenStorage.OpenAsync(settings, Stop);
        app = WebHost.Build(settings, storage, new ApiKey("right"), new IPEndPoint(IPAddress.Loopback, 0), builder =>
        {
            builder.Logging.ClearProviders();
            Metrics.Add(builder);
        });
        await app.StartAsync(Stop);
        Dashboard = app.Services.GetRequiredService<DashboardRoutes>().All;
        var site = new Site { Id = "shop", Domains = [Domain], Owners = ["secret-owner@shop.example"] };
        await storage.Stores.Sites.SaveSiteAsync(site, Stop);
        var link = new Backlink { Source = WebUrl.Parse(Page), Target = new LinkTarget(WebUrl.Parse($"https://{Domain}/")) };
        await app.Services.GetRequiredService<LinkTracker>().AddAsync(site, [link], "test", progress: null, Stop);
    }

    public override async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        storage.Dispose();
        folder.Dispose();
    }

    private protected override async Task<string> StateAsync() => string.Join(
        '\n',
        (await storage.Stores.Sites.ListSitesAsync(Stop)).Select(site => $"{Json.Write(site.Row)} {site.Version}")
            .Concat((await storage.Stores.Sites.ListLinksAsync("shop", null, 100, Stop)).Rows
                .Select(link => $"{Json.Write(link.Row)} {link.Version}")));
}
