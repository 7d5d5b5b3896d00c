using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Discovery;
using LinkWatch.Reporting;
using LinkWatch.Web.Badges;
using LinkWatch.Web.Discovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SiteSettings = LinkWatch.Links.Site;

namespace LinkWatch.Web;

/// <summary>The routes of the HTTP API. A host with ASP.NET Core routing maps them; on Azure each is a trigger.</summary>
public static class WebRoutes
{
    public const string Health = "health";
    public const string Document = "openapi.json";
    public const string Unsubscribe = UnsubscribeLinks.Path;
    public const string Mute = UnsubscribeLinks.MutePath;
    public const string Check = "check";
    public const string Sites = "sites";
    public const string Site = "sites/{site}";
    public const string Links = "sites/{site}/links";
    public const string Link = "sites/{site}/links/{id}";
    public const string LinkCheck = "sites/{site}/links/{id}/check";
    public const string LinkMute = "sites/{site}/links/{id}/mute";
    public const string LinkLetter = "sites/{site}/links/{id}/letter";
    public const string Letters = "sites/{site}/letters";
    public const string Review = "sites/{site}/review";
    public const string LinkChanges = "sites/{site}/links/{id}/changes";
    public const string Imports = "sites/{site}/imports";
    public const string Contracts = "sites/{site}/contracts";
    public const string Pending = "sites/{site}/pending";
    public const string Targets = "sites/{site}/targets";
    public const string Changes = "sites/{site}/changes";
    public const string Feed = "sites/{site}/feed.atom";
    public const string JsonFeed = "sites/{site}/feed.json";
    public const string Candidates = "sites/{site}/candidates";
    public const string CandidateActions = "sites/{site}/candidates/actions";
    public const string Webmention = "webmention/{site}";
    public const string Badge = "sites/{site}/badge.svg";

    /// <summary>Of a trigger: whatever the other routes leave.</summary>
    public const string Rest = "{*path}";

    /// <summary>The routes that need no key.</summary>
    public static IReadOnlyList<string> Public { get; } = [Health, Document, Unsubscribe, Mute, Badge, Webmention];

    /// <summary>Mail programs add parameters of their own to links, so signed links ignore those that they don't know.</summary>
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("GET", Health, (HealthEndpoint health, CancellationToken stop) => health.ShowAsync(stop))
        {
            Operation = new("health", "Whether the host works", typeof(HealthReport), Statuses: [200, 503]),
        },
        new("GET", Document, () => OpenApiDocument.Show())
        {
            Operation = new("getDocument", "This document", typeof(object), Statuses: 200),
        },
        new("GET", Unsubscribe, (UnsubscribePages pages, HttpRequest request) => pages.Ask(request), Parameters: null),
        new("POST", Unsubscribe, (UnsubscribePages pages, HttpRequest request, CancellationToken stop) => pages.ActAsync(request, stop),
            Parameters: null),
        new("GET", Mute, (MutePages pages, HttpRequest request, CancellationToken stop) => pages.AskAsync(request, stop), Parameters: null),
        new("POST", Mute, (MutePages pages, HttpRequest request, CancellationToken stop) => pages.ActAsync(request, stop),
            Parameters: null),
        new("POST", Check, (CheckEndpoints checks, HttpRequest request, CancellationToken stop) => checks.OfPageAsync(request, stop))
        {
            Operation = new("checkPage", "Checks a page once", typeof(CheckReport), typeof(CheckRequest), 200),
        },
        new("GET", Sites, (SiteEndpoints sites, HttpRequest request, CancellationToken stop) => sites.ListAsync(request, stop))
        {
            IsOfSite = true,
            Operation = new("listSites", "The settings of all sites that the key opens", typeof(SiteList), Statuses: 200),
        },
        new("GET", Site, (SiteEndpoints sites, string site, CancellationToken stop) => sites.ShowAsync(site, stop))
        {
            Operation = new("getSite", "The settings of a site", typeof(SiteSettings), Statuses: 200),
        },
        new("PUT", Site, (SiteEndpoints sites, string site, HttpRequest request, CancellationToken stop) =>
            sites.SetAsync(site, request, stop))
        {
            Operation = new("putSite", "Adds or changes a site", typeof(SiteSettings), typeof(SiteRequest), 200, 201),
        },
        new("DELETE", Site, (SiteEndpoints sites, string site, CancellationToken stop) => sites.RemoveAsync(site, stop))
        {
            IsOfSite = false,
            Operation = new("deleteSite", "Stops tracking a site", typeof(SiteRemoved), Statuses: [200, 202]),
        },
        new("GET", Links, (LinkEndpoints links, string site, HttpRequest request, CancellationToken stop) =>
            links.ListAsync(site, request, stop), [Paging.Max, Paging.After, .. LinkQuery.Parameters])
        {
            Operation = new("listLinks", "The links of a site", typeof(LinkList), Statuses: 200),
        },
        new("POST", Links, (LinkEndpoints links, string site, HttpRequest request, CancellationToken stop) =>
            links.AddAsync(site, request, stop))
        {
            Operation = new("addLink", "Adds or changes a link", typeof(LinkReport), typeof(LinkRequest), 200, 201),
        },
        new("GET", Link, (LinkEndpoints links, string site, string id, CancellationToken stop) => links.ShowAsync(site, id, stop))
        {
            Operation = new("getLink", "A link", typeof(LinkReport), Statuses: 200),
        },
        new("DELETE", Link, (LinkEndpoints links, string site, string id, CancellationToken stop) => links.RemoveAsync(site, id, stop))
        {
            Operation = new("deleteLink", "Stops tracking a link", Gives: null, Statuses: 204),
        },
        new("POST", LinkCheck, (CheckEndpoints checks, string site, string id, HttpRequest request, CancellationToken stop) =>
            checks.OfLinkAsync(site, id, request, stop))
        {
            Operation = new("checkLink", "Checks a tracked link once", typeof(CheckReport), Statuses: 200),
        },
        new("PUT", LinkMute, (LinkEndpoints links, string site, string id, HttpRequest request, CancellationToken stop) =>
            links.MuteAsync(site, id, request, stop))
        {
            Operation = new("muteLink", "Sends no more alerts about a link", typeof(LinkReport), typeof(MuteRequest), 200),
        },
        new("DELETE", LinkMute, (LinkEndpoints links, string site, string id, CancellationToken stop) => links.UnmuteAsync(site, id, stop))
        {
            Operation = new("unmuteLink", "Sends alerts about a link again", typeof(LinkReport), Statuses: 200),
        },
        new("PUT", LinkLetter, (ReviewEndpoints review, string site, string id, CancellationToken stop) =>
            review.SentAsync(site, id, stop))
        {
            Operation = new("markLetter", "Notes that you wrote about a lost link", typeof(LetterReport), Statuses: 200),
        },
        new("DELETE", LinkLetter, (ReviewEndpoints review, string site, string id, CancellationToken stop) =>
            review.ForgetAsync(site, id, stop))
        {
            Operation = new("forgetLetter", "Forgets the letter about a link", Gives: null, Statuses: 204),
        },
        new("GET", Letters, (ReviewEndpoints review, string site, HttpRequest request, CancellationToken stop) =>
            review.LettersAsync(site, request, stop), ReviewEndpoints.ListParameter, Paging.Max, Paging.After)
        {
            Operation = new("listLetters", "Letters about lost links, and links won back", typeof(LettersReport), Statuses: 200),
        },
        new("GET", Review, (ReviewEndpoints review, string site, CancellationToken stop) => review.ReviewAsync(site, stop))
        {
            Operation = new("getReview", "The links that are worth a look", typeof(ReviewReport), Statuses: 200),
        },
        new("GET", LinkChanges, (ChangeEndpoints changes, string site, string id, HttpRequest request, CancellationToken stop) =>
            changes.OfLinkAsync(site, id, request, stop), Paging.Max, Paging.After)
        {
            Operation = new("listLinkChanges", "The changes of a link, newest first", typeof(ChangeList), Statuses: 200),
        },
        new("POST", Imports, (ImportEndpoint imports, string site, HttpRequest request, CancellationToken stop) =>
            imports.ImportAsync(site, request, stop), ImportEndpoint.NameParameter)
        {
            Operation = new("importLinks", "Imports a file of links", typeof(ImportReport), Statuses: 200)
            {
                TakesFiles = ["text/csv", "text/tab-separated-values"],
            },
        },
        new("GET", Contracts, (ContractEndpoint contracts, string site, HttpRequest request, CancellationToken stop) =>
            contracts.ListAsync(site, request, stop), Paging.Max, Paging.After)
        {
            Operation = new("listContracts", "The links that are paid for, the first to end first", typeof(ContractList), Statuses: 200),
        },
        new("GET", Pending, (LinkEndpoints links, string site, HttpRequest request, CancellationToken stop) =>
            links.PendingAsync(site, request, stop), Paging.Max, Paging.After)
        {
            Operation = new("listPending", "The changes that are being confirmed", typeof(PendingList), Statuses: 200),
        },
        new("GET", Targets, (TargetEndpoints targets, string site, HttpRequest request, CancellationToken stop) =>
            targets.ListAsync(site, request, stop), Paging.Max, Paging.After, TargetEndpoints.Status)
        {
            Operation = new("listTargets", "The pages of a site's own that links lead to", typeof(TargetList), Statuses: 200),
        },
        new("GET", Changes, (ChangeEndpoints changes, string site, HttpRequest request, CancellationToken stop) =>
            changes.OfSiteAsync(site, request, stop), Paging.Max, Paging.After)
        {
            Operation = new("listChanges", "The changes of a site, newest first", typeof(ChangeList), Statuses: 200),
        },
        new("GET", Feed, (ChangeEndpoints changes, string site, HttpRequest request, CancellationToken stop) =>
            changes.FeedAsync(site, request, stop))
        {
            Operation = new("getFeed", "The latest changes of a site as an Atom feed", typeof(string), Statuses: 200)
            {
                GivesText = "application/atom+xml",
            },
        },
        new("GET", JsonFeed, (ChangeEndpoints changes, string site, HttpRequest request, CancellationToken stop) =>
            changes.JsonFeedAsync(site, request, stop))
        {
            Operation = new("getJsonFeed", "The latest changes of a site as a JSON Feed", typeof(Reporting.JsonFeed), Statuses: 200)
            {
                GivesText = ChangeEndpoints.JsonFeedType,
            },
        },
        new("GET", Candidates, (CandidateEndpoints candidates, string site, HttpRequest request, CancellationToken stop) =>
            candidates.ListAsync(site, request, stop), Paging.Max, Paging.After, CandidateEndpoints.State)
        {
            Operation = new("listCandidates", "Pages that may link to a site, newest first", typeof(CandidateList), Statuses: 200),
        },
        new("POST", Candidates, (CandidateEndpoints candidates, string site, HttpRequest request, CancellationToken stop) =>
            candidates.AddAsync(site, request, stop))
        {
            Operation = new("addCandidates", "Has pages visited once", typeof(CandidateCount), typeof(CandidatesRequest), 200),
        },
        new("POST", CandidateActions, (CandidateEndpoints candidates, string site, HttpRequest request, CancellationToken stop) =>
            candidates.ActAsync(site, request, stop))
        {
            Operation = new(
                "actOnCandidates",
                "Dismisses, tracks or visits candidates",
                typeof(CandidatesChanged),
                typeof(CandidateActionRequest),
                200),
        },
        new("POST", Webmention, (WebmentionEndpoint webmention, string site, HttpRequest request, CancellationToken stop) =>
            webmention.ReceiveAsync(site, request, stop), Parameters: null),
        new("GET", Badge, (BadgeEndpoint badges, string site, HttpRequest request, CancellationToken stop) =>
            badges.ShowAsync(site, request, stop), Parameters: null),
    ];

    public static bool IsPublic(PathString path) => All.Any(route => Public.Contains(route.Pattern) && route.IsAt(path));

    /// <summary>The route that takes a request; null if none does.</summary>
    public static ApiRoute? Find(HttpRequest request) =>
        All.FirstOrDefault(route => HttpMethods.Equals(route.Method, request.Method) && route.IsAt(request.Path));

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in All) routes.MapMethods(route.Pattern, [route.Method], route.Handler);
    }
}
