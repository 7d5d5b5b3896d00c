using System.Net;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Local.Demo;

/// <summary>A small web on loopback whose pages change from day to day. Its hosts are subdomains of <c>localhost</c>.</summary>
internal sealed class DemoWeb : IAsyncDisposable
{
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromMilliseconds(1_300);
    private readonly Dictionary<(string Host, string Path), DemoPage> pages =
        DemoPages.All.Concat(DemoPages.Burst).Concat(DemoPages.Own).Concat(DemoDiscovery.Pages)
            .ToDictionary(page => (page.Host, page.Path));
    private readonly TimeProvider time;
    private readonly WebApplication app;

    private DemoWeb(TimeProvider time)
    {
        this.time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>The day of the demo, from 0.</summary>
    public int Day { get; set; }

    public static async Task<DemoWeb> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var web = new DemoWeb(time);
        await web.app.StartAsync(cancellationToken);
        return web;
    }

    public WebUrl UrlOf(DemoPage page) => UrlOf(page.Host, page.Path);

    /// <summary>The page of the demo's own site that a page links to.</summary>
    public WebUrl TargetOf(DemoPage page) => UrlOf(DemoPages.Own[0].Host, page.Target);

    private WebUrl UrlOf(string host, string path) =>
        WebUrl.Parse($"http://{host}.localhost:{new Uri(app.Urls.First()).Port}{path}");

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var host = context.Request.Host.Host.Split('.')[0];
        var path = context.Request.Path.Value ?? "/";
        var page = pages.GetValueOrDefault((host, path));
        var kind = page?.On(Day);
        if (kind == PageKind.Slow) await Task.Delay(SlowAnswer, time, context.RequestAborted);
        if (kind == PageKind.Silent) await Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted);

        var answer = page is not null ? DemoAnswer.Of(page, kind!.Value, TargetOf(page))
            : path is "/" or "/about" ? DemoAnswer.About
            : DemoAnswer.NotFound;
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        if (answer.Body.Length == 0) return;
        context.Response.ContentLength = answer.Body.Length;
        if (kind != PageKind.CutShort)
        {
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
            return;
        }

        await context.Response.Body.WriteAsync(answer.Body.AsMemory(0, answer.Body.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
