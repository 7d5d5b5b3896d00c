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
