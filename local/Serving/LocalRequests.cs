using System.Net;
using LinkWatch.Web;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Local.Serving;

/// <summary>
/// The API of <c>serve</c> has no key: it is for programs on this machine. A browser on it shows pages of anybody's, and these may post to
/// 127.0.0.1, or read from it under a name of theirs that leads there; so whatever says that it comes from another site,
/// or asks under another name, is refused.
/// </summary>
internal static class LocalRequests
{
    public static Task RefuseForeignAsync(HttpContext context, RequestDelegate next) => IsPublic(context.Request) || IsOwn(context.Request)
        ? next(context)
        : ApiAnswer.Error(
            StatusCodes.Status403Forbidden, "this API is for programs on its own machine: ask 127.0.0.1").ExecuteAsync(context);

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
