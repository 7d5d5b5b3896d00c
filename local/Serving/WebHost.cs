using System.Net;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Settings;
using LinkWatch.Web;
using LinkWatch.Web.Dashboard;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.Dashboard.SigningIn;
using LinkWatch.Web.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace LinkWatch.Local.Serving;

/// <summary>The web server on this machine: the dashboard, the API, and what a command adds to them.</summary>
internal static class WebHost
{
    /// <param name="settings">The settings.</param>
    /// <param name="storage">What is shown; the caller closes it.</param>
    /// <param name="key">What the API asks of whoever comes from outside.</param>
    /// <param name="end">Where it listens.</param>
    /// <param name="more">Adds logging, and services that run beside it.</param>
    public static WebApplication Build(
        LocalSettings settings, OpenStorage storage, ApiKey? key, IPEndPoint end, Action<WebApplicationBuilder> more)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(end));
        builder.Services.AddSingleton(settings).AddPipeline(settings, storage);
        builder.Services.AddWeb().AddSingleton<IHealth>(all =>
            new CachedHealth(all.GetRequiredService<PipelineHealth>(), all.GetRequiredService<TimeProvider>()));
        builder.Services.AddDashboard(
            new DashboardOptions { PublicUrl = settings.PublicUrl, Operators = settings.Operators, Storage = () => storage.Use },
            SigningKeyFile.Of(settings));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        more(builder);
        var app = builder.Build();
        app.Use(new LocalRequests(key, settings.PublicUrl).RefuseForeignAsync);
        if (app.Services.GetService<MeterProvider>() is not null) app.UseOpenTelemetryPrometheusScrapingEndpoint(Metrics.Path);
        app.UseWhen(
            http => !ApiReference.IsAt(http.Request.Path),
            api => api.Use(app.Services.GetRequiredService<ApiGate>().PassAsync)
                .Use(app.Services.GetRequiredService<IdempotentRequests>().PassAsync));

        // After the gate, which takes the /api off the path of a request with a site's key.
        app.UseRouting();
        app.Map("/{**path}", (HttpContext http, DashboardApp dashboard) => dashboard.AnswerAsync(http));
        WebRoutes.Map(app);
        ApiReference.Map(app);
        return app;
    }

    /// <summary>An address that signs in whoever runs this.</summary>
    /// <param name="app">The server.</param>
    /// <param name="root">Where it is reached.</param>
    public static Uri SignInAt(WebApplication app, Uri root) =>
        app.Services.GetRequiredService<SignInLinks>().For(root, new Visitor(Visitor.ThisComputer, IsOperator: true));
}
