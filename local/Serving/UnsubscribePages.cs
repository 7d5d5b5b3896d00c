using System.Net;
using LinkWatch.Alerting.Unsubscribing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LinkWatch.Local.Serving;

/// <summary>One-click unsubscribing (RFC 8058): GET asks, POST acts.</summary>
internal static class UnsubscribePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/" + UnsubscribeLinks.Path, Ask);
        routes.MapPost("/" + UnsubscribeLinks.Path, ActAsync);
    }

    private static IResult Ask(string? site, string? owner, string? key, string? signature, [FromServices] UnsubscribeLinks? links = null) =>
        IsOurs(links, site, owner, key, signature)
            ? Page("Unsubscribe", $"<p>No more mails about the backlinks of <b>{Encode(site)}</b> to <b>{Encode(owner)}</b>?</p><form method=\"post\"><button>No more mails</button></form>")
            : Refused();

    private static async Task<IResult> ActAsync(
        string? site, string? owner, string? key, string? signature, OwnerRemoval removal, CancellationToken cancellationToken, [FromServices] UnsubscribeLinks? links = null)
    {
        if (!IsOurs(links, site, owner, key, signature)) return Refused();
        await removal.RemoveAsync(site!, owner!, cancellationToken);
        return Page("Unsubscribed", $"<p>{Encode(owner)} gets no more mails about {Encode(site)}. Who runs LinkWatch can add the address again.</p>");
    }

    private static bool IsOurs(UnsubscribeLinks? links, string? site, string? owner, string? key, string? signature) =>
        links is not null && site is not null && owner is not null && key is not null && signature is not null && links.IsOurs(site, owner, key, signature);

    private static IResult Refused() => Page("Not a link of ours", "<p>This link is incomplete, or its key was taken out of use. The newest mail has one that works.</p>", StatusCodes.Status403Forbidden);

    private static IResult Page(string title, string body, int status = StatusCodes.Status200OK) => Results.Content(
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">"
        + $"<meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head><body style=\"font-family:system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem\"><h1>{title}</h1>{body}</body></html>",
        "text/html; charset=utf-8",
        statusCode: status);

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");
}
