using LinkWatch.Alerting.Unsubscribing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LinkWatch.Web;

/// <summary>The routes of the HTTP API for a host with ASP.NET Core routing. On Azure each is a trigger.</summary>
public static class WebRoutes
{
    public const string Health = "health";
    public const string Unsubscribe = UnsubscribeLinks.Path;
    public const string Check = "check";
    public const string Sites = "sites";
    public const string Site = "sites/{site}";
    public const string Links = "sites/{site}/links";
    public const string LinkCheck = "sites/{site}/links/{id}/check";
    public const string LinkChanges = "sites/{site}/links/{id}/changes";
    public const string Imports = "sites/{site}/imports";
    public const string Changes = "sites/{site}/changes";
    public const string Feed = "sites/{site}/feed.atom";

    /// <summary>The routes that need no key.</summary>
    public static IReadOnlyList<string> Public { get; } = [Health, Unsubscribe];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Health, (HealthEndpoint health, CancellationToken stop) => health.ShowAsync(stop));
        routes.MapGet(Unsubscribe, (UnsubscribePages pages, HttpRequest request) => pages.Ask(request));
        routes.MapPost(Unsubscribe, (UnsubscribePages pages, HttpRequest request, CancellationToken stop) => pages.ActAsync(request, stop));
        routes.MapPost(Check, (CheckEndpoints checks, HttpRequest request, CancellationToken stop) => checks.OfPageAsync(request, stop));
        routes.MapGet(Sites, (SiteEndpoints sites, CancellationToken stop) => sites.ListAsync(stop));
        routes.MapPut(Site, (SiteEndpoints sites, string site, HttpRequest request, CancellationToken stop) =>
            sites.SetAsync(site, request, stop));
        routes.MapGet(Links, (LinkEndpoints links, string site, HttpRequest request, CancellationToken stop) =>
            links.ListAsync(site, request, stop));
        routes.MapPost(Links, (LinkEndpoints links, string site, HttpRequest request, CancellationToken stop) =>
            links.AddAsync(site, request, stop));
        routes.MapPost(LinkCheck, (CheckEndpoints checks, string site, string id, HttpRequest request, CancellationToken stop) =>
            checks.OfLinkAsync(site, id, request, stop));
        routes.MapGet(LinkChanges, (ChangeEndpoints changes, string site, string id, HttpRequest request, CancellationToken stop) =>
            changes.OfLinkAsync(site, id, request, stop));
        routes.MapPost(Imports, (ImportEndpoint imports, string site, HttpRequest request, CancellationToken stop) =>
            imports.ImportAsync(site, request, stop));
        routes.MapGet(Changes, (ChangeEndpoints changes, string site, HttpRequest request, CancellationToken stop) =>
            changes.OfSiteAsync(site, request, stop));
        routes.MapGet(Feed, (ChangeEndpoints changes, string site, HttpRequest request, CancellationToken stop) =>
            changes.FeedAsync(site, request, stop));
    }
}
