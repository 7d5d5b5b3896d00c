using System.Globalization;
using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>A host that answers our agent as if it had no page at all. Each host words it in its own way, always the same.</summary>
internal static class NotFoundWall
{
    public static Fetched Answer(WorldHost host, WebRequest request)
    {
        var (url, id) = (request.Url, request.Now.UtcTicks.ToString("x", CultureInfo.InvariantCulture));
        return (host.Number % 7) switch
        {
            0 => HostAnswers.NotFound(url),
            1 => Wire.Whole(url, 404, [], Wire.Plain("text/html")),
            2 => Text(url, "text/plain", $"Cannot GET {url.Path}\n"),
            3 => Text(url, "application/json", $"{{\"error\":\"no such document\",\"path\":\"{url.Path}\",\"request\":\"{id}\"}}"),
            4 => Wire.Page(url, 404, PageWriter.Plain(
                "404 Not Found", $"<h1>Not Found</h1><p>The requested URL {url.Path} was not found on this server.</p><hr>")),
            5 => Wire.Page(url, 404, PageWriter.Plain(
                $"Seite nicht gefunden – {host.Name}", "<nav><a href=\"/\">Start</a> <a href=\"/archiv\">Archiv</a></nav>"
                    + $"<h1>Hier ist nichts</h1><p>Die Seite gibt es nicht oder nicht mehr.</p><p><small>{id}</small></p>")),
            _ => Wire.Page(url, 410, PageWriter.Plain("Gone", $"<h1>Gone</h1><p>There is no {url.Href} here any longer.</p>")),
        };
    }

    private static Fetched Text(WebUrl url, string type, string body) =>
        Wire.Whole(url, 404, Encoding.UTF8.GetBytes(body), Wire.Plain(type));
}
