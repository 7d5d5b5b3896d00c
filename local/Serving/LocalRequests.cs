using System.Net;
using LinkWatch.Web;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Local.Serving;

/// <summary>
/// Who may use the API of <c>serve</c>. Its public routes are open to everybody, and those of a site to whoever has a key of that site. The
/// others need the key if there is one; without one they are only for programs on this machine, and requests that a proxy or a browser
/// forwards for somebody else are refused. docs/decisions/0011 describes the attacks.
/// </summary>
internal sealed class LocalRequests(ApiKey? key, Uri? publicUrl)
{
    /// <summary>What proxies add to a request.</summary>
    private static readonly string[] ProxyHeaders =
        ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Real-IP"];

    public Task RefuseForeignAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (DashboardApp.IsAt(request.Path) || ApiReference.IsAt(request.Path))
        {
            return IsForUs(request)
                ? next(context)
                : Refuse(ApiErrorCode.NotLocal, "the dashboard is at 127.0.0.1, or at LINKWATCH_PUBLIC_URL if you set it");
        }

        if (WebRoutes.IsPublic(request.Path) || IsForTheGate(request)) return next(context);
        if (key is null ? IsOwn(request) && !IsPassedOn(request) : key.IsIn(request)) return next(context);
        if (key is not null) return Refuse(ApiErrorCode.MissingKey, "send the API's key in the header x-functions-key");
        return Refuse(
            ApiErrorCode.NotLocal,
            IsPassedOn(request)
                ? "this API is for programs on the same machine, and this request came through a proxy: set LINKWATCH_PUBLIC_URL, "
                    + "and whoever has the key may use it"
                : "this API is for programs on the same machine; use 127.0.0.1");

        Task Refuse(ApiErrorCode code, string line) => ApiAnswer.Error(code, line).ExecuteAsync(context);
    }

    /// <summary>The key of a site is looked at by <see cref="ApiGate"/>; what is none of its routes isn't open to one.</summary>
    private static bool IsForTheGate(HttpRequest request) => KeyedApi.IsAt(request.Path)
        || (SiteKeyGate.KeyIn(request) is not null && !request.Path.StartsWithSegments(Metrics.Path, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// A browser on this machine shows anybody's pages, and these may post to 127.0.0.1, or read from it under a name of theirs that leads
    /// there.
    /// </summary>
    private static bool IsOwn(HttpRequest request) =>
        IsLoopback(request.Host) && request.Headers["Sec-Fetch-Site"].ToString() is ("" or "same-origin" or "none");

    /// <summary>The dashboard has sessions; but under a name of theirs, others could make a browser here ask it.</summary>
    private bool IsForUs(HttpRequest request) => publicUrl is null
        ? IsLoopback(request.Host) && !IsPassedOn(request)
        : IsLoopback(request.Host) || request.Host.Host.Equals(publicUrl.Host, StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(HostString name)
    {
        var host = name.Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

    /// <summary>nginx as it comes adds no header and asks by our own name, but in HTTP/1.0.</summary>
    private static bool IsPassedOn(HttpRequest request) =>
        HttpProtocol.IsHttp10(request.Protocol) || ProxyHeaders.Any(request.Headers.ContainsKey);
}
