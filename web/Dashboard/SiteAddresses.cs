using LinkWatch.Links;
using LinkWatch.Web.Badges;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>Where other programs find what a site has for them.</summary>
/// <param name="options">Where the dashboard is reached.</param>
/// <param name="badges">Null if nothing is signed.</param>
public sealed class SiteAddresses(DashboardOptions options, BadgeLinks? badges)
{
    public SharedAddresses Of(HttpRequest request, Site site)
    {
        var root = options.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}{request.PathBase}");
        return new SharedAddresses(
            FeedAt(root, WebRoutes.Feed, site), FeedAt(root, WebRoutes.JsonFeed, site), site.Badge ? badges?.For(root, site.Id) : null);
    }

    private static Uri FeedAt(Uri root, string route, Site site) => new(
        $"{root.AbsoluteUri.TrimEnd('/')}{KeyedApi.Root}/{route.Replace("{site}", Uri.EscapeDataString(site.Id), StringComparison.Ordinal)}");
}

/// <param name="Atom">The feed, without the key that it needs.</param>
/// <param name="JsonFeed">Likewise.</param>
/// <param name="Badge">Null if it is off.</param>
public sealed record SharedAddresses(Uri Atom, Uri JsonFeed, Uri? Badge);
