using LinkWatch.Alerting.Digests;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>
/// Answers every address of the dashboard, on both hosts. Whatever is not public needs a session; a form needs the token of the page that
/// it was on.
/// </summary>
public sealed class DashboardApp(
    DashboardRoutes routes, Sessions sessions, ISiteStore sites, TimeProvider time, ILogger<DashboardApp> log)
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
        var visitor = sessions.VisitorOf(http.Request);
        var stranger = new DashboardCall(http, values ?? [], time) { Visitor = visitor, FormToken = sessions.FormToken(http.Request) };
        if (route is null || values is null)
        {
            return here.Count == 0
                ? PageResult.Message(stranger, StatusCodes.Status404NotFound, "There is no such page", "Go on from the start page.")
                : NotSo(stranger, here.Select(match => match.Route.Method));
        }

        try
        {
            return Refusal(route, stranger) ?? await AnswerAsync(route, values, stranger);
        }
        catch (StorageException e)
        {
            log.LogWarning("Answered 503: {Problem}", e.Message);
            return PageResult.Message(
                stranger, StatusCodes.Status503ServiceUnavailable, "Storage doesn't answer", "Nothing is lost. Try again in a minute.");
        }
    }

    private async Task<IResult> AnswerAsync(DashboardRoute route, RouteValueDictionary values, DashboardCall stranger)
    {
        IFormCollection form = FormCollection.Empty;
        if (route.Method == HttpMethods.Post)
        {
            if (await FormAsync(stranger.Http) is not { } sent)
                return PageResult.Message(stranger, StatusCodes.Status400BadRequest, "This form is incomplete", "Go back and try again.");
            form = sent;
            if (!sessions.IsFormOurs(stranger.Http.Request, form["form"]))
                return PageResult.Message(
                    stranger, StatusCodes.Status403Forbidden, "This page is too old", "Go back, reload it, and try again.");
        }

        var site = values.TryGetValue("site", out var id) ? await sites.FindSiteAsync((string)id!, stranger.Stop) : null;
        if (id is not null && (site is null || !stranger.Visitor!.MaySee(site.Row)))
            return PageResult.Message(stranger, StatusCodes.Status404NotFound, "There is no such site", "Or it isn't yours to see.");
        return await route.Answer(new DashboardCall(stranger.Http, values, time)
        {
            Visitor = stranger.Visitor,
            FormToken = stranger.FormToken,
            Site = site?.Row,
            Form = form,
        });
    }

    private static IResult? Refusal(DashboardRoute route, DashboardCall call)
    {
        if (route.Access == Access.Public || (call.Visitor is { } visitor && (route.Access == Access.SignedIn || visitor.IsOperator)))
            return null;
        if (call.Visitor is not null)
            return PageResult.Message(
                call, StatusCodes.Status403Forbidden, "This page is for the operator", "It shows what concerns all sites.");
        var back = route.Method == HttpMethods.Get ? call.Path + call.Http.Request.QueryString : Root;
        return Results.Redirect($"{Root}/sign-in?back={Uri.EscapeDataString(back)}");
    }

    private static IResult NotSo(DashboardCall call, IEnumerable<string> methods)
    {
        call.Http.Response.Headers.Allow = string.Join(", ", methods.Distinct());
        return PageResult.Message(
            call, StatusCodes.Status405MethodNotAllowed, "This address takes other requests", "Go on from the start page.");
    }

    private static string MethodOf(HttpRequest request) => HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method;

    private static async Task<IFormCollection?> FormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength > MaxFormBytes) return null;
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
