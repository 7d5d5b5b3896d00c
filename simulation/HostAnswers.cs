using System.Globalization;
using LinkWatch.Fetching;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>What a host that is in trouble answers in place of its pages.</summary>
internal static class HostAnswers
{
    public static Fetched NotFound(WebUrl url) => Wire.Page(url, 404, PageWriter.Plain("404", "<p>Nothing here.</p>"));

    public static Fetched Unavailable(WebUrl url) => Wire.Page(url, 503, PageWriter.Plain("503", "<p>Unavailable.</p>"));

    /// <summary>What stands before every address, robots.txt too; null where the host lets us in.</summary>
    public static Fetched? Refusal(WorldHost host, WebRequest request, Spell spell) => spell.Fault switch
    {
        Fault.RateLimits => Wire.Page(request.Url, 429, "<p>Slow down.</p>", KeyValuePair.Create(
            "Retry-After", (60 + request.Dice.Below(7000)).ToString(CultureInfo.InvariantCulture))),
        Fault.ServerErrors => Broken(request.Url, spell.Variety % 4),
        Fault.Walls => Wall(request.Url, spell.Variety % 4),
        Fault.NotFoundWalls => NotFoundWall.Answer(host, request),
        Fault.CookieWalls => CookieGates.AskForMore(host, request, spell.Variety),
        Fault.CookieGates => CookieGates.Ask(host, request, spell.Variety),
        _ => null,
    };

    /// <summary>What stands in place of every page; null where its pages show.</summary>
    public static Fetched? Replacement(WorldHost host, WorldPage? page, WebRequest request, Spell? spell)
    {
        if (spell is { Fault: Fault.ConsentPages }) return Wire.Page(request.Url, 200, PageWriter.Consent(page, spell.Variety));
        if (spell is { Fault: Fault.SilentRedirects } && page is not null) return SilentHosts.Redirect(host, page, request.Url);
        if (spell is { Fault: Fault.Gates }) return GateWriter.Answer(host, request, spell.Variety);
        if (host.Turn is { } turn && turn.IsOn(request.Now)) return Wire.Page(request.Url, 200, PageWriter.Parked(host, turn.Variety));
        return spell switch
        {
            { Fault: Fault.Parked } => Wire.Page(request.Url, 200, PageWriter.Parked(host, spell.Variety)),
            { Fault: Fault.Maintenance } => Wire.Page(request.Url, 200, PageWriter.Maintenance(host, spell.Variety)),
            _ => null,
        };
    }

    private static Fetched Broken(WebUrl url, int variety) => variety switch
    {
        0 => Unavailable(url),
        1 => Wire.Page(url, 502, PageWriter.Plain("502", "<p>Bad gateway.</p>")),
        _ => Wire.Page(url, 500, PageWriter.Plain("500", "<p>Error.</p>")),
    };

    private static Fetched Wall(WebUrl url, int variety) => variety switch
    {
        0 or 1 => Wire.Page(url, 403, PageWriter.Plain("403", "<p>Forbidden.</p>")),
        2 => Wire.Page(url, 403, PageWriter.Plain("Just a moment...", "<p>Checking your browser.</p>"), Challenge),
        _ => Wire.Page(url, 200, PageWriter.Plain("Just a moment...", "<p>Checking your browser.</p>"), Challenge),
    };

    private static KeyValuePair<string, string> Challenge => KeyValuePair.Create("cf-mitigated", "challenge");
}
