using LinkWatch.Alerting.Unsubscribing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LinkWatch.Web;

/// <summary>The routes of the HTTP API. A host with ASP.NET Core routing maps them; on Azure each is a trigger.</summary>
public static class WebRoutes
{
    public const string Health = "health";
    public const string Unsubscribe = UnsubscribeLinks.Path;
    public const string Check = "check";
    public const string Sites = "sites";
    public const string Site = "sites/{site}";
    public const string Links = "sites/{site}/links";
    public const string Link = "sites/{site}/links/{id}";
    public const string LinkCheck = "sites/{site}/links/{id}/check";
    public const string LinkChanges = "sites/{site}/links/{id}/changes";
    public const string Imports = "sites/{site}/imports";
    public const string Pending = "sites/{site}/pending";
    public const string Changes = "sites/{site}/changes";
    public const string Feed = "sites/{site}/feed.atom";

    /// <summary>Of a trigger: whatever the other routes leave.</summary>
    public const string Rest = "{*path}";

    /// <summary>The routes that need no key.</summary>
    public static IReadOnlyList<string> Public { get; } = [Health, Unsubscribe];

    /// <summary>Mail programs add parameters of their own to links, so unsubscribing ignores those that it doesn't know.</summary>
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("GET", Health, (HealthEndpoint health, CancellationToken stop) => health.ShowAsync(stop)),
        new("GET", Unsubscribe, (UnsubscribePages pages, HttpRequest request) => pages.Ask(request), Parameters: null),
        new("POST", Unsubscribe, (UnsubscribePages pages, HttpRequest request, CancellationToken stop) => pages.ActAsync(request, stop),
            Parameters: null),
        new("POST", Check, (CheckEndpoints checks, HttpRequest request, CancellationToken stop) => checks.OfPageAsync(request, stop)),
        new("GET", Sites, (SiteEndpoints sites, CancellationToken stop) => sites.ListAsync(stop)),
        new("GET", Site, (SiteEndpoints sites, string site, CancellationToken stop) => sites.ShowAsync(site, stop)),
        new("PUT", Site, (SiteEndpoints sites, string site, HttpRequest request, CancellationToken stop) =>
            sites.SetAsync(site, request, stop)),
        new("DELETE", Site, (SiteEndpoints sites, string site, CancellationToken stop) => sites.RemoveAsync(site, stop)),
        new("GET", Links, (LinkEndpoints links, string site, HttpRequest request, CancellationToken stop) =>
            links.ListAsync(site, request, stop), [Paging.Max, Paging.After, .. LinkQuery.Parameters]),
        new("POST", Links, (LinkEndpoints links, string site, HttpRequest request, CancellationToken stop) =>
            links.AddAsync(site, request, stop)),
        new("GET", Link, (LinkEndpoints links, string site, string id, CancellationToken stop) => links.ShowAsync(site, id, stop)),
        new("DELETE", Link, (LinkEndpoints links, string site, string id, CancellationToken stop) => links.RemoveAsync(site, id, stop)),
        new("POST", LinkCheck, (CheckEndpoints checks, string site, string id, HttpRequest request, CancellationToken stop) =>
            checks.OfLinkAsync(site, id, request, stop)),
        new("GET", LinkChanges, (ChangeEndpoints changes, string site, string id, HttpRequest request, CancellationToken stop) =>
            changes.OfLinkAsync(site, id, request, stop), Paging.Max, Paging.After),
        new("POST", Imports, (ImportEndpoint imports, string site, HttpRequest request, CancellationToken stop) =>
            imports.ImportAsync(site, request, stop), ImportEndpoint.NameParameter),
        new("GET", Pending, (LinkEndpoints links, string site, HttpRequest request, CancellationToken stop) =>
            links.PendingAsync(site, request, stop), Paging.Max, Paging.After),
        new("GET", Changes, (ChangeEndpoints changes, string site, HttpRequest request, CancellationToken stop) =>
            changes.OfSiteAsync(site, request, stop), Paging.Max, Paging.After),
        new("GET", Feed, (ChangeEndpoints changes, string site, HttpRequest request, CancellationToken stop) =>
            changes.FeedAsync(site, request, stop)),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in All) routes.MapMethods(route.Pattern, [route.Method], route.Handler);
    }
}
