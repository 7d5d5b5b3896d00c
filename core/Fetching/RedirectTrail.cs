using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>Where a fetch has been, with which cookies, and where an answer sends it next.</summary>
internal sealed class RedirectTrail(WebUrl start, int max, TrailCookies cookies)
{
    private readonly List<Hop> hops = [];
    private readonly List<(WebUrl Url, string? Cookie)> asked = [];

    public WebUrl Current { get; private set; } = start;

    public IReadOnlyList<Hop> Hops => hops;

    /// <summary>The Cookie header for the current address.</summary>
    public string? Cookie => cookies.For(Current);

    /// <summary>Moves on to where <paramref name="answer"/> points. Returns why it cannot.</summary>
    public FetchFailure? Follow(RawResponse answer)
    {
        asked.Add((Current, Cookie));
        var set = cookies.Take(answer.Headers, Current);
        var locations = answer.Headers.All("Location").Distinct(StringComparer.Ordinal).ToList();
        if (locations.Count != 1 || locations[0].Length == 0)
            return new(Reason.BadRedirect, $"{answer.Status} with {Count(locations)} Location");
        if (!WebUrl.TryParse(locations[0], Current, out var next))
            return FetchFault.Of(Reason.BadRedirect, $"{answer.Status} to a malformed Location: {locations[0]}");
        if (hops.Count == max) return new(Reason.RedirectLoop, $"more than {max} redirects");

        hops.Add(new Hop(answer.Status!.Value, Current, next) { Cookies = set });
        Current = next;
        if (!next.IsHttp) return new(Reason.AddressForbidden, $"redirected to {next.Scheme}:");
        // Asked again with another cookie, a page may well answer something else.
        return asked.Exists(seen => IsSameRequest(seen.Url, next) && seen.Cookie == Cookie)
            ? FetchFault.Of(Reason.RedirectLoop, $"back to {next}")
            : null;
    }

    private static bool IsSameRequest(WebUrl a, WebUrl b) =>
        a.Path == b.Path && a.Query == b.Query && a.Host == b.Host && a.Port == b.Port && a.Scheme == b.Scheme;

    private static string Count(List<string> locations) => locations.Count > 1 ? "more than one" : "no";
}

/// <summary>
/// The cookies of one trail of redirects and refreshes, gone with it: a page behind a cookie gate is reached as a browser without any
/// cookie reaches it. Cookies go back to the site that set them (RFC 6265) and, more strictly than there, to no other of its ports.
/// </summary>
public sealed class TrailCookies(TimeProvider time)
{
    private const int MaxCookies = 50;

    /// <summary>RFC 6265, 6.1: what a browser takes of one cookie.</summary>
    private const int MaxSize = 4096;

    /// <summary>Servers take no more than some 8 KB of a header.</summary>
    private const int MaxTotal = 8 * 1024;

    private readonly List<(Cookie Cookie, int Port)> kept = [];

    /// <summary>Changes with every cookie that comes, goes or gets another value.</summary>
    public int Version { get; private set; }

    /// <summary>What to send with a request for <paramref name="url"/>: the longest path first (RFC 6265, 5.4); null: none.</summary>
    internal string? For(WebUrl url)
    {
        if (kept.Count == 0) return null;
        var now = time.GetUtcNow();
        var pairs = kept.Where(each => each.Port == PortOf(url) && !IsOver(each.Cookie, now) && each.Cookie.IsFor(url))
            .OrderByDescending(each => each.Cookie.Path.Length).Select(each => each.Cookie.Pair).ToList();
        return pairs.Count == 0 ? null : string.Join("; ", pairs);
    }

    /// <summary>Keeps what an answer sets. Null if it sets nothing that a browser would keep.</summary>
    internal HopCookies? Take(HttpFields headers, WebUrl from)
    {
        HopCookies? taken = null;
        foreach (var line in headers.All("Set-Cookie"))
        {
            var now = time.GetUtcNow();
            if (Cookie.Parse(line, from, now) is not { } cookie) continue;
            if (IsOver(cookie, now)) Remove(cookie);
            else if (!Keep(cookie, PortOf(from))) taken = HopCookies.Refused;
            else taken ??= HopCookies.Kept;
        }

        return taken;
    }

    private bool Keep(Cookie cookie, int port)
    {
        var at = kept.FindIndex(each => each.Port == port && each.Cookie.IsSameAs(cookie));
        if (at >= 0 && kept[at].Cookie == cookie) return true;
        var others = kept.Sum(each => each.Cookie.Size) - (at < 0 ? 0 : kept[at].Cookie.Size);
        if (cookie.Size > MaxSize || others + cookie.Size > MaxTotal || (at < 0 && kept.Count == MaxCookies)) return false;
        if (at < 0) kept.Add((cookie, port));
        else kept[at] = (cookie, port);
        Version++;
        return true;
    }

    private void Remove(Cookie cookie)
    {
        if (kept.RemoveAll(each => each.Cookie.IsSameAs(cookie)) > 0) Version++;
    }

    private static bool IsOver(Cookie cookie, DateTimeOffset now) => cookie.Expires <= now;

    /// <summary>The default ports count as one, for a site moves from http to https; another port is another server.</summary>
    private static int PortOf(WebUrl url) => url.Port is 80 or 443 ? 0 : url.Port;
}
