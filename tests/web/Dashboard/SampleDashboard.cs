using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Spikes;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.Dashboard.SigningIn;
using Candidate = LinkWatch.Discovery.Candidate;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>A dashboard on loopback with a few weeks of a shop's links in it.</summary>
internal sealed class SampleDashboard : IAsyncDisposable
{
    private static readonly string[] Hosts =
        ["tea-journal.example", "village-paper.example", "mountain-inn.example", "recipe-box.example", "herb-forum.example"];

    private static readonly (string Name, AccessScope Scope, TimeSpan? Life)[] Access =
    [
        ("Monthly report", AccessScope.ReadOnly, null), ("CRM", AccessScope.Full, null),
        ("Our agency", AccessScope.Pages, TimeSpan.FromDays(30)),
    ];

    private const string Target = "https://shop.example/tea";

    private readonly DashboardInProcess dashboard;
    private readonly LoopbackSite server;

    private SampleDashboard(DashboardInProcess dashboard, LoopbackSite server, string linkId) =>
        (this.dashboard, this.server, LostLink) = (dashboard, server, linkId);

    /// <summary>The id of a link that was lost.</summary>
    public string LostLink { get; }

    /// <summary>The same, asked without a server.</summary>
    public DashboardInProcess Dashboard => dashboard;

    /// <summary>Every page that a signed-in operator can open.</summary>
    public IReadOnlyList<(string Name, string Path)> Pages =>
    [
        ("sites", "/dashboard"), ("site", "/dashboard/sites/shop"), ("links", "/dashboard/sites/shop/links"),
        ("domains", "/dashboard/sites/shop/domains"), ("anchors", "/dashboard/sites/shop/anchors"),
        ("profile", "/dashboard/sites/shop/profile"), ("profile-links", "/dashboard/sites/shop/profile?rows=there,anchor%3Dbrand"),
        ("changes", "/dashboard/sites/shop/changes"), ("incidents", "/dashboard/sites/shop/incidents"),
        ("contracts", "/dashboard/sites/shop/contracts"), ("reports", "/dashboard/sites/shop/reports"),
        ("report", "/dashboard/sites/shop/reports/2026-01"), ("spikes", "/dashboard/sites/shop/spikes"),
        ("imports", "/dashboard/sites/shop/imports"), ("review", "/dashboard/sites/shop/review"),
        ("letters", "/dashboard/sites/shop/letters"), ("discovery", "/dashboard/sites/shop/discovery"),
        ("access", "/dashboard/sites/shop/access"), ("settings", "/dashboard/sites/shop/settings"),
        ("link", $"/dashboard/sites/shop/links/{LostLink}"), ("targets", "/dashboard/sites/shop/targets"),
        ("target", $"/dashboard/sites/shop/targets/{Ids.Target("shop", WebUrl.Parse(Target))}"),
        ("system", "/dashboard/system"), ("no-such-page", "/dashboard/nothing"),
    ];

    /// <param name="hostile">Text that others may have written: in anchors, tags and notes.</param>
    public static async Task<SampleDashboard> StartAsync(IReadOnlyList<string>? hostile = null)
    {
        var dashboard = await DashboardInProcess.StartAsync(new DashboardOptions
        {
            Storage = () => new StorageUse(FakeTime.Create().GetUtcNow()) { FileBytes = 1_430_000, BytesAtStart = 310_000 },
        });
        var pipeline = dashboard.Pipeline;
        var links = Enumerable.Range(0, Math.Max(30, hostile?.Count ?? 0)).Select(i => Link(i, hostile)).ToList();
        for (var i = 0; i < links.Count; i++) Say(pipeline, links[i], Status.Live, hostile, i);
        await TrackAsync(pipeline, links.Take(20));
        await LiveAsync(pipeline, days: 2);
        await TrackAsync(pipeline, links.Skip(20));
        pipeline.Web.Say(Target, Status.Lost, Reason.PageGone);
        Say(pipeline, links[0], Status.Lost, hostile, 0, Reason.LinkRemoved);
        Say(pipeline, links[1], Status.Nofollow, hostile, 1, Reason.RelNofollow);
        Say(pipeline, links[2], Status.Unknown, hostile, 2, Reason.Blocked);
        foreach (var i in Enumerable.Range(0, links.Count).Where(i => i % Hosts.Length == 3))
            Say(pipeline, links[i], Status.Lost, hostile, i, Reason.PageGone);
        await LiveAsync(pipeline, days: 5);
        await pipeline.Get<SiteLetters>().SentAsync(
            "shop", Ids.Link(TestPipeline.Site.Id, links[0].Source, links[0].Target), TestContext.Current.CancellationToken);
        await DiscoverAsync(pipeline, hostile);
        foreach (var (name, scope, life) in Access)
            await pipeline.Get<SiteAccess>().MakeAsync("shop", name, scope, life, "me@shop.example", TestContext.Current.CancellationToken);
        await pipeline.Sites.SaveSiteAsync(
            new Site { Id = "guesthouse", Domains = ["guesthouse.example"], Owners = ["owner@shop.example"] },
            TestContext.Current.CancellationToken);
        await pipeline.Sites.CommitAsync(
            "shop", [RowWrite.Put(SpikeRow(hostile)), RowWrite.Put(Incident)], TestContext.Current.CancellationToken);
        var server = await LoopbackSite.StartAsync(async http =>
        {
            http.RequestServices = pipeline.Services;
            var result = await pipeline.Get<DashboardApp>().AnswerAsync(http);
            await result.ExecuteAsync(http);
        });
        return new SampleDashboard(
            dashboard, server, Ids.Link(TestPipeline.Site.Id, links[0].Source, links[0].Target));
    }

    /// <summary>Pages that nobody listed, after their visits: found, without a link, not to be read, waiting.</summary>
    private static async Task DiscoverAsync(TestPipeline pipeline, IReadOnlyList<string>? hostile)
    {
        var stop = TestContext.Current.CancellationToken;
        var site = TestPipeline.Site with { AsksBeforeTracking = true, Webmention = true };
        await pipeline.Sites.SaveSiteAsync(site, stop);
        string[] pages =
        [
            "https://cabin-kitchen.example/winter-teas", "https://slow-travel.example/tyrol/huts?page=2",
            "https://weekend-reads.example/48",
            "https://cheap-traffic.example/top", "https://cheap-traffic.example/offers", "https://cheap-traffic.example/crypto",
            "https://photo-board.example/", "https://closed-club.example/members/tea", "https://buttons.example/share",
        ];
        (Status Status, Reason[] Reasons)[] found =
        [
            (Status.Live, []), (Status.Live, []), (Status.Nofollow, [Reason.RelNofollow]), (Status.Lost, [Reason.LinkRemoved]),
            (Status.Lost, [Reason.LinkRemoved]), (Status.Lost, [Reason.LinkRemoved]), (Status.Lost, [Reason.LinkRemoved]),
            (Status.Unknown, [Reason.Blocked]), (Status.Lost, [Reason.PageGone]),
        ];
        for (var i = 0; i < pages.Length; i++)
        {
            var (text, (status, reasons)) = (hostile?[i % hostile.Count] ?? "Six teas for a snowed-in week", found[i]);
            pipeline.Web.Say(pages[i], request => Titled(ScriptedWeb.Visit(request, status, reasons), text));
        }

        var candidates = pages.Select((page, i) => new Candidate(WebUrl.Parse(page), (CandidateOrigin)(i % 6))
        {
            Hits = 1 + (i * 7),
            Anchor = hostile?[i % hostile.Count],
            IsOriginOnly = i == 6,
        });
        await pipeline.Get<ICandidateInbox>().AddAsync(site.Id, candidates.ToAsyncEnumerable(), isTrial: false, stop);
        await pipeline.CycleAsync();
    }

    private static Visit Titled(Visit visit, string title) => visit with
    {
        Facts = visit.Facts with { Title = title },
        Verdicts = [.. visit.Verdicts.Select(verdict => verdict with { Evidence = [$"the page: {title}"] })],
    };

    /// <summary>An address that signs the operator in and goes to a page.</summary>
    public Uri SignIn(string path) => dashboard.Pipeline.Get<SignInLinks>().For(
        new Uri($"http://127.0.0.1:{server.Port}"), DashboardInProcess.Operator, path);

    /// <summary>For clients that aren't browsers: what the operator's session is known by.</summary>
    public async Task<string> CookieAsync() =>
        (await dashboard.GetAsync(SignIn("/dashboard").PathAndQuery, visitor: null)).Headers.SetCookie.ToString().Split(';')[0];

    public Uri Address(string path) => new($"http://127.0.0.1:{server.Port}{path}");

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await dashboard.DisposeAsync();
    }

    private static readonly string[] Anchors =
        ["mountain tea", "shop.example", "tea", "here", "mountain tea from the shop", "Shop", "this mountain tea"];

    private static IncidentRow Incident => new()
    {
        Incident = new Incident("host-recipes", IncidentCause.Lost, "recipe-box.example", FakeTime.Create().GetUtcNow().AddDays(2)),
        FirstConfirmedAt = FakeTime.Create().GetUtcNow().AddDays(3),
        Members = 6,
        Told = 6,
        NotifiedAt = FakeTime.Create().GetUtcNow().AddDays(3),
    };

    private static SpikesRow SpikeRow(IReadOnlyList<string>? hostile) => new(new DateOnly(2026, 1, 11),
    [
        new SpikeNews(
            SpikeKind.NewDomains, new DateOnly(2026, 1, 11), 41, 2.5, SpikeCall.Suspicious,
            [hostile?[0] ?? "95 % (39 of 41) of the referring domains are under .top"])
        {
            Days = [3, 1, 0, 2, 4, 2, 5, 2, 1, null, 3, 0, 2, 4, 3, 2, 1, 2, 3, 2, 6, 41],
            Domains = 41,
            Examples = [hostile?[1] ?? "best-loans.top", "cash-now.top", "easy-money.top"],
        },
    ]);

    private static Task TrackAsync(TestPipeline pipeline, IEnumerable<Backlink> links) => pipeline.Get<LinkTracker>().AddAsync(
        TestPipeline.Site, [.. links], "links.csv", progress: null, TestContext.Current.CancellationToken);

    private static async Task LiveAsync(TestPipeline pipeline, int days)
    {
        for (var day = 0; day < days; day++)
        {
            await pipeline.LiveAsync(TimeSpan.FromDays(1));
            await pipeline.DeliverAsync();
        }
    }

    private static Backlink Link(int i, IReadOnlyList<string>? hostile) => new()
    {
        Source = WebUrl.Parse(
            $"https://{Hosts[i % Hosts.Length]}/2026/{i}/the-best-mountain-teas"
                + (hostile is null ? "" : $"?q={hostile[i % hostile.Count]}")),
        Target = new LinkTarget(WebUrl.Parse(Target)),
        Tags = hostile is null ? [i % 2 == 0 ? "blog" : "partner"] : [hostile[i % hostile.Count]],
        Contact = i == 0 ? "editor@tea-journal.example" : null,
        Acquired = i == 4 ? Acquired.Paid : null,
        Cost = hostile?[i % hostile.Count] ?? (i == 4 ? "120 EUR" : null),
        Price = i % 3 == 0 ? new Money(90 + (10 * i), "EUR") : null,
        PaidFrom = i % 3 == 0 ? new DateOnly(2025, 7, 1) : null,
        PaidUntil = i % 6 == 0 ? new DateOnly(2026, 1, 10).AddDays(10 * i) : null,
        ExpectedAnchor = i % 9 == 0 ? hostile?[i % hostile.Count] ?? "mountain tea" : null,
        AgreedPlacement = i % 9 == 0 ? Placement.Content : null,
        Notes = hostile is null ? new Dictionary<string, string>() : new() { [hostile[i % hostile.Count]] = hostile[i % hostile.Count] },
    };

    private static void Say(
        TestPipeline pipeline, Backlink link, Status status, IReadOnlyList<string>? hostile, int i, params Reason[] reasons) =>
        pipeline.Web.Say(link.Source.Href, request =>
        {
            var visit = ScriptedWeb.Visit(request, status, reasons);
            var anchor = hostile?[i % hostile.Count] ?? (i == 9 ? "best online casino" : Anchors[i % Anchors.Length]);
            return visit with
            {
                Verdicts = [.. visit.Verdicts.Select(verdict => verdict with
                {
                    Evidence = status == Status.Live
                        ? []
                        : [hostile?[i % hostile.Count] ?? "the page has 48 links, none of them to shop.example/tea"],
                    Links = [.. verdict.Links.Select(found =>
                        found with { Anchor = anchor, Tag = $"<a href=\"{found.Href}\">{anchor}</a>" })],
                })],
            };
        });
}
