using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>
/// The simulated web, instead of the network: answers every request as the script says for that time. Redirects are followed, and
/// cookies sent back, by the code that does so for the real web.
/// </summary>
internal sealed class FaultyWeb(World world, FaultProfile profile, SimulatedTime time, long seed) : IFetcher
{
    private const int Salt = 77;

    private static readonly byte[] Robots = "User-agent: *\nDisallow: /admin/\n"u8.ToArray();

    private readonly PageServer server = new(world, profile);
    private readonly HostGate hosts = new(TimeSpan.Zero, time);
    private int requests;

    public int Requests => requests;

    public Task<Fetched> FetchAsync(WebUrl url, Validators? validators, TimeSpan budget, CancellationToken cancellationToken) =>
        FetchAsync(url, validators, new TrailCookies(time), budget, cancellationToken);

    public async Task<Fetched> FetchAsync(
        WebUrl url, Validators? validators, TrailCookies cookies, TimeSpan budget, CancellationToken cancellationToken)
    {
        var trail = new RedirectTrail(url, new FetchOptions().MaxRedirects, cookies);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var turn = await hosts.EnterAsync(
                trail.Current.Authority, budget, isDetour: trail.Current.Authority != url.Authority, cancellationToken);
            if (turn.IsSilent) return Wire.Along(trail, null, Failed(trail.Current, Reason.Timeout, "it has just left others unanswered"));
            var dice = new Dice(seed, Salt, ++requests);
            time.Pass(TimeSpan.FromMilliseconds(dice.Between(40, 250)));
            var request = new WebRequest(trail.Current, validators, trail.Cookie, time.GetUtcNow(), dice);
            var answer = await AnswerAsync(request, budget, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (answer.Failure?.Reason == Reason.Timeout) turn.Unanswered(budget);
            else turn.Answered();
            var redirect = new RawResponse { Status = answer.HttpStatus, Headers = answer.Headers };
            var failure = redirect.IsRedirect ? trail.Follow(redirect) : null;
            if (redirect.IsRedirect && failure is null) continue;
            cookies.Take(answer.Headers, trail.Current);
            return trail.Hops.Count == 0 && failure is null ? answer : Wire.Along(trail, failure, answer);
        }
    }

    private async Task<Fetched> AnswerAsync(WebRequest request, TimeSpan budget, CancellationToken cancellationToken)
    {
        var (url, now) = (request.Url, request.Now);
        if (world.Ourselves.Has(Fault.NetworkFailures, now)) return NoAnswer(url, request.Dice.Below(3), budget);
        if (SilentHosts.Holds(url)) return NoAnswer(url, 2, budget);
        if (HostOf(url) is not { } host) return NoAnswer(url, 0, budget);

        var spell = host.Faults.At(now);
        if (spell is not null && Unreachable(url, spell, budget) is { } trouble) return trouble;
        if (spell is not null && HostAnswers.Refusal(host, request, spell) is { } refusal) return refusal;
        if (server.CanonicalOutage(url, now) is { } outage)
            return outage.Variety % 3 < 2 ? NoAnswer(url, outage.Variety % 3, budget) : HostAnswers.Unavailable(url);
        if (url.Path == "/robots.txt")
            return host.HasRobots ? Wire.Whole(url, 200, Robots, Wire.Plain("text/plain")) : HostAnswers.NotFound(url);
        return HostAnswers.Replacement(host, server.Find(url), request, spell)
            ?? await server.AnswerAsync(host, request, cancellationToken);
    }

    /// <summary>Its own name, or one of its others: a login's, a printed page's.</summary>
    private WorldHost? HostOf(WebUrl url) =>
        HostOf(url.Authority) ?? HostOf(url.Authority[(url.Authority.IndexOf('.', StringComparison.Ordinal) + 1)..]);

    private WorldHost? HostOf(string name) => world.Hosts.GetValueOrDefault(name) ?? world.TargetHosts.GetValueOrDefault(name);

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
        return how switch
        {
            0 => Failed(url, Reason.Dns, $"{url.Host} has no address"),
            1 => Failed(url, Reason.Connection, "connection refused"),
            _ => Failed(url, Reason.Timeout, "no answer in time"),
        };
    }

    private static Fetched Failed(WebUrl url, Reason reason, string text) =>
        new() { Requested = url, Final = url, Failure = new FetchFailure(reason, text) };
}

/// <summary>One request as the web gets it.</summary>
/// <param name="Url">What for.</param>
/// <param name="Validators">For a conditional GET, or null.</param>
/// <param name="Cookie">What is sent back of the cookies that were set on the way, or null.</param>
/// <param name="Now">When.</param>
/// <param name="Dice">Its own.</param>
internal readonly record struct WebRequest(WebUrl Url, Validators? Validators, string? Cookie, DateTimeOffset Now, Dice Dice);
