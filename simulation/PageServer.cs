using System.Globalization;
using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>Answers with a host's pages as they are at that time: changed, at fault, or as they were written.</summary>
internal sealed class PageServer(World world, FaultProfile profile)
{
    private static readonly byte[] Nothing = [];

    private readonly Dictionary<string, WorldPage> pages = world.Pages.Concat(world.TargetPages)
        .ToDictionary(page => page.Url.Href, StringComparer.Ordinal);

    private readonly Dictionary<string, WorldPage> canonicals = world.Pages.Where(page => page.Canonical is not null)
        .ToDictionary(page => page.Canonical!.Authority, StringComparer.Ordinal);

    public WorldPage? Find(WebUrl url) => pages.GetValueOrDefault(url.Href)
        ?? (canonicals.GetValueOrDefault(url.Authority) is { } page && url.Equals(page.Canonical) ? page : null);

    /// <summary>What keeps us from the page that a page names as its canonical.</summary>
    public Spell? CanonicalOutage(WebUrl url, DateTimeOffset now) =>
        canonicals.GetValueOrDefault(url.Authority)?.Faults.Of(Fault.CanonicalOutages, now);

    public async Task<Fetched> AnswerAsync(WorldHost host, WebRequest request, CancellationToken cancellationToken)
    {
        var (url, now) = (request.Url, request.Now);
        if (Find(url) is not { } page) return url.Path == "/" ? Wire.Page(url, 200, PageWriter.Front(host)) : HostAnswers.NotFound(url);
        var turn = page.Turn is { } changed && changed.IsOn(now) ? changed : null;
        var spell = page.Faults.At(now);
        if (turn?.Change == TrueChange.PageGone)
            return Wire.Page(url, turn.Variety % 2 == 0 ? 404 : 410, PageWriter.Plain("404", "<p>Nothing here.</p>"));
        if (turn?.Change == TrueChange.PageRedirected) return ToFront(url, turn.Variety % 2 == 0 ? 301 : 308);
        if (turn?.Change == TrueChange.PageReplaced) return Wire.Page(url, 200, PageWriter.Replaced(turn.Variety));
        if (spell?.Fault == Fault.NotFound) return HostAnswers.NotFound(url);
        if (spell?.Fault == Fault.TemporaryRedirects) return ToFront(url, spell.Variety % 2 == 0 ? 302 : 307);
        return await ShowAsync(page, turn, spell, request, cancellationToken);
    }

    private async Task<Fetched> ShowAsync(
        WorldPage page, TrueDegradation? turn, Spell? spell, WebRequest request, CancellationToken cancellationToken)
    {
        var (url, now, dice) = (request.Url, request.Now, request.Dice);
        var shows = page.Links.Select(link => Show(link, page, spell?.Fault, dice.Roll(), now)).ToList();
        var isNoindex = turn?.Change == TrueChange.MetaNoindex || spell?.Fault == Fault.Noindex;
        var html = PageWriter.Post(page, shows, isNoindex, page.ChangesBytes ? now.UtcTicks : null);
        var (body, type) = spell?.Fault == Fault.Charset
            ? Wire.Miscoded(html, spell.Variety)
            : ((page.Tongue?.Encoding ?? Encoding.UTF8).GetBytes(html), page.Tongue is null ? "text/html; charset=utf-8" : "text/html");
        var headers = Wire.Plain(type);
        if (turn?.Change == TrueChange.HeaderNoindex) headers.Add(new("X-Robots-Tag", "noindex"));
        if (spell?.Fault == Fault.Charset) return Wire.Whole(url, 200, body, headers);
        if (spell?.Fault == Fault.BrokenOff) return BrokenPages.Answer(url, body, headers, spell.Variety, dice);
        if (dice.Chance(profile.Answers.Truncated)) return await Wire.TruncatedAsync(url, body, headers, dice, cancellationToken);
        if (dice.Chance(profile.Answers.HalfCompressed)) return await Wire.HalfCompressedAsync(url, body, headers, dice, cancellationToken);
        if (!page.Host.SendsValidators || page.ChangesBytes || page.IsRotating) return Wire.Whole(url, 200, body, headers);

        var tag = $"\"{string.Concat(shows.Select(show => (int)show))}{(isNoindex ? "n" : "")}-"
            + $"{page.Number.ToString(CultureInfo.InvariantCulture)}\"";
        headers.Add(new("ETag", tag));
        return request.Validators?.ETag == tag ? Wire.Whole(url, 304, Nothing, headers) : Wire.Whole(url, 200, body, headers);
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

    private static Fetched ToFront(WebUrl url, int status) => Wire.Whole(url, status, [], [new("Location", "/")]);
}
