using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Badges;

/// <summary>A site's badge, for those that switched it on.</summary>
/// <param name="sites">Which have.</param>
/// <param name="counts">Of their links.</param>
/// <param name="links">Null if nothing is signed.</param>
public sealed class BadgeEndpoint(ISiteStore sites, ISiteLinks counts, BadgeLinks? links = null)
{
    /// <summary>Whoever shows a badge sends every reader here.</summary>
    private const string Caching = "public, max-age=3600";

    /// <summary>Wherever a picture is opened as a page, it has neither scripts nor anything from elsewhere.</summary>
    private const string Policy = "default-src 'none'; frame-ancestors 'none'; sandbox";

    public async Task<IResult> ShowAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        // A wrong signature, a badge that is off and a site that doesn't exist look alike.
        var (key, signature) = ((string?)request.Query["key"], (string?)request.Query["signature"]);
        if (links is null || key is null || signature is null || !links.IsOurs(site, key, signature)
            || await sites.FindSiteAsync(site, cancellationToken) is not { Row.Badge: true })
            return ApiAnswer.Error(ApiErrorCode.NoSuchAddress, "there is no such badge, or it is off: linkwatch site set SITE --badge on");

        var live = (await counts.CountsAsync(site, cancellationToken)).Of(ListedStatus.Live);
        var headers = request.HttpContext.Response.Headers;
        (headers.CacheControl, headers.ContentSecurityPolicy, headers.XContentTypeOptions) = (Caching, Policy, "nosniff");
        return ApiAnswer.Tagged(BadgeImage.Write(live), "image/svg+xml");
    }
}
