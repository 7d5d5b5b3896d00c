using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Support;

/// <summary>
/// A web site on a free port of 127.0.0.1, answering by one delegate: HTTP/1.1, and HTTP/2 too if it has a certificate.
/// What it was asked is kept. For answers that break HTTP itself there is <see cref="RawSite"/>.
/// </summary>
public sealed class LoopbackSite : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly string scheme;

    private LoopbackSite(WebApplication server, string scheme, ConcurrentQueue<string> asked)
    {
        (this.server, this.scheme, Asked) = (server, scheme, asked);
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Port = new Uri(address).Port;
    }

    public int Port { get; }

    /// <summary>Path and query of every request, in the order they came.</summary>
    public ConcurrentQueue<string> Asked { get; }

    public static async Task<LoopbackSite> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var asked = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is null) return;
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        app.Run(context =>
        {
            asked.Enqueue(context.Request.GetEncodedPathAndQuery());
            return answer(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LoopbackSite(app, certificate is null ? "http" : "https", asked);
    }

    /// <summary>Every path answers with the same page.</summary>
    public static Task<LoopbackSite> StartAsync(string html) => StartAsync(context =>
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html);
    });

    public WebUrl Url(string path = "/", string host = "127.0.0.1") => WebUrl.Parse($"{scheme}://{host}:{Port}{path}");

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await server.StopAsync(now.Token);
        await server.DisposeAsync();
    }
}
