using LinkWatch.Links;
using LinkWatch.Web.Badges;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.Discovery;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>Where other programs find what a site has for them.</summary>
/// <param name="options">Where the dashboard is reached.</param>
/// <param name="badges">Null if nothing is signed.</param>
public sealed class SiteAddresses(DashboardOptions options, BadgeLinks? badges = null)
{
    public SharedAddresses Of(HttpRequest request, Site site)
    {
        var root = options.RootOf(request);
        return new SharedAddresses(
            FeedAt(root, WebRoutes.Feed, site), FeedAt(root, WebRoutes.JsonFeed, site), site.Badge ? badges?.For(root, site.Id) : null);
    }

    /// <summary>Where others send Webmentions.</summary>
    public Uri Webmention(HttpRequest request, string siteId) => WebmentionEndpoint.At(options.RootOf(request), siteId);

    /// <summary>Where a key of the site opens it, on both hosts.</summary>
    private static Uri FeedAt(Uri root, string route, Site site)
    {
        var path = route.Replace("{site}", Uri.EscapeDataString(site.Id), StringComparison.Ordinal);
        return new Uri($"{root.AbsoluteUri.TrimEnd('/')}{KeyedApi.Root}/{path}");
    }
}

/// <param name="Atom">The feed, without the key that it needs.</param>
/// <param name="JsonFeed">Likewise.</param>
/// <param name="Badge">Null if it is off.</param>
public sealed record SharedAddresses(Uri Atom, Uri JsonFeed, Uri? Badge);
