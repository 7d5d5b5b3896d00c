using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Sites;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>One-click unsubscribing (RFC 8058): GET asks, POST acts.</summary>
/// <param name="removal">Ends the mails, and with them the way in to the site.</param>
/// <param name="access">Ends the keys and shared addresses that the owner made.</param>
/// <param name="links">Null if mails have no unsubscribe links.</param>
public sealed class UnsubscribePages(OwnerRemoval removal, SiteAccess access, UnsubscribeLinks? links = null)
{
    public IResult Ask(HttpRequest request) => OursOf(request) is { } ours
        ? PublicPage.Of("Unsubscribe", $"<p>Stop the mails about the backlinks of <b>{PublicPage.Encode(ours.Site)}</b> to "
            + $"<b>{PublicPage.Encode(ours.Owner)}</b>? The address then can’t sign in to the site any more either, and the API keys and shared addresses "
            + "that it made are revoked.</p><form method=\"post\"><button>Unsubscribe</button></form>")
        : PublicPage.Refused();

    public async Task<IResult> ActAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (OursOf(request) is not { } ours) return PublicPage.Refused();
        await access.RevokeOfAsync(ours.Site, [ours.Owner], cancellationToken);
        await removal.RemoveAsync(ours.Site, ours.Owner, cancellationToken);
        return PublicPage.Of(
            "Unsubscribed",
            $"<p>{PublicPage.Encode(ours.Owner)} will get no more mails about {PublicPage.Encode(ours.Site)}. "
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
}
