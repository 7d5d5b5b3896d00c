using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>Light, dark, or as the system is: kept in a cookie, so that it works without a script.</summary>
internal static class Themes
{
    private const string Cookie = "theme";
    private static readonly string[] All = ["auto", "dark", "light"];

    public static string Of(HttpRequest request) => All.FirstOrDefault(theme => theme == request.Cookies[Cookie]) ?? All[0];

    public static string After(string theme) => All[(Array.IndexOf(All, theme) + 1) % All.Length];

    public static Task<IResult> SetAsync(DashboardCall call)
    {
        if (All.FirstOrDefault(theme => theme == call.Field("theme")) is { } chosen)
            call.Http.Response.Cookies.Append(
                Cookie, chosen, new CookieOptions { Path = "/", SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365) });
        return Task.FromResult(Results.Redirect(Addresses.Back(call.Field("back"))));
    }
}
