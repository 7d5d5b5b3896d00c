using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>Lists the sites; shows, adds, changes and removes one.</summary>
public sealed class SiteEndpoints(ISiteStore sites, SiteChange changes, SiteRemoval removal, IEnumerable<IAlertChannel> channels)
{
    /// <summary>Azure ends a request after 230 seconds; a removal takes about 10 ms a link.</summary>
    internal const int MaxLinks = 10_000;

    /// <summary>With the key of a site, that one.</summary>
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var listed = KeyedSite.Of(request.HttpContext) is not { } keyed ? await sites.ListSitesAsync(cancellationToken)
            : await sites.FindSiteAsync(keyed.SiteId, cancellationToken) is { } site ? [site] : [];
        return ApiAnswer.Of(new SiteList([.. listed.Select(site => site.Row)]));
    }

    public async Task<IResult> ShowAsync(string site, CancellationToken cancellationToken) =>
        await sites.FindSiteAsync(site, cancellationToken) is { Row: var row } ? ApiAnswer.Of(row) : ApiAnswer.NoSuchSite();

    /// <summary>202 if so many links are left that the caller has to ask again.</summary>
    public async Task<IResult> RemoveAsync(string site, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return ApiAnswer.NoSuchSite();
        var (links, isGone) = await removal.RemoveAsync(site, MaxLinks, cancellationToken);
        return ApiAnswer.Of(new SiteRemoved(links), isGone ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    /// <summary>Properties that the body does not name stay as they are. 201 if the site is new.</summary>
    public async Task<IResult> SetAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!SiteFields.IsId(site)) return Refusal($"“{site}” is not a valid site id; use 1 to 63 of a–z, 0–9 and -");
        var (body, refusal) = await RequestBody.ReadAsync<SiteRequest>(request, cancellationToken);
        if (body is null) return refusal!;
        var isKeyed = KeyedSite.Of(request.HttpContext) is not null;

        // Revoking a key would not end what its holder let in by these.
        if (isKeyed && (body.Owners is not null || body.Channels is not null))
            return ApiAnswer.Error(
                ApiErrorCode.WrongScope, "owners and channels are for an owner on the dashboard, or for the operator: no site's key sets them");
        var known = channels.Select(channel => channel.Name).ToList();
        string? problem = null;
        var isGone = false;
        var saved = await changes.SaveAsync(
            site,
            before =>
            {
                isGone = before is null && isKeyed;
                if (isGone) return null;
                var edit = new SiteEdit(before ?? new Site { Id = site, Domains = [] }, known);
                edit.Set(body);
                problem = edit.Finish();
                return problem is null ? edit.Site : null;
            },
            cancellationToken);
        if (isGone) return ApiAnswer.NoSuchSite();
        return saved is var (now, isNew)
            ? ApiAnswer.Of(now, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : Refusal(problem!);
    }

    private static IResult Refusal(string line) => ApiAnswer.Error(ApiErrorCode.InvalidSite, line);
}
