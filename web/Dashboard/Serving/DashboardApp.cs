using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>
/// Answers every address of the dashboard, on both hosts. Whatever is not public needs a session; a form needs the token of the page that
/// it was on.
/// </summary>
public sealed class DashboardApp(
    DashboardRoutes routes, Sessions sessions, SharedVisits shared, SignedTokens tokens, ISiteStore sites, ISiteLinks links,
    TimeProvider time,
    ILogger<DashboardApp> log)
{
    public const string Root = DashboardLinks.Root;

    /// <summary>Of a trigger: all of it.</summary>
    public const string Route = "dashboard/{*path}";

    private const int MaxFormBytes = 8 * 1024 * 1024;

    public static bool IsAt(PathString path) => path == "/" || path.StartsWithSegments(Root, StringComparison.Ordinal);

    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        var here = routes.All.Select(route => (Route: route, Values: route.Match(http.Request.Path)))
            .Where(match => match.Values is not null).ToList();
        var (route, values) = here.FirstOrDefault(match => HttpMethods.Equals(match.Route.Method, MethodOf(http.Request)));
        var call = CallOf(http, values ?? [], sessions.VisitorOf(http.Request));
        IResult answer;
        try
        {
            answer = route is null || values is null
                ? NoRoute(call, here.Select(match => match.Route.Method))
                : await AnswerAsync(route, values, call);

            // Rendered here, so that what goes wrong in a page is answered with a page, too.
            if (answer is PageResult page) await page.RenderAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            var excuse = Excuse(e, call);
            await excuse.RenderAsync();
            answer = excuse;
        }

        return answer;
    }

    private async Task<IResult> AnswerAsync(DashboardRoute route, RouteValueDictionary values, DashboardCall call)
    {
        if (route.Access != Access.Public && call.Visitor is null)
        {
            var isReader = shared.Has(call.Http.Request);
            if (isReader && route.Method == HttpMethods.Post)
                return PageResult.Message(
                    call, StatusCodes.Status403Forbidden, "This is for the site’s owners", "The address you have only shows the site.");
            if (!isReader || route.Access != Access.Shared)
                return Results.Redirect(call.SignInAddress);
            var (reader, refusal) = await shared.VisitorAsync(call);
            if (reader is null) return refusal!;
            call = CallOf(call.Http, values, reader);
        }

        return route.Access == Access.Operator && call.Visitor is not { IsOperator: true }
            ? PageResult.Message(
                call, StatusCodes.Status403Forbidden, "This page is for the operator", "It shows what concerns all sites.")
            : await LetInAsync(route, values, call);
    }

    private async Task<IResult> LetInAsync(DashboardRoute route, RouteValueDictionary values, DashboardCall call)
    {
        IFormCollection form = FormCollection.Empty;
        if (route.Method == HttpMethods.Post)
        {
            if (await FormAsync(call.Http) is not { } sent)
                return PageResult.Message(call, StatusCodes.Status400BadRequest, "This form is incomplete", "Go back and try again.");
            form = sent;
            if (IsFromElsewhere(call.Http.Request) || !sessions.IsFormOurs(call.Http.Request, form["form"]))
                return PageResult.Message(
                    call, StatusCodes.Status403Forbidden, "This page is too old", "Go back, reload it, and try again.");
        }

        var site = values.TryGetValue("site", out var id) ? await sites.FindSiteAsync((string)id!, call.Stop) : null;
        var visitor = call.Visitor;
        if (route.Access == Access.Shared && site is not null && visitor is { SharedSite: null } && !visitor.MaySee(site.Row)
            && await shared.VisitorAsync(call) is { Visitor: { } reader } && reader.MaySee(site.Row))
            visitor = reader; // Signed in, but to other sites.
        if (id is not null && (site is null || !visitor!.MaySee(site.Row)))
            return PageResult.Message(call, StatusCodes.Status404NotFound, "There is no such site", "Or it isn't yours to see.");
        var frame = site is null ? null : await FrameAsync(visitor!, site.Row, call.Stop);
        return await route.Answer(CallOf(call.Http, values, visitor, site?.Row, form, frame));
    }

    private async Task<FrameModel> FrameAsync(Visitor visitor, Site site, CancellationToken cancellationToken)
    {
        var all = await sites.ListSitesAsync(cancellationToken);
        return new FrameModel(
            [.. all.Select(row => row.Row).Where(visitor.MaySee).OrderBy(other => other.Id, StringComparer.Ordinal)],
            await links.CountsAsync(site.Id, cancellationToken));
    }

    private DashboardCall CallOf(
        HttpContext http, RouteValueDictionary values, Visitor? visitor, Site? site = null, IFormCollection? form = null,
        FrameModel? frame = null) =>
        new(http, values, tokens, time)
        {
            Visitor = visitor,
            IsSignedIn = sessions.VisitorOf(http.Request) is not null,
            FormToken = sessions.FormToken(http.Request),
            Here = HereOf(http.Request),
            Site = site,
            Frame = frame,
            Form = form ?? FormCollection.Empty,
        };

    /// <summary>Of a form's answer: the nearest page above.</summary>
    private string HereOf(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method)) return request.Path + request.QueryString;
        for (var path = request.Path.Value!; path.Length > Root.Length; path = path[..path.LastIndexOf('/')])
        {
            if (routes.All.Any(route => route.Method == HttpMethods.Get && route.Match(path) is not null))
                return path == request.Path ? path + request.QueryString : path;
        }

        return Root;
    }

    private static PageResult NoRoute(DashboardCall call, IEnumerable<string> methods)
    {
        if (!methods.Any())
            return PageResult.Message(call, StatusCodes.Status404NotFound, "This page doesn’t exist", "Start from the first page.");
        call.Http.Response.Headers.Allow = string.Join(", ", methods.Distinct());
        return PageResult.Message(
            call, StatusCodes.Status405MethodNotAllowed, "This page can’t be opened like this", "Start from the first page.");
    }

    private PageResult Excuse(Exception exception, DashboardCall call)
    {
        switch (exception)
        {
            case StorageException:
                log.LogWarning("Answered 503: {Problem}", exception.Message);
                return PageResult.Message(
                    call, StatusCodes.Status503ServiceUnavailable, "Storage doesn’t answer", "Nothing is lost. Try again in a minute.");
            case ConcurrencyException:
                return PageResult.Message(
                    call, StatusCodes.Status503ServiceUnavailable, "Others are changing the same", "Nothing was saved. Try again.");
            default:
                log.LogError(exception, "A page failed");
                return PageResult.Message(
                    call, StatusCodes.Status500InternalServerError, "This is a fault of LinkWatch", "Its log says more.");
        }
    }

    /// <summary>
    /// Before somebody is signed in, forms have no session to be bound to; and browsers say where a form was sent from.
    /// </summary>
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    private static string MethodOf(HttpRequest request) => HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method;

    private static async Task<IFormCollection?> FormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength > MaxFormBytes) return null;

        // A body that is sent in chunks says no length.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxFormBytes;
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }
}
