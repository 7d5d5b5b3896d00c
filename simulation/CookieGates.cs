using System.Globalization;
using LinkWatch.Fetching;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>Hosts that want a cookie back before they show anything, and hosts for which no cookie is good enough.</summary>
internal static class CookieGates
{
    private const string Pass = "pass=1";
    private const string Path = "; Path=/";

    /// <summary>Null once the cookie is there.</summary>
    public static Fetched? Ask(WorldHost host, WebRequest request, int variety)
    {
        if (request.Cookie?.Contains(Pass, StringComparison.Ordinal) == true) return null;
        var url = request.Url;
        return (variety % 5) switch
        {
            0 => Send(url, 302, url.Href, Pass + Path),
            1 => url.Path == "/session" ? Send(url, 303, Back(url), Pass + Path) : Send(url, 302, $"/session?to={Escaped(url)}"),
            2 => url.Path == "/enter"
                ? Send(url, 307, Back(url), $"{Pass}{Path}; Domain={host.Name}; Secure; Max-Age=600")
                : Send(url, 302, $"https://id.{host.Name}/enter?to={Escaped(url)}"),
            3 => Refresh(url, Pass + Path),
            _ => request.Cookie is null ? Send(url, 307, url.Href, "step=1") : Send(url, 302, url.Href, Pass + Path),
        };
    }

    /// <summary>Never lets us in: it doesn't look at its cookies, sets others, or sets them where they don't go back.</summary>
    public static Fetched AskForMore(WorldHost host, WebRequest request, int variety)
    {
        var (url, fresh) = (request.Url, $"sid={request.Now.UtcTicks.ToString(CultureInfo.InvariantCulture)}{Path}");
        int[] temporary = [302, 303, 307];
        return (variety % 5) switch
        {
            0 => url.Path == "/hello"
                ? Wire.Page(url, 200, PageWriter.Plain(host.Name, "<h1>Hello</h1><p>We could not find out whether we know you.</p>"))
                : Send(url, temporary[variety % 3], "/hello", fresh),
            1 => Send(url, 302, url.Href, fresh),
            2 => url.Path == "/enter"
                ? Send(url, 302, Back(url), fresh)
                : Send(url, 302, $"https://id.{host.Name}/enter?to={Escaped(url)}"),
            3 => Refresh(url, fresh),
            _ => Send(url, 302, url.Href, $"big={new string('x', 5000)}{Path}"),
        };
    }

    private static Fetched Send(WebUrl url, int status, string location, string? cookie = null)
    {
        List<KeyValuePair<string, string>> headers = [new("Location", location)];
        if (cookie is not null) headers.Add(new("Set-Cookie", cookie));
        return Wire.Whole(url, status, [], headers);
    }

    private static Fetched Refresh(WebUrl url, string cookie) => Wire.Page(
        url, 200, $"<!DOCTYPE html>\n<html><head><meta http-equiv=\"refresh\" content=\"0;url={url.Path}\"></head></html>\n",
        KeyValuePair.Create("Set-Cookie", cookie));

    private static string Escaped(WebUrl url) => Uri.EscapeDataString(url.Href);

    private static string Back(WebUrl url) => Uri.UnescapeDataString(url.Query["?to=".Length..]);
}
