using System.Net;
using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Tests.Core.Checking;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>
/// Answers that HttpClient refuses and Chromium shows (docs/decisions/0007-tolerant-http-exchange.md): the page is read, and if the link
/// is not on it, that is believed of an answer that is surely whole, and of no other.
/// </summary>
public sealed class TolerantExchangeTests
{
    private const string NoRobots = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Whole heads, which HttpClient refuses.</summary>
    public static TheoryData<string> Heads =>
    [
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTue 18 Jun 2019\r\n",
        "HTTP/1.1 200 OK\r\nTue, 18 Jun 2019 10.11.12 GMT\r\nContent-Type: text/html\r\n",
        "HTTP/1.1 200 OK\r\nX Spaced Name: 1\r\nContent-Type: text/html\r\n",
        "HTTP/1.1 200 OK\r\n: a value\r\nContent-Type: text/html\r\n",
        "HTTP/1.1 200 OK\r\nX(1): 2\r\nContent-Type: text/html\r\n",
        "HTTP/1.1 200 OK\r\nX-Caf\u00E9: 1\r\nContent-Type: text/html\r\n",
        "HTTP/1.1 200 OK\r\n folded: at once\r\nContent-Type: text/html\r\n",
        "HTTP/1.1 200OK\r\nContent-Type: text/html\r\n",
        "HTTP/1.1  200 OK\r\nContent-Type: text/html\r\n",
        "HTTP/1.1\t200 OK\r\nContent-Type: text/html\r\n",
        "http/1.1 200 OK\r\nContent-Type: text/html\r\n",
        "HTTP/1 200 OK\r\nContent-Type: text/html\r\n",
        "HTTP/2 200\r\nContent-Type: text/html\r\n",
        "HTTP/2.0 200 OK\r\nContent-Type: text/html\r\n",
        "\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
        "HTTP/1.1 200 OK\r\r\nContent-Type: text/html\r\r\n",
        "HTTP/1.1 200 OK\nContent-Type: text/html\nno colon, and no CR\n",
        "HTTP/1.1 200 OK\r\nbad line\r\nContent-Type: text/plain,\r\n text/html\r\n",
        "HTTP/1.1 103 Early Hints\r\nbad line\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
    ];

    [Theory]
    [MemberData(nameof(Heads))]
    public async Task A_page_under_a_badly_written_head_is_read(string head)
    {
        foreach (var (isLinked, says) in new[] { (true, Status.Live), (false, Status.Lost) })
        {
            await using var site = Site(head, Encoding.Latin1.GetBytes(RealVisit.Html(isLinked)));
            Assert.Equal(says, (await RealVisit.VerdictAsync(site.Url("/page"))).Status);
        }
    }

    [Theory]
    [InlineData("Content-Length: {0}\r\n", "identity")]
    [InlineData("content-length : {0}\r\n", "gzip")]
    [InlineData("Content-Length: {0}, {0}\r\n", "br")]
    [InlineData("Content-Length: {0}\r\nContent-Length: {0}\r\n", "deflate")]
    [InlineData("Transfer-Encoding: chunked\r\n", "identity")]
    [InlineData("Transfer-Encoding: Chunked\r\nTransfer-Encoding: chunked\r\n", "gzip")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "br")]
    [InlineData("", "identity")]
    [InlineData("Connection: keep-alive\r\n", "deflate")]
    [InlineData("Content-Length: many\r\n", "gzip")]
    public async Task Every_framing_and_coding_is_read_under_a_bad_head(string framing, string coding)
    {
        foreach (var (isLinked, says) in new[] { (true, Status.Live), (false, Status.Lost) })
        {
            var page = Encoding.ASCII.GetBytes(RealVisit.Html(isLinked));
            var body = coding == "identity" ? page : BodyEndTests.Compress(coding, page);
            var head = $"HTTP/1.1 200 OK\r\nbad line\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n"
                + string.Format(System.Globalization.CultureInfo.InvariantCulture, framing, body.Length);
            await using var site = Site(head, framing.Contains("chunked", StringComparison.Ordinal) ? Chunked(body) : body);
            Assert.Equal(says, (await RealVisit.VerdictAsync(site.Url("/page"))).Status);
        }
    }

    [Fact]
    public async Task A_length_that_is_said_twice_in_one_line_needs_no_close()
    {
        await using var site = RawSite.Start(async (stream, token) =>
        {
            while (await RawSite.ReadHeadAsync(stream, token) is { Length: > 0 } head)
            {
                var isRobots = head.StartsWith("GET /robots.txt", StringComparison.Ordinal);
                var page = RealVisit.Html(isLinked: true);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(isRobots ? NoRobots
                    : $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {page.Length}, {page.Length}\r\n\r\n{page}"), token);
            }
        });

        Assert.Equal(Status.Live, (await RealVisit.VerdictAsync(site.Url("/page"))).Status);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n")]
    [InlineData("Content-Length: 5, 6\r\n")]
    [InlineData("bad line\r\nContent-Length: 5\r\nContent-Length: 6\r\n")]
    [InlineData("Content-Length: 5\r\nContent-Length: many\r\n")]
    public async Task Lengths_that_differ_are_refused(string lengths)
    {
        await using var site = Site($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{lengths}", "<p>on</html>"u8.ToArray());
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url("/page"), null, Budget, Token);

        Assert.Equal(Reason.Unreadable, fetched.Failure?.Reason);
        Assert.Equal(Status.Unknown, (await RealVisit.VerdictAsync(site.Url("/page"))).Status);
    }

    /// <summary>What arrived may not be all there is: a link that is seen counts, one that is not is not lost.</summary>
    [Theory]
    [InlineData("bad line\r\nContent-Length: 90000\r\n\r\n{0}")]
    [InlineData("bad line\r\nTransfer-Encoding: chunked\r\n\r\n5000\r\n{0}")]
    [InlineData("bad line\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>on\r\nzz\r\n{0}")]
    [InlineData("bad line\r\nTransfer-Encoding: chunked\r\n\r\n\r\n{0}")]
    [InlineData("bad line\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>on\r\n0\r\n\r\n{0}")]
    [InlineData("bad line\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n{0}")]
    [InlineData("X\0Y: 1\r\n\r\n{0}")]
    [InlineData("Content Length: 5\r\n\r\n{0}")]
    [InlineData("Transfer Encoding: chunked\r\n\r\n5\r\n{0}")]
    [InlineData("<p>the page begins\r\n\r\n{0}")]
    [InlineData("bad line\r\nX-Note: <p>the page begins\r\n\r\n{0}")]
    [InlineData("bad line\r\nX-Transfer-Encoding: chunked\r\n\r\n5\r\n{0}")]
    [InlineData("bad line\r\nContent-Length: 7\r\n\r\n<p>on</{0}")]
    [InlineData("bad line\r\nContent-Encoding: gzip\r\n\r\n{0}")]
    [InlineData("bad line\r\n\r\n<p>no closing tag")]
    public async Task Nothing_is_lost_on_an_answer_that_may_not_be_whole(string rest)
    {
        var answer = rest.Replace("{0}", RealVisit.Html(isLinked: false), StringComparison.Ordinal).Split("\r\n\r\n", 2);
        await using var site = Site($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{answer[0]}\r\n", Encoding.Latin1.GetBytes(answer[1]));

        Assert.Equal(Status.Unknown, (await RealVisit.VerdictAsync(site.Url("/page"))).Status);
    }

    [Theory]
    [InlineData("bad line\r\nContent-Length: 90000\r\n")]
    [InlineData("<!-- cached -->\r\n")]
    [InlineData("Content Length: 5\r\n")]
    [InlineData("X\0Y: 1\r\n")]
    public async Task A_link_that_is_seen_counts_all_the_same(string lines)
    {
        await using var site = Site(
            $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{lines}", Encoding.Latin1.GetBytes(RealVisit.Html(isLinked: true)));

        Assert.Equal(Status.Live, (await RealVisit.VerdictAsync(site.Url("/page"))).Status);
    }

    [Fact]
    public async Task Trailers_that_are_no_headers_do_not_matter()
    {
        var page = Encoding.ASCII.GetBytes(RealVisit.Html(isLinked: false));
        await using var site = Site(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n", Chunked(page, "bad trailer\r\n"));

        Assert.Equal(Status.Lost, (await RealVisit.VerdictAsync(site.Url("/page"))).Status);
    }

    [Theory]
    [InlineData("User-agent: *\nDisallow: /private\n", "/private", Reason.RobotsDisallowed)]
    [InlineData("User-agent: LinkWatch\nDisallow: /\n", "/page", Reason.RobotsRefused)]
    [InlineData("User-agent: *\nDisallow: /private\n", "/page", null)]
    public async Task A_robots_txt_under_a_bad_head_is_obeyed_and_blinds_nobody(string robots, string path, Reason? reason)
    {
        await using var site = RawSite.Start(async (stream, token) =>
        {
            var head = await RawSite.ReadHeadAsync(stream, token);
            var (type, body) = head.StartsWith("GET /robots.txt", StringComparison.Ordinal)
                ? ("text/plain", robots) : ("text/html", RealVisit.Html(isLinked: true));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nbad line\r\nContent-Type: {type}\r\n\r\n{body}"), token);
        });

        var verdict = await RealVisit.VerdictAsync(site.Url(path));

        if (reason is null) Assert.Equal(Status.Live, verdict.Status);
        else Assert.Contains(reason.Value, verdict.Reasons);
    }

    [Fact]
    public async Task Redirects_and_their_statuses_are_those_of_the_answer()
    {
        await using var site = RawSite.Start(async (stream, token) =>
        {
            var head = await RawSite.ReadHeadAsync(stream, token);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head.Split(' ')[1] switch
            {
                "/old" => "HTTP/1.1 301 Moved\r\nbad line\r\nLocation: /caf\u00E9\r\n\r\n",
                "/caf%E9" => "HTTP/1.1 410 Gone\r\nbad line\r\n\r\n",
                _ => NoRobots,
            }), token);
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url("/old"), null, Budget, Token);

        Assert.Equal([new Hop(301, site.Url("/old"), site.Url("/caf%E9"))], fetched.Trail);
        Assert.Equal(410, fetched.HttpStatus);
        Assert.Equal(3, site.Connections);
    }

    [Fact]
    public async Task It_asks_as_the_first_request_did()
    {
        var heads = new List<string>();
        await using var site = RawSite.Start(async (stream, token) =>
        {
            heads.Add(await RawSite.ReadHeadAsync(stream, token));
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nbad line\r\n\r\n<p>here</p></html>"u8.ToArray(), token);
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url("/a%20b?c=%C3%A9"), new Validators("\"1\"", null), Budget, Token);

        Assert.Equal(2, heads.Count);
        Assert.Equal(heads[0].Split("\r\n").Order(StringComparer.Ordinal),
            heads[1].Split("\r\n").Where(line => line != "Connection: close").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_is_well_written_is_asked_for_once()
    {
        await using var site = Site("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "<p>here</p></html>"u8.ToArray());
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url("/page"), null, Budget, Token);

        Assert.Equal(1, site.Connections);
    }

    [Fact]
    public async Task The_second_request_to_a_host_keeps_the_interval()
    {
        await using var site = Site("HTTP/1.1 200 OK\r\nbad line\r\nContent-Type: text/html\r\n", "<p>here</p></html>"u8.ToArray());
        using var fetcher = LoopbackFetcher.Create(LoopbackFetcher.Options with { Interval = TimeSpan.FromMilliseconds(400) });
        var start = TimeProvider.System.GetTimestamp();

        using var fetched = await fetcher.FetchAsync(site.Url("/page"), null, Budget, Token);

        Assert.Equal((200, 2), (fetched.HttpStatus, site.Connections));
        Assert.True(TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMilliseconds(390));
    }

    /// <summary>A name may lead elsewhere when it is asked for the second time.</summary>
    [Fact]
    public async Task The_address_is_judged_anew_for_the_second_connection()
    {
        await using var site = Site("HTTP/1.1 200 OK\r\nbad line\r\n", "<p>here</p></html>"u8.ToArray());
        var asked = 0;
        var names = new StubNames(_ => [IPAddress.Parse(asked++ < 2 ? "127.0.0.1" : "127.0.0.2")]);
        using var fetcher = LoopbackFetcher.Create(LoopbackFetcher.Options, names);

        using var fetched = await fetcher.FetchAsync(WebUrl.Parse($"http://rebound.example:{site.Port}/"), null, Budget, Token);

        Assert.Equal(Reason.AddressForbidden, fetched.Failure?.Reason);
        Assert.Equal(1, site.Connections);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", null)]
    [InlineData("127.0.0.1", "localhost", Reason.Tls)]
    public async Task Certificates_are_validated_as_ever(string named, string asked, Reason? reason)
    {
        using var authority = LoopbackCertificate.Authority();
        using var certificate = LoopbackCertificate.For(named, authority);
        await using var site = RawSite.Start(async (stream, token) =>
        {
            await using var secure = new System.Net.Security.SslStream(stream);
            try
            {
                await secure.AuthenticateAsServerAsync(certificate);
            }
            catch (System.Security.Authentication.AuthenticationException)
            {
                return;
            }

            await RawSite.ReadHeadAsync(secure, token);
            await secure.WriteAsync("HTTP/1.1 200 OK\r\nbad line\r\n\r\n<p>here</p></html>"u8.ToArray(), token);
        });
        var options = LoopbackFetcher.Options with { TrustedAuthorities = [authority] };
        using var fetcher = LoopbackFetcher.Create(options);
        var exchange = new TolerantExchange(
            options, new AddressGate(new AddressRules(options.AllowedAddresses), StubNames.Of(), TimeProvider.System), TimeProvider.System);

        using var fetched = await fetcher.FetchAsync(site.Url("/", asked, "https"), null, Budget, Token);
        var answer = await exchange.AskAsync(new PageRequest(site.Url("/", asked, "https"), null, null), 1024, Token);

        Assert.Equal((reason, reason), (fetched.Failure?.Reason, answer.Failure?.Reason));
        answer.Body?.Return();
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nbad line\r\n", "X-Line: more\r\n", Reason.Unreadable)]
    [InlineData("HTTP/1.1 200 OK\r\nbad line\r\nX-Endless: ", "a", Reason.Unreadable)]
    [InlineData("HTTP/1.1 103 Early Hints\r\nbad line\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nbad line\r\n\r\n", Reason.Unreadable)]
    [InlineData("\r\n", "\r\n", Reason.Unreadable)]
    [InlineData("HTTP/1.1 200 OK\r\nbad line\r\nTransfer-Encoding: chunked\r\n\r\n", "5", null)]
    [InlineData("HTTP/1.1 200 OK\r\nbad line\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-Trailer: more\r\n", null)]
    [InlineData("HTTP/1.1 200 OK\r\nbad line\r\n\r\n", "<p>more</p>", null)]
    public async Task What_never_ends_is_cut_off_here_too(string beginning, string more, Reason? reason)
    {
        var flood = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(more, 100_000 / more.Length)));
        await using var site = RawSite.Start(async (stream, token) =>
        {
            await RawSite.ReadHeadAsync(stream, token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), token);
            while (true) await stream.WriteAsync(flood, token);
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(reason, fetched.Failure?.Reason);
        if (reason is null) Assert.Contains(fetched.End, (BodyEnd[])[BodyEnd.Cut, BodyEnd.TooLarge]);
    }

    [Fact]
    public async Task A_body_that_trickles_under_a_bad_head_ends_with_the_budget()
    {
        await using var site = RawSite.Start(async (stream, token) =>
        {
            await RawSite.ReadHeadAsync(stream, token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nbad line\r\n\r\n<p>"u8.ToArray(), token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, TimeSpan.FromMilliseconds(500), Token);

        Assert.Equal((200, BodyEnd.TimedOut), (fetched.HttpStatus, fetched.End));
    }

    private static RawSite Site(string head, byte[] body) => RawSite.Start(async (stream, token) =>
    {
        var request = await RawSite.ReadHeadAsync(stream, token);
        var isRobots = request.StartsWith("GET /robots.txt", StringComparison.Ordinal);
        await stream.WriteAsync(
            isRobots ? Encoding.ASCII.GetBytes(NoRobots) : [.. Encoding.Latin1.GetBytes(head + "\r\n"), .. body], token);
    });

    private static byte[] Chunked(byte[] body, string trailer = "") =>
    [
        .. Encoding.ASCII.GetBytes($"00{body.Length / 2:x};ext=\"1\"\r\n"), .. body[..(body.Length / 2)],
        .. Encoding.ASCII.GetBytes($"\r\n{body.Length - (body.Length / 2):X}  \r\n"), .. body[(body.Length / 2)..],
        .. Encoding.ASCII.GetBytes($"\r\n0\r\n{trailer}\r\n"),
    ];
}
