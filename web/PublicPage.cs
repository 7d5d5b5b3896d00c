using System.Net;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>A page for owners who followed a signed link in a mail.</summary>
internal static class PublicPage
{
    /// <summary>Nothing but its own styles, and a form that leads back to it.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static IResult Of(string title, string body, int status = StatusCodes.Status200OK) => new Page(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta "
            + "name=\"robots\" content=\"noindex\">"
        + $"<meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head><body "
        + "style=\"font-family:system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 "
        + $"1rem\"><h1>{title}</h1>{body}</body></html>",
        status);

    public static IResult Refused() => Of(
        "Invalid link",
        "<p>This link is incomplete, or its key has expired. The link in your latest mail works.</p>",
        StatusCodes.Status403Forbidden);

    public static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>It names an owner's address, and its own address is a key: nobody keeps it or passes it on.</summary>
    private sealed class Page(string html, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.ContentSecurityPolicy = Policy;
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers.CacheControl = "no-store";
            return response.WriteAsync(html, httpContext.RequestAborted);
        }
    }
}
