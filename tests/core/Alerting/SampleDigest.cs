using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Alerting;

/// <summary>A digest with something of everything.</summary>
internal static class SampleDigest
{
    public static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 30, 0, TimeSpan.Zero);

    public static DashboardLinks Dashboard { get; } = new(new Uri(UnsubscribeLink.PublicUrl));

    private static readonly LinkDetail MountainTea = new("https://shop.example/tea", "mountain tea", Placement.Content, []);
    private static readonly LinkDetail GreenTea = new("https://shop.example/green", "green tea", Placement.Content, []);

    public static LinkChange Lost { get; } = new()
    {
        Kind = ChangeKind.State,
        Old = Status.Live,
        New = Status.Lost,
        Reasons = [Reason.LinkRemoved],
        Evidence = ["read to its end (14 KiB), the page does not hold the link; it holds 12 others to other hosts"],
        Since = new DateTimeOffset(2026, 1, 3, 21, 0, 0, TimeSpan.Zero),
        At = new DateTimeOffset(2026, 1, 4, 3, 0, 0, TimeSpan.Zero),
        Readings = 4,
        IsAlert = true,
        OldDetail = MountainTea,
    };

    public static LinkChange Nofollowed { get; } = new()
    {
        Kind = ChangeKind.State,
        Old = Status.Live,
        New = Status.Nofollow,
        Reasons = [Reason.RelNofollow],
        Evidence =
        [
            "rel=\"nofollow\" on the link: search engines usually ignore it",
            "the link: <a href=\"https://shop.example/green\" rel=\"nofollow\">",
        ],
        Since = new DateTimeOffset(2026, 1, 4, 9, 0, 0, TimeSpan.Zero),
        At = new DateTimeOffset(2026, 1, 4, 21, 0, 0, TimeSpan.Zero),
        Readings = 2,
        IsAlert = true,
        OldDetail = GreenTea,
        NewDetail = GreenTea with { Rel = ["nofollow"] },
    };

    private static LinkChange Back { get; } = new()
    {
        Kind = ChangeKind.Back,
        Old = Status.Lost,
        OldReasons = [Reason.PageGone],
        New = Status.Live,
        Evidence = ["the link: <a href=\"https://shop.example/pots\">"],
        Since = Now.AddHours(-3),
        At = Now.AddHours(-3),
        Readings = 1,
        IsAlert = true,
        NewDetail = new LinkDetail("https://shop.example/pots", "clay pots", Placement.Content, []),
    };

    private static LinkChange Unread { get; } = new()
    {
        Kind = ChangeKind.Unverifiable,
        Old = Status.Live,
        New = Status.Live,
        Reasons = [Reason.Blocked],
        Evidence = ["HTTP 403 from https://wall.example/teas"],
        Since = Now.AddDays(-3),
        At = Now.AddHours(-5),
        Readings = 4,
        IsAlert = true,
    };

    private static IncidentRow Begun { get; } = new()
    {
        Incident = new Incident("host-1", IncidentCause.Lost, "inn.example", Now.AddDays(-2)),
        FirstConfirmedAt = Now.AddDays(-1),
        Members = 38,
        Worth = new(Lost: new(38, 1604, 81), Gained: default),
        NotifiedAt = Now.AddHours(-1),
        Reasons = [Reason.PageGone],
        Samples = [Row(
            "inn",
            "https://inn.example/suppliers",
            "https://shop.example/",
            Lost with { Reasons = [Reason.PageGone], Evidence = ["HTTP 410: the page is gone for good"] }) with
        {
            Title = "Our suppliers"
        }],
    };

    private static IncidentRow Returned { get; } = new()
    {
        Incident = new Incident("host-2", IncidentCause.Unreadable, "forum.example", Now.AddDays(-6)),
        FirstConfirmedAt = Now.AddDays(-5),
        Members = 12,
        Returned = 12,
        NotifiedAt = Now.AddDays(-4),
        BackNotifiedAt = Now.AddHours(-1),
        Reasons = [Reason.ServerError],
    };

    private static SpikeNews Burst { get; } = new(
        SpikeKind.NewDomains,
        new DateOnly(2026, 1, 4),
        41,
        2.5,
        SpikeCall.Suspicious,
        [
            "100 % (41 of 41) of the anchors are “cheap loans”, which does not name the site",
            "95 % (39 of 41) of the referring domains are under .top"
        ])
    {
        Days = [3, 1, 0, 2, 4, 2, 5, 2, 1, null, 3, 0, 2, 4, 3, 2, 1, 2, 3, 2, 6, 41],
        Domains = 41,
        Examples = ["best-loans.top", "cash-now.top", "easy-money.top", "loans-4-all.top", "quick-cash.top"],
    };

    public static CoverageRow Coverage { get; } = new()
    {
        At = Now.AddHours(-8),
        Links = 412,
        Statuses = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["live"] = 371,
            ["nofollow"] = 29,
            ["lost"] = 10,
            ["pending"] = 2
        },
        BeingConfirmed = new Dictionary<string, int>(StringComparer.Ordinal) { ["lost"] = 2, ["nofollow"] = 1 },
        Verified = 404,
        NotVerified = new Dictionary<string, int>(StringComparer.Ordinal) { ["blocked"] = 6, ["timeout"] = 2 },
    };

    public static IReadOnlyList<CoverageRow> Days =>
    [
        .. Enumerable.Range(0, 24).Where(day => day != 9).Select(day =>
            Coverage with { At = Coverage.At.AddDays(-day), Verified = day is 4 or 5 ? 290 : day is 6 or 7 ? 360 : 404 - (day % 3) }),
    ];

    public static MailText Compose(CoverageRow? coverage = null) => DigestMail.Compose(
        TestPipeline.Site with { TimeZone = "Europe/Vienna" },
        new Digest
        {
            Changes =
            [
                Row("lost", "https://blog.example/teas", "https://shop.example/tea", Lost) with
                {
                    Title = "Best teas of 2026", Cost = "120 EUR", Worth = new WorthChange(88, 0)
                },
                Row("marked", "https://news.example/best-of-2025", "https://shop.example/green", Nofollowed) with
                {
                    Title = "The best of 2025", Worth = new WorthChange(72, 52)
                },
                Row("back", "https://craft.example/pots", "https://shop.example/pots", Back),
                Row("wall", "https://wall.example/teas", "https://shop.example/", Unread),
            ],
            Incidents = [new IncidentNewsRow("digest", IsBack: true, Returned), new IncidentNewsRow("digest", IsBack: false, Begun)],
            Spikes = [Burst],
            Contacts = new Dictionary<string, string>(StringComparer.Ordinal) { ["lost"] = "editor@blog.example" },
            LastOfDomain = new HashSet<string>(StringComparer.Ordinal) { "lost" },
            Links = UnsubscribeLink.Links,
            Dashboard = Dashboard,
            Coverage = coverage is not null ? [coverage] : Days,
        },
        Now);

    public static HistoryRow Row(string id, string source, string target, LinkChange change) =>
        new(id, WebUrl.Parse(source), new LinkTarget(WebUrl.Parse(target)), change);
}
