using System.Net;
using LinkWatch.Alerting.Unsubscribing;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>One-click unsubscribing (RFC 8058): GET asks, POST acts.</summary>
/// <param name="removal">Ends the mails.</param>
/// <param name="links">Null if mails have no unsubscribe links.</param>
public sealed class UnsubscribePages(OwnerRemoval removal, UnsubscribeLinks? links = null)
{
    public IResult Ask(HttpRequest request) => OursOf(request) is { } ours
        ? Page("Unsubscribe", $"<p>Stop the mails about the backlinks of <b>{Encode(ours.Site)}</b> to "
            + $"<b>{Encode(ours.Owner)}</b>?</p><form method=\"post\"><button>Unsubscribe</button></form>")
        : Refused();

    public async Task<IResult> ActAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (OursOf(request) is not { } ours) return Refused();
        await removal.RemoveAsync(ours.Site, ours.Owner, cancellationToken);
        return Page(
            "Unsubscribed",
            $"<p>{Encode(ours.Owner)} will get no more mails about {Encode(ours.Site)}. "
                + "Whoever runs LinkWatch can add the address again.</p>");
    }

    /// <summary>The site and owner that the signed URL names; null if the signature is not ours.</summary>
    private (string Site, string Owner)? OursOf(HttpRequest request)
    {
        var (site, owner) = ((string?)request.Query["site"], (string?)request.Query["owner"]);
        var (key, signature) = ((string?)request.Query["key"], (string?)request.Query["signature"]);
        return links is not null && site is not null && owner is not null && key is not null && signature is not null
            && links.IsOurs(site, owner, key, signature) ? (site, owner) : null;
    }

    private static IResult Refused() => Page(
        "Invalid link",
        "<p>This link is incomplete, or its key has expired. The link in your latest mail works.</p>",
        StatusCodes.Status403Forbidden);

    private static IResult Page(string title, string body, int status = StatusCodes.Status200OK) => Results.Content(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta "
            + "name=\"robots\" content=\"noindex\">"
        + $"<meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head><body "
        + "style=\"font-family:system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 "
        + $"1rem\"><h1>{title}</h1>{body}</body></html>",
        "text/html; charset=utf-8",
        statusCode: status);

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");
}
