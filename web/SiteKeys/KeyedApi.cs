using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.SiteKeys;

/// <summary>
/// The API below <c>/api</c>, which asks for the key of a site and for nothing else. On Azure it stands beside the triggers that need a
/// function key: those stay closed even if a check of ours failed, and this can open no more than one site.
/// </summary>
public sealed class KeyedApi(IServiceProvider services)
{
    public const string Root = "/api";

    /// <summary>Of a trigger: all of it.</summary>
    public const string Route = "api/{*path}";

    private readonly List<(ApiRoute Route, RequestDelegate Answer)> routes =
        [.. WebRoutes.All.Select(route => (route, Answer(route, services)))];

    public static bool IsAt(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the request came here; then its path goes on as that of the route.</summary>
    public static bool Enter(HttpRequest request)
    {
        if (!request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase, out var matched, out var rest)) return false;
        request.PathBase += matched;
        request.Path = rest.HasValue ? rest : "/";
        return true;
    }

    /// <summary>Answers on a host without ASP.NET Core's routes what <see cref="ApiGate"/> let in.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        if (KeyedSite.Of(http) is null) return SiteKeyGate.Missing(http);
        foreach (var (route, answer) in routes)
        {
            if (!HttpMethods.Equals(route.Method, http.Request.Method) || route.Match(http.Request.Path) is not { } values) continue;
            http.Request.RouteValues = values;
            await answer(http);
            return Results.Empty;
        }

        return ApiGate.Refusal(http.Request, isKeyed: true) ?? ApiAnswer.Error(ApiErrorCode.NoSuchAddress, "there is no such address");
    }

    private static RequestDelegate Answer(ApiRoute route, IServiceProvider services) => RequestDelegateFactory.Create(
        route.Handler,
        new RequestDelegateFactoryOptions
        {
            ServiceProvider = services,
            RouteParameterNames = route.PathParameters,
            DisableInferBodyFromParameters = true,
        }).RequestDelegate;
}
