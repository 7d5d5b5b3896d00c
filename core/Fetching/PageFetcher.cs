using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>
/// Fetches pages over HTTP: redirects followed one by one, each address judged, each host waited for, everything bounded.
/// One for the whole process, so that connections and politeness are shared.
/// </summary>
public sealed class PageFetcher : IFetcher, IDisposable
{
    /// <summary>
    /// The longest that a Retry-After keeps the host's next request waiting here;
    /// who schedules requests keeps to the whole (<see cref="RetryAfter"/>).
    /// </summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private static readonly FetchFailure Silence = new(Reason.Timeout, "the host has not answered the last requests to it");

    private readonly HttpExchange exchange;
    private readonly TolerantExchange tolerant;
    private readonly AddressGate addresses;
    private readonly HostGate hosts;
    private readonly TimeProvider time;
    private readonly TimeSpan connectTimeout;
    private readonly bool isPoliteEverywhere;
    private readonly BodyRoom? room;
    private readonly BodyRoom roomForOthers;
    private readonly int maxBytes;
    private readonly int maxRedirects;

    public PageFetcher(FetchOptions options, INameResolver names, TimeProvider time)
    {
        this.time = time;
        addresses = new AddressGate(new AddressRules(options.AllowedAddresses), names, time);
        exchange = new HttpExchange(options, addresses);
        tolerant = new TolerantExchange(options, addresses, time);
        connectTimeout = options.ConnectTimeout;
        isPoliteEverywhere = options.Interval > TimeSpan.Zero;
        hosts = new HostGate(isPoliteEverywhere ? options.Interval : FetchOptions.DefaultInterval, time);
        (maxBytes, maxRedirects) = (options.MaxBytes, options.MaxRedirects);
        (room, roomForOthers) = (new(options.MaxLargeBodies, maxBytes + 1), new(options.MaxLargeOtherBodies, maxBytes + 1));
    }

    private PageFetcher(PageFetcher shared, int maxBytes, int maxRedirects, BodyRoom? room)
    {
        (exchange, tolerant) = (shared.exchange, shared.tolerant);
        (addresses, hosts, time) = (shared.addresses, shared.hosts, shared.time);
        (connectTimeout, isPoliteEverywhere) = (shared.connectTimeout, shared.isPoliteEverywhere);
        (this.maxBytes, this.maxRedirects, this.room, roomForOthers) = (maxBytes, maxRedirects, room, shared.roomForOthers);
    }

    /// <summary>
    /// The same connections and the same politeness under the limits of robots.txt: five redirects and 500 KiB (RFC 9309, 2.3.1.2 and 2.5).
    /// </summary>
    public IFetcher ForRobots() => new PageFetcher(this, 500 * 1024, 5, room: null);

    /// <summary>
    /// With room of its own: a visit that holds a page waits here for another, and whoever holds that one waits for no further room.
    /// </summary>
    public IFetcher ForOtherPages() => new PageFetcher(this, maxBytes, maxRedirects, roomForOthers);

    public Task<Fetched> FetchAsync(WebUrl url, Validators? validators, TimeSpan budget, CancellationToken cancellationToken) =>
        FetchAsync(url, validators, new TrailCookies(time), budget, cancellationToken);

    public async Task<Fetched> FetchAsync(
        WebUrl url, Validators? validators, TrailCookies cookies, TimeSpan budget, CancellationToken cancellationToken)
    {
        var place = new BodyPlace(room);
        try
        {
            return await FetchAsync(url, validators, cookies, budget, place, cancellationToken);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public void Dispose() => exchange.Dispose();

    private async Task<Fetched> FetchAsync(
        WebUrl url, Validators? validators, TrailCookies cookies, TimeSpan budget, BodyPlace place, CancellationToken cancellationToken)
    {
        var trail = new RedirectTrail(url, maxRedirects, cookies);
        var (spent, malformed) = (TimeSpan.Zero, (string?)null);
        if (!url.IsHttp)
            return Finish(url, trail, RawResponse.Failed(new(Reason.AddressForbidden, $"{url.Scheme}: is not fetched")), spent, place);
        while (true)
        {
            using var turn = await EnterAsync(url, trail.Current, budget - spent, cancellationToken);
            if (turn is { IsSilent: true }) return Finish(url, trail, RawResponse.Failed(Silence), spent, place);
            using var deadline = new RequestDeadline(budget - spent, time, cancellationToken);
            var request = new PageRequest(trail.Current, IsFor(validators, url, trail.Current) ? validators : null, trail.Cookie);
            var limit = new BodyLimit(maxBytes, place);
            var answer = await AskAsync(request, isMalformed: malformed == trail.Current.Authority, limit, deadline.Token);
            if (answer.LacksRoom)
            {
                answer.Body?.Return();
                turn?.Dispose();
                await place.TakeAsync(cancellationToken);
                continue;
            }

            spent += deadline.Spent;
            if (cancellationToken.IsCancellationRequested) answer.Body?.Return();
            cancellationToken.ThrowIfCancellationRequested();

            Note(turn, answer, deadline);
            if (RetryAfter.Of(answer.Status, answer.Headers, time.GetUtcNow()) is { } wait)
                turn?.Postpone(wait < LongestPause ? wait : LongestPause);
            if (answer.IsMalformed)
            {
                answer.Body?.Return();
                malformed = trail.Current.Authority;
                continue;
            }

            if (answer.IsRedirect && trail.Follow(answer) is { } failure) answer = answer with { Failure = failure };
            if (answer.IsRedirect && answer.Failure is null) continue;
            cookies.Take(answer.Headers, trail.Current);
            return Finish(url, trail, answer, spent, place);
        }
    }

    private Task<RawResponse> AskAsync(PageRequest request, bool isMalformed, BodyLimit limit, CancellationToken cancellationToken) =>
        isMalformed
            ? tolerant.AskAsync(request, limit, cancellationToken)
            : exchange.AskAsync(request, limit, cancellationToken);

    /// <summary>Waiting is ours and not the page's: it is not taken from the budget. Null if politeness was lifted.</summary>
    private async ValueTask<HostGate.Turn?> EnterAsync(WebUrl first, WebUrl url, TimeSpan budget, CancellationToken cancellationToken)
    {
        return !isPoliteEverywhere && await IsOpenedAsync(url, cancellationToken)
            ? null
            : await hosts.EnterAsync(url.Authority, budget, isDetour: url.Authority != first.Authority, cancellationToken);
    }

    /// <summary>A connection that timed out by itself would not have come about in more time either.</summary>
    private static void Note(HostGate.Turn? turn, RawResponse answer, RequestDeadline deadline)
    {
        if (answer.Failure is not { Reason: Reason.Timeout } && answer.End != BodyEnd.TimedOut) turn?.Answered();
        else turn?.Unanswered(deadline.Token.IsCancellationRequested ? deadline.Spent : TimeSpan.FromHours(1));
    }

    private async ValueTask<bool> IsOpenedAsync(WebUrl url, CancellationToken cancellationToken)
    {
        using var deadline = new RequestDeadline(connectTimeout, time, cancellationToken);
        return await addresses.IsOpenedAsync(url, deadline.Token);
    }

    private static bool IsFor(Validators? validators, WebUrl requested, WebUrl current) => (validators?.Url ?? requested).Equals(current);

    private Fetched Finish(
        WebUrl url, RedirectTrail trail, RawResponse answer, TimeSpan spent, BodyPlace place) => new(() => Release(answer.Body, place))
        {
            Requested = url,
            Final = trail.Current,
            Trail = trail.Hops,
            Failure = answer.Failure,
            HttpStatus = answer.Status,
            Headers = answer.Headers,
            Body = answer.Body?.Bytes ?? default,
            End = answer.End,
            IsEndedByClose = answer.IsEndedByClose,
            Elapsed = spent,
            Network = answer.Status is null ? null : addresses.NetworkOf(trail.Current.Host),
        };

    private static void Release(PooledBody? body, BodyPlace place)
    {
        body?.Return();
        place.Dispose();
    }
}
