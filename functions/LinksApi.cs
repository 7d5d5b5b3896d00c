using LinkWatch.Web;
using LinkWatch.Web.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>
/// The HTTP API. Each route needs a function key. Those that take an idempotency key stop with the request, which then no longer stops
/// with its caller; the function's own token does.
/// </summary>
public sealed class LinksApi(
    SiteEndpoints sites, LinkEndpoints links, ImportEndpoint imports, ChangeEndpoints changes, CheckEndpoints checks,
    CandidateEndpoints candidates, ContractEndpoint contracts)
{
    [Function("Sites")]
    public Task<IResult> SitesAsync([HttpTrigger(
        AuthorizationLevel.Function, "get", Route = WebRoutes.Sites)] HttpRequest request, CancellationToken cancellationToken) =>
        sites.ListAsync(request, cancellationToken);

    [Function("Site")]
    public Task<IResult> SiteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.Site)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        sites.ShowAsync(site, cancellationToken);

    [Function("RemoveSite")]
    public Task<IResult> RemoveSiteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = WebRoutes.Site)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        sites.RemoveAsync(site, cancellationToken);

    [Function("SetSite")]
    public Task<IResult> SetSiteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = WebRoutes.Site)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        sites.SetAsync(site, request, cancellationToken);

    [Function("CheckPage")]
    public Task<IResult> CheckPageAsync([HttpTrigger(
        AuthorizationLevel.Function, "post", Route = WebRoutes.Check)] HttpRequest request) =>
        checks.OfPageAsync(request, request.HttpContext.RequestAborted);

    [Function("CheckLink")]
    public Task<IResult> CheckLinkAsync([HttpTrigger(
        AuthorizationLevel.Function,
        "post",
        Route = WebRoutes.LinkCheck)] HttpRequest request, string site, string id) =>
        checks.OfLinkAsync(site, id, request, request.HttpContext.RequestAborted);

    [Function("Links")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.Links)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        links.ListAsync(site, request, cancellationToken);

    [Function("AddLink")]
    public Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = WebRoutes.Links)] HttpRequest request,
        string site) =>
        links.AddAsync(site, request, request.HttpContext.RequestAborted);

    [Function("Link")]
    public Task<IResult> LinkAsync([HttpTrigger(
        AuthorizationLevel.Function,
        "get",
        Route = WebRoutes.Link)] HttpRequest request, string site, string id, CancellationToken cancellationToken) =>
        links.ShowAsync(site, id, cancellationToken);

    [Function("RemoveLink")]
    public Task<IResult> RemoveLinkAsync([HttpTrigger(
        AuthorizationLevel.Function,
        "delete",
        Route = WebRoutes.Link)] HttpRequest request, string site, string id, CancellationToken cancellationToken) =>
        links.RemoveAsync(site, id, cancellationToken);

    [Function("MuteLink")]
    public Task<IResult> MuteLinkAsync([HttpTrigger(
        AuthorizationLevel.Function,
        "put",
        Route = WebRoutes.LinkMute)] HttpRequest request, string site, string id, CancellationToken cancellationToken) =>
        links.MuteAsync(site, id, request, cancellationToken);

    [Function("UnmuteLink")]
    public Task<IResult> UnmuteLinkAsync([HttpTrigger(
        AuthorizationLevel.Function,
        "delete",
        Route = WebRoutes.LinkMute)] HttpRequest request, string site, string id, CancellationToken cancellationToken) =>
        links.UnmuteAsync(site, id, cancellationToken);

    [Function("Import")]
    public Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = WebRoutes.Imports)] HttpRequest request,
        string site) =>
        imports.ImportAsync(site, request, request.HttpContext.RequestAborted);

    [Function("Contracts")]
    public Task<IResult> ContractsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.Contracts)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        contracts.ListAsync(site, request, cancellationToken);

    [Function("Pending")]
    public Task<IResult> PendingAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.Pending)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        links.PendingAsync(site, request, cancellationToken);

    [Function("Candidates")]
    public Task<IResult> CandidatesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.Candidates)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        candidates.ListAsync(site, request, cancellationToken);

    [Function("AddCandidates")]
    public Task<IResult> AddCandidatesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = WebRoutes.Candidates)] HttpRequest request,
        string site) =>
        candidates.AddAsync(site, request, request.HttpContext.RequestAborted);

    [Function("ActOnCandidates")]
    public Task<IResult> ActOnCandidatesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = WebRoutes.CandidateActions)] HttpRequest request,
        string site) =>
        candidates.ActAsync(site, request, request.HttpContext.RequestAborted);

    [Function("Changes")]
    public Task<IResult> ChangesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.Changes)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        changes.OfSiteAsync(site, request, cancellationToken);

    [Function("Feed")]
    public Task<IResult> FeedAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.Feed)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        changes.FeedAsync(site, request, cancellationToken);

    [Function("JsonFeed")]
    public Task<IResult> JsonFeedAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.JsonFeed)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        changes.JsonFeedAsync(site, request, cancellationToken);

    [Function("LinkChanges")]
    public Task<IResult> LinkChangesAsync([HttpTrigger(
        AuthorizationLevel.Function,
        "get",
        Route = WebRoutes.LinkChanges)] HttpRequest request, string site, string id, CancellationToken cancellationToken) =>
        changes.OfLinkAsync(site, id, request, cancellationToken);
}
