using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Fetching;

public sealed class RobotsSourceTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);
    private static readonly WebUrl Page = WebUrl.Parse("https://a.example/private/page");
    private const string OursAndGoogles = "User-agent: *\nDisallow: /private\n";
    private const string GooglesOnly = "User-agent: Googlebot\nDisallow: /private\n";

    private readonly FakeTimeProvider time = FakeTime.Create();
    private readonly ScriptedFetcher web = new();
    private readonly RobotsSource robots;

    public RobotsSourceTests() => robots = new RobotsSource(web, "LinkWatch", time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OursAndGoogles, Reason.RobotsRefused, "Disallow: /private", "Disallow: /private")]
    [InlineData(GooglesOnly, null, null, "Disallow: /private")]
    [InlineData("User-agent: LinkWatch\nDisallow: /\n", Reason.RobotsRefused, "Disallow: /", null)]
    [InlineData("User-agent: *\nDisallow: /other\n", null, null, null)]
    [InlineData("", null, null, null)]
    public async Task We_and_Googlebot_are_judged_apart(string file, Reason? refusal, string? ourRule, string? googlesRule)
    {
        web.Answer = () => Answer(200, file);

        var standing = await AskAsync();

        Assert.Equal((refusal, ourRule, googlesRule), (standing.Refusal, standing.RefusalDetail, standing.GooglebotRule));
        Assert.Equal(time.GetUtcNow(), standing.FetchedAt);
        Assert.Null(standing.UnreachableSince);
        Assert.Equal(["https://a.example/robots.txt"], web.Asked);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(451)]
    [InlineData(300)]
    public async Task Without_a_file_everybody_may(int status)
    {
        web.Answer = () => Answer(status, OursAndGoogles);

        var standing = await AskAsync();

        Assert.Null(standing.Refusal);
        Assert.Null(standing.GooglebotRule);
    }

    [Fact]
    public async Task Too_many_redirects_mean_that_there_is_none()
    {
        web.Answer = () => Failed(Reason.RedirectLoop);
        Assert.Null((await AskAsync()).Refusal);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(599)]
    public async Task In_trouble_we_stay_out_and_Googlebot_is_not_restricted(int status)
    {
        web.Answer = () => Answer(status, OursAndGoogles);

        var standing = await AskAsync();

        Assert.Equal(Reason.RobotsRefused, standing.Refusal);
        Assert.Contains($"{status}", standing.RefusalDetail, StringComparison.Ordinal);
        Assert.Null(standing.GooglebotRule);
        Assert.Equal(time.GetUtcNow(), standing.UnreachableSince);
    }

    [Theory]
    [InlineData(Reason.Dns)]
    [InlineData(Reason.Tls)]
    [InlineData(Reason.Timeout)]
    [InlineData(Reason.AddressForbidden)]
    [InlineData(Reason.BadRedirect)]
    public async Task A_failed_fetch_gives_its_own_reason(Reason reason)
    {
        web.Answer = () => Failed(reason);
        Assert.Equal(reason, (await AskAsync()).Refusal);
    }

    [Theory]
    [InlineData(BodyEnd.Cut, false, Reason.Unreadable)]
    [InlineData(BodyEnd.TimedOut, false, Reason.Timeout)]
    [InlineData(BodyEnd.Cut, true, Reason.RobotsRefused)]
    [InlineData(BodyEnd.TooLarge, false, Reason.RobotsRefused)]
    public async Task A_file_in_part_is_no_file_but_one_that_the_close_or_the_limit_ends_is(BodyEnd end, bool byClose, Reason reason)
    {
        web.Answer = () => Answer(200, OursAndGoogles, end, byClose);
        Assert.Equal(reason, (await AskAsync()).Refusal);
    }

    [Fact]
    public async Task A_copy_is_kept_for_a_day_per_scheme_and_authority()
    {
        web.Answer = () => Answer(200, OursAndGoogles);
        await AskAsync();
        time.Advance(TimeSpan.FromHours(23));
        await AskAsync();
        Assert.Single(web.Asked);

        await robots.AskAsync(WebUrl.Parse("http://a.example/"), null, false, Budget, Token);
        await robots.AskAsync(WebUrl.Parse("https://a.example:8443/"), null, false, Budget, Token);
        Assert.Equal(3, web.Asked.Count);

        time.Advance(TimeSpan.FromHours(1));
        await AskAsync();
        Assert.Equal(4, web.Asked.Count);
    }

    [Fact]
    public async Task Fresh_asks_again()
    {
        web.Answer = () => Answer(200, "");
        await AskAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        web.Answer = () => Answer(200, OursAndGoogles);

        Assert.Null((await AskAsync()).Refusal);
        Assert.Equal(Reason.RobotsRefused, (await AskAsync(fresh: true)).Refusal);
        Assert.Equal(2, web.Asked.Count);
    }

    [Theory]
    [InlineData("3600", 60)]
    [InlineData("0", 10)]
    [InlineData(null, 10)]
    public async Task A_host_that_asked_for_rest_is_not_asked_again_before_its_time(string? retryAfter, int minutes)
    {
        web.Answer = () => Answer(503, "", retryAfter: retryAfter);
        await AskAsync();
        time.Advance(TimeSpan.FromMinutes(minutes - 1));
        await AskAsync(fresh: true);
        Assert.Single(web.Asked);

        time.Advance(TimeSpan.FromMinutes(1));
        web.Answer = () => Answer(200, "");
        Assert.Null((await AskAsync()).Refusal);
    }

    [Fact]
    public async Task A_fetch_that_failed_is_kept_for_the_next_pages_but_tried_again_for_who_wants_it_fresh()
    {
        web.Answer = () => Failed(Reason.Dns);
        await AskAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        web.Answer = () => Answer(200, "");

        Assert.Equal(Reason.Dns, (await AskAsync()).Refusal);
        Assert.Null((await AskAsync(fresh: true)).Refusal);
    }

    [Fact]
    public async Task In_trouble_the_last_good_copy_speaks_for_Googlebot()
    {
        web.Answer = () => Answer(200, GooglesOnly);
        var good = await AskAsync();
        time.Advance(TimeSpan.FromHours(25));
        web.Answer = () => Answer(500, "");

        var standing = await AskAsync();

        Assert.Equal(Reason.RobotsRefused, standing.Refusal);
        Assert.Equal("Disallow: /private", standing.GooglebotRule);
        Assert.Equal(good.FetchedAt, standing.FetchedAt);
    }

    [Fact]
    public async Task The_answer_at_the_last_visit_replaces_a_copy_that_this_process_never_had()
    {
        var known = new RobotsStanding { GooglebotRule = "Disallow: /private", FetchedAt = time.GetUtcNow() - TimeSpan.FromDays(2) };
        web.Answer = () => Failed(Reason.Timeout);

        var standing = await AskAsync(known);

        Assert.Equal(
            (Reason.Timeout, "Disallow: /private", known.FetchedAt), (standing.Refusal, standing.GooglebotRule, standing.FetchedAt));
    }

    [Fact]
    public async Task After_thirty_days_of_trouble_there_is_none()
    {
        web.Answer = () => Answer(503, "");
        var standing = await AskAsync();
        for (var day = 0; day < 29; day++)
        {
            time.Advance(TimeSpan.FromDays(1));
            standing = await new RobotsSource(web, "LinkWatch", time).AskAsync(Page, standing, false, Budget, Token);
            Assert.Equal(Reason.RobotsRefused, standing.Refusal);
        }

        time.Advance(TimeSpan.FromDays(1));
        standing = await new RobotsSource(web, "LinkWatch", time).AskAsync(Page, standing, false, Budget, Token);

        Assert.Null(standing.Refusal);
        Assert.Equal(time.GetUtcNow() - TimeSpan.FromDays(30), standing.UnreachableSince);
    }

    [Fact]
    public async Task Thirty_days_do_not_open_a_forbidden_address_and_begin_anew_after_a_good_answer()
    {
        var known = new RobotsStanding { UnreachableSince = time.GetUtcNow() - TimeSpan.FromDays(40) };
        web.Answer = () => Failed(Reason.AddressForbidden);
        Assert.Equal(Reason.AddressForbidden, (await AskAsync(known)).Refusal);

        time.Advance(TimeSpan.FromHours(1));
        web.Answer = () => Answer(200, "");
        await AskAsync(known);
        time.Advance(TimeSpan.FromDays(1));
        web.Answer = () => Answer(503, "");

        Assert.Equal(Reason.RobotsRefused, (await AskAsync(known)).Refusal);
    }

    [Fact]
    public async Task One_fetch_is_in_flight_however_many_ask()
    {
        var answer = new TaskCompletionSource();
        web.Answer = () => Answer(200, OursAndGoogles);
        web.Before = answer.Task;

        var asking = Enumerable.Range(0, 20).Select(i => AskAsync(fresh: i % 2 == 0)).ToList();
        answer.SetResult();

        Assert.All(await Task.WhenAll(asking), standing => Assert.Equal(Reason.RobotsRefused, standing.Refusal));
        Assert.Single(web.Asked);
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_stop_the_others()
    {
        var answer = new TaskCompletionSource();
        web.Answer = () => Answer(200, "");
        web.Before = answer.Task;
        using var stop = new CancellationTokenSource();

        var first = robots.AskAsync(Page, null, false, Budget, stop.Token);
        var second = AskAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();

        Assert.Null((await second).Refusal);
    }

    [Fact]
    public async Task Over_the_wire_five_redirects_are_followed_and_500_KiB_read()
    {
        await using var site = await LoopbackSite.StartAsync(async context =>
        {
            var path = context.Request.Path.Value!;
            if (path == "/robots.txt") context.Response.Redirect("/5");
            else if (path != "/1") context.Response.Redirect($"/{int.Parse(path[1..]) - 1}");
            else await context.Response.WriteAsync(OursAndGoogles + new string('#', 600 * 1024) + "\nDisallow: /beyond\n");
        });
        using var fetcher = LoopbackFetcher.Create();
        var real = new RobotsSource(fetcher.ForRobots(), "LinkWatch", TimeProvider.System);

        var standing = await real.AskAsync(site.Url("/private"), null, false, Budget, Token);
        var beyond = await real.AskAsync(site.Url("/beyond"), null, false, Budget, Token);

        Assert.Equal((Reason.RobotsRefused, "Disallow: /private"), (standing.Refusal, standing.RefusalDetail));
        Assert.Null(beyond.Refusal);
        Assert.Equal(6, site.Asked.Count);
    }

    [Fact]
    public async Task A_robots_txt_that_sends_us_inside_opens_no_socket()
    {
        await using var forbidden = RawSite.Forbidden();
        await using var site = await LoopbackSite.StartAsync(context =>
        {
            context.Response.Redirect($"http://127.0.0.2:{forbidden.Port}/robots.txt");
            return Task.CompletedTask;
        });
        using var fetcher = LoopbackFetcher.Create();

        var standing = await new RobotsSource(
            fetcher.ForRobots(), "LinkWatch", TimeProvider.System).AskAsync(site.Url("/"), null, false, Budget, Token);

        Assert.Equal(Reason.AddressForbidden, standing.Refusal);
        Assert.Equal(0, forbidden.Connections);
    }

    [Theory]
    [InlineData(400 * 24)]
    [InlineData(26)]
    [InlineData(1)]
    public async Task A_copy_of_a_wrong_clock_is_not_believed_once_the_clock_is_right(int hours)
    {
        var wrong = TimeSpan.FromHours(hours);
        web.Answer = () => Answer(200, OursAndGoogles);
        time.AdjustTime(time.GetUtcNow() + wrong);
        await AskAsync();
        time.AdjustTime(time.GetUtcNow() - wrong);
        web.Answer = () => Answer(404, "");

        var standing = await AskAsync();

        Assert.Equal((2, (Reason?)null, time.GetUtcNow()), (web.Asked.Count, standing.Refusal, standing.FetchedAt));
        await AskAsync();
        Assert.Equal(2, web.Asked.Count);
    }

    [Fact]
    public async Task A_host_that_a_wrong_clock_could_not_reach_is_unreachable_for_thirty_days_from_now()
    {
        web.Answer = () => Answer(503, "");
        time.AdjustTime(time.GetUtcNow() + TimeSpan.FromDays(400));
        var known = await AskAsync();
        time.AdjustTime(time.GetUtcNow() - TimeSpan.FromDays(400));

        var first = await AskAsync(known);
        Assert.Equal(time.GetUtcNow(), first.UnreachableSince);
        time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(Reason.RobotsRefused, (await AskAsync(first)).Refusal);
        time.Advance(TimeSpan.FromDays(2));
        Assert.Null((await AskAsync(first)).Refusal);
    }

    private Task<RobotsStanding> AskAsync(RobotsStanding? known = null, bool fresh = false) =>
        robots.AskAsync(Page, known, fresh, Budget, Token);

    private static Fetched Answer(
        int status, string body, BodyEnd end = BodyEnd.Whole, bool byClose = false, string? retryAfter = null) => new()
        {
            Requested = Page,
            Final = Page,
            HttpStatus = status,
            Headers = retryAfter is null ? HttpFields.Empty : new HttpFields([new("Retry-After", retryAfter)]),
            Body = Encoding.UTF8.GetBytes(body),
            End = end,
            IsEndedByClose = byClose,
        };

    private static Fetched Failed(Reason reason) =>
        new() { Requested = Page, Final = Page, Failure = new FetchFailure(reason, "as scripted") };

    private sealed class ScriptedFetcher : IFetcher
    {
        public Func<Fetched> Answer { get; set; } = () => Failed(Reason.Connection);

        public Task Before { get; set; } = Task.CompletedTask;

        public List<string> Asked { get; } = [];

        public async Task<Fetched> FetchAsync(WebUrl url, Validators? validators, TimeSpan budget, CancellationToken cancellationToken)
        {
            Asked.Add(url.Href);
            await Before.WaitAsync(cancellationToken);
            return Answer();
        }
    }
}
