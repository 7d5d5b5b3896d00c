using LinkWatch.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scalar.AspNetCore;

namespace LinkWatch.Local.Serving;

/// <summary>The API to read and try out in a browser. Its script lies in its package: nothing is asked of other hosts.</summary>
internal static class ApiReference
{
    private const string Path = "/scalar";

    public static bool IsAt(PathString path) => path.StartsWithSegments(Path, StringComparison.Ordinal);

    public static void Map(WebApplication app) => app.MapScalarApiReference(Path, (options, http) =>
    {
        options.WithTitle("LinkWatch API").WithOpenApiRoutePattern($"/{WebRoutes.Document}").WithNonce();

        // All that would ask a service of its makers.
        (options.DefaultFonts, options.Telemetry, options.ProxyUrl, options.HideClientButton) = (false, false, null, true);
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.DisableAgent().DisableMcp();
        http.Response.OnStarting(() =>
        {
            http.Response.Headers.ContentSecurityPolicy = PolicyOf(http);
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return Task.CompletedTask;
        });
    });

    /// <summary>It writes styles into the page.</summary>
    private static string PolicyOf(HttpContext http) =>
        $"default-src 'none'; script-src 'nonce-{http.Items[ScalarOptions.NonceHttpContextItemKey]}'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; "
            + "frame-ancestors 'none'";
}
