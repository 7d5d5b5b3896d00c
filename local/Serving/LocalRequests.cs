using System.Net;
using LinkWatch.Web;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Local.Serving;

/// <summary>
/// The API of <c>serve</c> has no key: it is for programs on this machine. But any page in a browser on this machine can post to 127.0.0.1,
/// or read from it through a host name that resolves there (DNS rebinding). So requests from other sites or for other host names are
/// refused.
/// </summary>
internal static class LocalRequests
{
    public static Task RefuseForeignAsync(HttpContext context, RequestDelegate next) => IsPublic(context.Request) || IsOwn(context.Request)
        ? next(context)
        : ApiAnswer.Error(
            StatusCodes.Status403Forbidden, "this API is for programs on the same machine; use 127.0.0.1").ExecuteAsync(context);

    private static bool IsPublic(HttpRequest request) =>
        WebRoutes.Public.Any(route => request.Path.Equals("/" + route, StringComparison.OrdinalIgnoreCase));

    private static bool IsOwn(HttpRequest request)
    {
        var host = request.Host.Host.Trim('[', ']');
        var isLoopback = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        return isLoopback && request.Headers["Sec-Fetch-Site"].ToString() is ("" or "same-origin" or "none");
    }
}
