using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>Of sites whose links came, turned, went and returned by chance: each number of a page is that of the rows it leads to.</summary>
public sealed class NumbersLeadToRowsTests
{
    private const string Site = "/dashboard/sites/shop";
    private const int Days = 9;

    /// <summary>All its links are lost at once.</summary>
    private const string Out = "outage.example";

    private static readonly Regex Number = new(
        @"^[●◐⊘✕◌?]?\s*(?<number>[0-9][0-9,]*)( ?[a-z]|:|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly Regex Row = new("/(links|targets)/(?<id>[0-9a-f]{32})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly string[] Anchors = ["Shop", "the shop", "online casino", "", "here", "<b>\"tea\" & more</b>"];

    private static readonly string[] Targets =
        ["https://shop.example/", "https://www.shop.example/tea", "http://shop.example/tea/?utm_source=x", "https://shop.example/tea/green"];

    private static readonly (Status Status, Reason[] Reasons)[] Findings =
    [
        (Status.Live, []), (Status.Live, []), (Status.Nofollow, [Reason.RelNofollow]), (Status.Unindexed, [Reason.MetaNoindex]),
        (Status.Lost, [Reason.LinkRemoved]), (Status.Lost, [Reason.PageGone]), (Status.Unknown, [Reason.Blocked]),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(20261130)]
    public async Task Every_number_is_that_of_the_rows_it_leads_to(int seed)
    {
        await using var dashboard = await DashboardInProcess.StartAsync();
        await LiveAsync(dashboard.Pipeline, new Random(seed));
        var month = dashboard.Pipeline.Time.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
        string[] pages =
        [
            "", "/profile", "/targets", .. await TargetsAsync(dashboard), "/domains", "/anchors", "/review", "/incidents", "/letters",
            $"/reports/{month}",
        ];
        var followed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            var document = await DocumentAsync(dashboard, Site + page);
            foreach (var link in document.QuerySelectorAll("main a[href]"))
            {
                if (Number.Match(link.TextContent.Trim()) is not { Success: true } match || !IsList(link.GetAttribute("href")!)) continue;
                var number = int.Parse(match.Groups["number"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
                var rows = await RowsAsync(dashboard, link.GetAttribute("href")!);
                var expected = Counted(page, link) switch
                {
                    "domains" => rows.Select(row => row.Host).Distinct().Count(),
                    "links" => rows.Select(row => row.Id).Distinct().Count(),
                    "rows" => rows.Count,
                    _ => number,
                };
                Assert.True(expected == number, $"{page}: {link.OuterHtml} leads to {expected}");
                followed.Add($"{page.Split('/').Skip(1).FirstOrDefault()} {link.GetAttribute("href")!.Split('?')[0][Site.Length..]}");
            }
        }

        string[] expectedLists =
        [
            " /links", " /changes", " /letters", "profile /profile", "targets /links", "domains /links", "anchors /links", "review /review",
            "reports /changes", "reports /links", "incidents /changes",
        ];
        Assert.Empty(expectedLists.Except(followed));
    }

    [Fact]
    public async Task No_number_of_a_table_is_without_its_rows()
    {
        await using var dashboard = await DashboardInProcess.StartAsync();
        await LiveAsync(dashboard.Pipeline, new Random(5));

        foreach (var page in (string[])["/targets", "/domains", "/anchors", "/review", "/incidents"])
        {
            var cells = (await DocumentAsync(dashboard, Site + page)).QuerySelectorAll("main tbody td.number").ToList();
            Assert.True(cells.Count > 0, page);
            Assert.All(
                cells.Where(cell => cell.GetAttribute("data-label") != "Back"),
                cell => Assert.NotNull(cell.QuerySelector("a[href]")));
        }
    }

    /// <summary>What the number is of; null if it is worked out from its rows, and not their number.</summary>
    private static string? Counted(string page, IElement link)
    {
        if (page == "/incidents") return "links";
        if (page != "/profile") return "rows";
        var cell = link.Closest("td")!;
        var column = cell.Closest("table")!.QuerySelectorAll("thead th")[cell.ParentElement!.Children.ToList().IndexOf(cell)].TextContent;
        if (column != "Now") return column == "Domains" ? "domains" : "rows";
        var figure = cell.Closest("tr")!.FirstElementChild!.FirstChild!.TextContent;
        return figure == "Links" ? "rows" : figure == "Referring domains" ? "domains" : null;
    }

    private static bool IsList(string address) => address.StartsWith(Site, StringComparison.Ordinal)
        && ((string[])["/links?", "/links", "/changes?", "/profile?", "/letters?", "/review?flag="]).Any(list =>
            list.EndsWith('?') || list.EndsWith('=')
                ? address[Site.Length..].StartsWith(list, StringComparison.Ordinal)
                : address[Site.Length..] == list);

    /// <summary>Of a list, on all its pages.</summary>
    private static async Task<List<(string Id, string Host)>> RowsAsync(DashboardInProcess dashboard, string address)
    {
        var rows = new List<(string Id, string Host)>();
        for (string? next = address; next is not null;)
        {
            var page = await dashboard.GetAsync(next, DashboardInProcess.Owner);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            var links = new HtmlParser().ParseDocument(page.Html).QuerySelectorAll("main tbody a[href]");
            rows.AddRange(links.Select(link => (Match: Row.Match(link.GetAttribute("href")!), Host: link.TextContent))
                .Where(link => link.Match.Success).Select(link => (link.Match.Groups["id"].Value, link.Host)));
            next = page.Next;
        }

        return rows;
    }

    private static async Task<IDocument> DocumentAsync(DashboardInProcess dashboard, string address)
    {
        var page = await dashboard.GetAsync(address, DashboardInProcess.Owner);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return new HtmlParser().ParseDocument(page.Html);
    }

    private static async Task<IEnumerable<string>> TargetsAsync(DashboardInProcess dashboard) =>
        (await dashboard.Pipeline.Sites.ListAsync("shop", only: null, after: null, 10, Cancel)).Targets
            .Select(target => $"/targets/{target.TargetId}");

    /// <summary>Days on which links are added, and pages change; one host fails as a whole. Some are written about, none is removed.</summary>
    private static async Task LiveAsync(TestPipeline pipeline, Random random)
    {
        var links = Enumerable.Range(0, 40 + random.Next(80)).Select(i => Link(i, random)).ToList();
        foreach (var link in links.Where(link => !IsOut(link))) Say(pipeline, link, random);
        var added = 0;
        for (var day = 0; day < Days; day++)
        {
            var until = day == 0 ? links.Count / 2 : Math.Min(links.Count, added + random.Next(15));
            await TrackAsync(pipeline, links[added..until]);
            added = until;
            foreach (var link in links.Where(link => !IsOut(link) && day < Days - 4 && random.Next(5) == 0)) Say(pipeline, link, random);
            foreach (var link in links.Where(link => IsOut(link) && day == 2))
                pipeline.Web.Say(link.Source.Href, Status.Lost, Reason.PageGone);
            for (var step = 0; step < 4; step++)
            {
                pipeline.Time.Advance(TimeSpan.FromHours(6));
                await pipeline.CycleAsync();
            }

            await pipeline.DeliverAsync();
        }

        var rows = (await pipeline.Sites.ListLinksAsync("shop", null, 1000, Cancel)).Rows;
        foreach (var row in rows.Where(row => row.Row.Status == Status.Lost && random.Next(2) == 0))
            await pipeline.Get<SiteLetters>().SentAsync("shop", row.Row.LinkId, Cancel);
        pipeline.Time.Advance(TimeSpan.FromDays(1));
        await pipeline.CycleAsync();
        await pipeline.DeliverAsync();
    }

    private static bool IsOut(Backlink link) => link.Source.Host == Out;

    private static Task TrackAsync(TestPipeline pipeline, IReadOnlyList<Backlink> links) => links.Count == 0
        ? Task.CompletedTask
        : pipeline.Get<LinkTracker>().AddAsync(TestPipeline.Site, links, "test", progress: null, Cancel);

    private static Backlink Link(int number, Random random) => new()
    {
        Source = WebUrl.Parse($"https://{(number < 9 ? Out : $"blog{random.Next(12)}.example")}/post-{number}"),
        Target = new LinkTarget(WebUrl.Parse(Targets[random.Next(Targets.Length)])),
        Acquired = random.Next(3) == 0 ? Acquired.Paid : null,
    };

    private static void Say(TestPipeline pipeline, Backlink link, Random random)
    {
        var (status, reasons) = Findings[random.Next(Findings.Length)];
        var (anchor, place) = (Anchors[random.Next(Anchors.Length)], (Placement)random.Next(7));
        pipeline.Web.Say(link.Source.Href, request =>
        {
            var visit = ScriptedWeb.Visit(request, status, reasons);
            return visit with
            {
                Verdicts =
                [
                    .. visit.Verdicts.Select(verdict => verdict with
                    {
                        Links = [.. verdict.Links.Select(found => found with { Anchor = anchor, Placement = place })],
                    }),
                ],
            };
        });
    }
}
