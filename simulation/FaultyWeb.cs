using System.Globalization;
using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>The simulated web, instead of the network: answers every request as the script says for that time.</summary>
internal sealed class FaultyWeb(World world, FaultProfile profile, SimulatedTime time, long seed) : IFetcher
{
    private const int Salt = 77;

    private static readonly byte[] Nothing = [];
    private static readonly byte[] Robots = "User-agent: *\nDisallow: /admin/\n"u8.ToArray();

    private readonly Dictionary<string, WorldPage> pages = world.Pages.ToDictionary(page => page.Url.Href, StringComparer.Ordinal);
    private int requests;

    public int Requests => requests;

    public async Task<Fetched> FetchAsync(WebUrl url, Validators? validators, TimeSpan budget, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var dice = new Dice(seed, Salt, ++requests);
        time.Pass(TimeSpan.FromMilliseconds(dice.Between(40, 250)));
        var now = time.GetUtcNow();
        if (world.Ourselves.Has(Fault.NetworkFailures, now)) return NoAnswer(url, dice.Below(3), budget);
        if (!world.Hosts.TryGetValue(url.Authority, out var host)) return NoAnswer(url, 0, budget);

        var spell = host.Faults.At(now);
        if (spell is not null && Unreachable(url, spell, budget) is { } trouble) return trouble;
        if (spell is { Fault: Fault.RateLimits or Fault.ServerErrors or Fault.Walls }) return Refusal(url, spell, dice);
        if (url.Path == "/robots.txt")
            return host.HasRobots
                ? Wire.Whole(url, 200, Robots, Plain("text/plain"))
                : Page(url, 404, PageWriter.Plain("404", "<p>Nothing here.</p>"));

        var page = pages.GetValueOrDefault(url.Href);
        if (spell is { Fault: Fault.ConsentPages }) return Page(url, 200, PageWriter.Consent(page, spell.Variety));
        if (host.Turn is { } turn && turn.IsOn(now)) return Page(url, 200, PageWriter.Parked(host, turn.Variety));
        if (spell is { Fault: Fault.Parked }) return Page(url, 200, PageWriter.Parked(host, spell.Variety));
        if (spell is { Fault: Fault.Maintenance }) return Page(url, 200, PageWriter.Maintenance(host, spell.Variety));
        if (page is null)
            return url.Path == "/"
                ? Page(url, 200, PageWriter.Front(host))
                : Page(url, 404, PageWriter.Plain("404", "<p>Nothing here.</p>"));
        return await AnswerAsync(page, validators, dice, now, cancellationToken);
    }

    private async Task<Fetched> AnswerAsync(
        WorldPage page, Validators? validators, Dice dice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var turn = page.Turn is { } changed && changed.IsOn(now) ? changed : null;
        var spell = page.Faults.At(now);
        if (turn?.Change == TrueChange.PageGone)
            return Page(page.Url, turn.Variety % 2 == 0 ? 404 : 410, PageWriter.Plain("404", "<p>Nothing here.</p>"));
        if (turn?.Change == TrueChange.PageRedirected) return Redirected(page, turn.Variety % 2 == 0 ? 301 : 308);
        if (turn?.Change == TrueChange.PageReplaced) return Page(page.Url, 200, PageWriter.Replaced(turn.Variety));
        if (spell?.Fault == Fault.NotFound) return Page(page.Url, 404, PageWriter.Plain("404", "<p>Nothing here.</p>"));
        if (spell?.Fault == Fault.TemporaryRedirects) return Redirected(page, spell.Variety % 2 == 0 ? 302 : 307);

        var shows = page.Links.Select(link => Show(link, page, spell?.Fault, dice.Roll(), now)).ToList();
        var isNoindex = turn?.Change == TrueChange.MetaNoindex || spell?.Fault == Fault.Noindex;
        var html = PageWriter.Post(page, shows, isNoindex, page.ChangesBytes ? now.UtcTicks : null);
        var headers = Plain("text/html; charset=utf-8");
        if (turn?.Change == TrueChange.HeaderNoindex) headers.Add(new("X-Robots-Tag", "noindex"));
        if (spell?.Fault == Fault.Charset)
        {
            var (bytes, type) = Wire.Miscoded(html, spell.Variety);
            return Wire.Whole(page.Url, 200, bytes, Plain(type));
        }

        var body = Encoding.UTF8.GetBytes(html);
        if (dice.Chance(profile.Answers.Truncated)) return await Wire.TruncatedAsync(page.Url, body, headers, dice, cancellationToken);
        if (dice.Chance(profile.Answers.HalfCompressed))
            return await Wire.HalfCompressedAsync(page.Url, body, headers, dice, cancellationToken);
        if (!page.Host.SendsValidators || page.ChangesBytes || page.IsRotating) return Wire.Whole(page.Url, 200, body, headers);

        var tag = $"\"{string.Concat(shows.Select(show => (int)show))}{(isNoindex ? "n" : "")}-"
            + $"{page.Number.ToString(CultureInfo.InvariantCulture)}\"";
        headers.Add(new("ETag", tag));
        return validators?.ETag == tag ? Wire.Whole(page.Url, 304, Nothing, headers) : Wire.Whole(page.Url, 200, body, headers);
    }

    private LinkShow Show(WorldLink link, WorldPage page, Fault? fault, double roll, DateTimeOffset now)
    {
        if (link.Turn is { } turn && turn.IsOn(now))
        {
            return turn.Change switch
            {
                TrueChange.RelNofollow => LinkShow.Nofollow,
                TrueChange.TargetChanged => LinkShow.Elsewhere,
                _ => LinkShow.Hidden,
            };
        }

        if (fault == Fault.Absent || (page.IsRotating && roll >= profile.Web.RotatingShows)) return LinkShow.Hidden;
        return fault == Fault.Nofollow ? LinkShow.Nofollow : LinkShow.Followed;
    }

    private Fetched? Unreachable(WebUrl url, Spell spell, TimeSpan budget) => spell.Fault switch
    {
        Fault.DnsOutages => NoAnswer(url, 0, budget),
        Fault.Timeouts => NoAnswer(url, 2, budget),
        Fault.Deaths => NoAnswer(url, spell.Variety % 3, budget),
        _ => null,
    };

    private Fetched NoAnswer(WebUrl url, int how, TimeSpan budget)
    {
        if (how == 2) time.Pass(budget);
        var failure = how switch
        {
            0 => new FetchFailure(Reason.Dns, $"{url.Host} has no address"),
            1 => new FetchFailure(Reason.Connection, "connection refused"),
            _ => new FetchFailure(Reason.Timeout, "no answer in time"),
        };
        return new Fetched { Requested = url, Final = url, Failure = failure };
    }

    private static Fetched Refusal(WebUrl url, Spell spell, Dice dice) => (spell.Fault, spell.Variety % 4) switch
    {
        (Fault.RateLimits, _) => Page(url, 429, "<p>Slow down.</p>", KeyValuePair.Create(
            "Retry-After", (60 + dice.Below(7000)).ToString(CultureInfo.InvariantCulture))),
        (Fault.ServerErrors, 0) => Page(url, 503, PageWriter.Plain("503", "<p>Unavailable.</p>")),
        (Fault.ServerErrors, 1) => Page(url, 502, PageWriter.Plain("502", "<p>Bad gateway.</p>")),
        (Fault.ServerErrors, _) => Page(url, 500, PageWriter.Plain("500", "<p>Error.</p>")),
        (_, 0 or 1) => Page(url, 403, PageWriter.Plain("403", "<p>Forbidden.</p>")),
        (_, 2) => Page(url, 403, PageWriter.Plain(
            "Just a moment...", "<p>Checking your browser.</p>"), KeyValuePair.Create("cf-mitigated", "challenge")),
        _ => Page(url, 200, PageWriter.Plain(
            "Just a moment...", "<p>Checking your browser.</p>"), KeyValuePair.Create("cf-mitigated", "challenge")),
    };

    private static Fetched Redirected(WorldPage page, int status)
    {
        var front = WebUrl.Parse("/", page.Url);
        return Wire.Whole(front, 200, Encoding.UTF8
            .GetBytes(PageWriter.Front(page.Host)), Plain("text/html; charset=utf-8"), [new Hop(status, page.Url, front)]);
    }

    private static Fetched Page(WebUrl url, int status, string html, params ReadOnlySpan<KeyValuePair<string, string>> more) =>
        Wire.Whole(url, status, Encoding.UTF8.GetBytes(html), [.. Plain("text/html; charset=utf-8"), .. more]);

    private static List<KeyValuePair<string, string>> Plain(string contentType) => [new("Content-Type", contentType)];
}
