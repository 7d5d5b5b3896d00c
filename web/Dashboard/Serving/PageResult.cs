using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>
/// A page: rendered on the server, then sent. Both hosts take it, with or without ASP.NET Core's routing.
/// </summary>
/// <param name="page">The page's component.</param>
/// <param name="call">What was asked.</param>
/// <param name="model">What it shows.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class PageResult(Type page, DashboardCall call, object model, int status) : IResult
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    private string html = "";

    public static PageResult Of<TPage, TModel>(DashboardCall call, TModel model, int status = StatusCodes.Status200OK)
        where TPage : DashboardPage<TModel>
        where TModel : notnull => new(typeof(TPage), call, model, status);

    public static PageResult Message(DashboardCall call, int status, string title, string text) =>
        Of<MessagePage, MessageModel>(call, new MessageModel(title, text), status);

    /// <summary>That somebody asks too often.</summary>
    public static PageResult TooMany(DashboardCall call, TimeSpan wait, string title)
    {
        AttemptQuota.SayWhen(call.Http, wait);
        return Message(call, StatusCodes.Status429TooManyRequests, title, "Try again in an hour.");
    }

    public async Task RenderAsync()
    {
        var services = call.Http.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(DashboardPage<object>.Call)] = call,
            [nameof(DashboardPage<object>.Model)] = model,
        });
        html = await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync(page, parameters)).ToHtmlString());
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex";
        response.Headers.CacheControl = "no-store";
        await response.WriteAsync(html, httpContext.RequestAborted);
    }
}
