using System.Net;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>A page for owners who followed a signed link in a mail.</summary>
internal static class PublicPage
{
    public static IResult Of(string title, string body, int status = StatusCodes.Status200OK) => Results.Content(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta "
            + "name=\"robots\" content=\"noindex\">"
        + $"<meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head><body "
        + "style=\"font-family:system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 "
        + $"1rem\"><h1>{title}</h1>{body}</body></html>",
        "text/html; charset=utf-8",
        statusCode: status);

    public static IResult Refused() => Of(
        "Invalid link",
        "<p>This link is incomplete, or its key has expired. The link in your latest mail works.</p>",
        StatusCodes.Status403Forbidden);

    public static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");
}
