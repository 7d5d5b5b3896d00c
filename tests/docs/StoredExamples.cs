using LinkWatch.Confirming;
using LinkWatch.Contracts;
using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Messages;
using LinkWatch.Spikes;
using LinkWatch.Storage;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Docs;

/// <summary>One believable row and message of each kind, as the stores write them: what docs/tables.md and docs/messages.md show.</summary>
internal static class StoredExamples
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly WebUrl Source = WebUrl.Parse("https://blog.example/review");
    private static readonly LinkTarget Target = new(WebUrl.Parse("https://shop.example/"));
    private static readonly PageKey Page = new(0, Cadence.Daily, Ids.Page(Source));
    private static readonly string LinkId = Ids.Link("shop", Source, Target);
    private static readonly string ImportKey = Keys.Import(Noon.AddDays(-9), "0a1b2c3d");
    private static readonly LinkDetail Seen = new(Target.Url.Href, "the shop", Placement.Content, []);
    private static readonly Incident Incident = Incident.OfHost("blog.example", IncidentCause.Lost, Noon.AddHours(-30));

    private static readonly LinkChange Change = new()
    {
        Kind = ChangeKind.State,
        Old = Status.Live,
        New = Status.Lost,
        Reasons = [Reason.PageGone],
        Evidence = ["the page answers 404"],
        Since = Noon.AddHours(-25),
        At = Noon,
        Readings = 2,
        IsAlert = true,
        OldDetail = Seen,
    };

    private static readonly HistoryRow History = new(LinkId, Source, Target, Change)
    {
        Title = "A review",
        Cost = "120 EUR",
        Worth = new WorthChange(91, 0),
    };

    private static readonly LinkWorth Worth = new(91, new WorthFacts
    {
        Placement = Placement.Content,
        Anchor = AnchorClass.Brand,
        OutboundLinks = 34,
        DomainLinks = 2,
        Relevance = new TopicMatch(6, 32, "roses garden pruning compost"),
        Rank = new DomainRank("Tranco", "tranco_2026-02-01", 12_345, 1_000_000),
        IsRankAsked = true,
    });

    private static readonly string AlertId = AlertIds.OfDigest(Noon);
    private static readonly SlicePage InSlice = new(Page, "blog.example", IsUnconditional: true, Keys.Recheck(Noon, Page.PageId));
    private static readonly SliceRow Slice = new("s1", ["blog.example"], [InSlice], Noon, Noon, Generation: 1, IsSlow: false);

    private static readonly byte[] Disavowed = [.. "# asked twice, no answer\ndomain:spam.example\n"u8];

    private static readonly RequestRow Request = new(Ids.Hash("import 7"), Noon, Ids.Hash("POST /sites/shop/imports"))
    {
        Nonce = "2f1b9c5e7d8a4f60b3c1d2e4f5a69788",
        Answer = new KeptAnswer(
            200,
            new Dictionary<string, string> { ["Content-Type"] = "application/json; charset=utf-8" },
            "{\"added\":500,\"changed\":0,\"unchanged\":0,\"repeated\":0,\"bad\":0,\"problems\":[]}")
    };

    private static readonly ScheduledAlert Due = new(Noon.AddMinutes(15), "shop", AlertId);

    private static readonly PageRow PageRow = new()
    {
        Key = Page,
        Url = Source,
        Links =
        [
            new TrackedLink
            {
                LinkId = LinkId, SiteId = "shop", Target = Target, ImportKey = ImportKey,
                State = new LinkState
                {
                    Status = Status.Live,
                    Since = Noon.AddDays(-9),
                    LastPlanned = Noon,
                    LastVerified = Noon,
                    BestSeen = Status.Live,
                    Detail = Seen
                },
            },
        ],
        Known = new KnownPage
        {
            Validators = new Validators("\"5e1f\"", null, Source),
            BodyHash = Ids.Hash("body"),
            Size = 68_000,
            ReadersVersion = 1,
            FinalUrl = Source,
            Fingerprint = new Fingerprint("A review", 68_000, 34),
            Ending = new PageEnding(IsClosed: true, null),
            ReadAt = Noon
        },
        LastAttempt = Noon,
        LastVerified = Noon,
    };

    private static readonly IncidentRow IncidentRow =
        new() { Incident = Incident, FirstConfirmedAt = Noon, Expected = 12, ExpectedAt = Noon, Members = 7, Reasons = [Reason.PageGone] };

    /// <summary>Every row by its kind: its key and its content.</summary>
    public static async Task<IReadOnlyDictionary<string, Written>> RowsAsync(CancellationToken cancellationToken)
    {
        var table = new Recorder();
        ShardRow[] hot =
        [
            new CursorRow(new Dictionary<Cadence, CadenceCursor> { [Cadence.Daily] = new(Noon, 31.5) }, Noon),
            Slice,
            new HostRow("blog.example", Noon.AddHours(1))
            {
                Trouble = new HostTrouble
                {
                    Since = Noon.AddHours(-30),
                    Read = 9,
                    Degraded = 7,
                    SuspectedAt = Noon.AddHours(-29),
                    Counters = [new IncidentCounter("shop", IncidentCause.Lost, 0, 7)]
                }
            },
            new RecheckRow(Noon, Page, "blog.example", IsUnconditional: true),
            PageRow,
            new HostPageRow("blog.example", Page),
            new FrontPageRow(new FrontPage(WebUrl.Parse("https://blog.example/"), 404, "1c0e8a51", Noon, Noon.AddDays(-2))),
            new ChangeRow(Page, Source, Noon, [new ChangedLink("shop", LinkId, Target, ImportKey, Change)])
            {
                Title = "A review",
                OutboundLinks = 34,
            },
            new AuditRow(Noon, new Dictionary<string, AuditedSite>
            {
                ["shop"] = new()
                {
                    Links = 127,
                    Statuses = new Dictionary<string, int> { ["live"] = 120, ["lost"] = 7 },
                    BeingConfirmed = new Dictionary<string, int> { ["nofollow"] = 1 },
                    Verified = 125, NotVerified = new Dictionary<string, int> { ["blocked"] = 2 }, Oldest = Noon.AddDays(-4)
                }
            }),
        ];
        foreach (var row in hot) await new PageStore(table, 4).CommitAsync(0, [RowWrite.Put(row)], cancellationToken);

        var sites = new SiteStore(table, table);
        SiteRow[] owned =
        [
            new TargetRow
            {
                TargetId = Ids.Target("shop", Target.Url), Url = Target.Url, AddedAt = Noon.AddDays(-9), Links = 14, FollowedLinks = 12,
                FirstReadAt = Noon.AddDays(-9), Status = Status.Lost, Reasons = [Reason.PageGone],
                Evidence = ["HTTP 404: there is no such page"], Since = Noon.AddDays(-1), ConfirmedAt = Noon, ChangedAt = Noon,
                Topic = new PageTopic("roses garden pruning nursery compost", "en"),
            },
            new LinkRow
            {
                LinkId = LinkId,
                Link = new Backlink { Source = Source, Target = Target, Contact = "editor@blog.example" },
                Page = Page,
                AddedAt = Noon.AddDays(-9),
                Topic = new PageTopic("pruning roses garden compost frost", "en"),
                Worth = Worth,
                ImportKey = ImportKey,
                FirstReadAt = Noon.AddDays(-9),
                Status = Status.Lost,
                Reasons = [Reason.PageGone],
                Since = Noon.AddHours(-25),
                ConfirmedAt = Noon,
                ChangedAt = Noon
            },
            new ImportBatchRow
            {
                ImportId = "0a1b2c3d",
                At = Noon.AddDays(-9),
                Source = "links.csv",
                Added = 500,
                ReadOnce = 498,
                ReportDue = Noon.AddDays(-8)
            },
            History,
            new OpenAlertRow(AlertId, Noon, Noon.AddMinutes(15), 1),
            new LastDigestRow(Noon.AddDays(-2)),
            new LastMailRow(Noon.AddDays(-1)),
            new AlertMemberRow(AlertId, History),
            new AlertRow
            {
                AlertId = AlertId,
                SealedAt = Noon.AddMinutes(15),
                Subject = "1 link lost: shop.example",
                Text = "shop.example: 1 lost. …",
                Html = "<!DOCTYPE html>…",
                Members = 1
            },
            new DeliveryRow
            {
                AlertId = AlertId,
                Channel = "sendgrid",
                Attempts = 1,
                DeliveredAt = Noon.AddMinutes(15),
                Note = "X-Message-Id 14c5d75ce93"
            },
            IncidentRow,
            new IncidentNewsRow(AlertId, IsBack: false, IncidentRow),
            new ContractNewsRow(AlertId, ContractNewsKind.Ending, new LinkRow
            {
                LinkId = LinkId,
                Link = new Backlink
                {
                    Source = Source,
                    Target = Target,
                    Price = new Money(240, "EUR"),
                    PaidFrom = new DateOnly(2025, 3, 9),
                    PaidUntil = new DateOnly(2026, 3, 8)
                },
                Page = Page,
                AddedAt = Noon.AddDays(-9),
                Status = Status.Live,
                ContractNotice = new ContractNotice(new DateOnly(2026, 3, 8)) { Warned = 7 }
            }),
            new CoverageRow
            {
                At = Noon,
                Links = 500,
                Statuses = new Dictionary<string, int> { ["live"] = 460, ["lost"] = 40 },
                BeingConfirmed = new Dictionary<string, int> { ["nofollow"] = 3 },
                Verified = 491,
                NotVerified = new Dictionary<string, int> { ["blocked"] = 6, ["timeout"] = 3 },
                Oldest = Noon.AddDays(-4)
            },
            new SpikesRow(new DateOnly(2026, 2, 28), [new SpikeNews(
                SpikeKind.NewDomains, new DateOnly(2026, 2, 28), 61, 7.5, SpikeCall.Suspicious, ["52 of the links are in comments"])
            {
                Days = [8, 6, 9, null, 7, 12, 61],
                Domains = 61,
                Examples = ["a.example", "b.example", "c.example"],
            }]),
            ListEntryRow.At(Keys.Listed(LinkFacet.All, LinkOrder.Change, ListedStatus.Lost) + Keys.PlaceByChange(Noon, LinkId)),
            new LinkCountsRow(Counts(("all", "live", 431), ("all", "lost", 69), ("reason:page-gone", "lost", 69))),
            new CountDeltaRow(
                "019cb0a1c5e07a3c9f0e5d1b2a3c4d5e", Counts(("all", "live", -1), ("all", "lost", 1)), [new LinkEvents(Noon, 0, 1)]),
            new DayRow(new DateOnly(2026, 3, 1))
            {
                Links = 500, Live = 431, Lost = 69, Unverified = 9, ReferringDomains = 198, NewOnDay = 4, LostOnDay = 1
            },
            new ReferrersRow(Noon, 212, [new LinksBy("blog.example", 31, 28)], [new LinksBy("the shop", 120, 112)])
            {
                LiveDomainCount = 198,
            },
            new AccessRow
            {
                AccessId = "5d7f0c1e2a34b6c8",
                Name = "Monthly report",
                Scope = AccessScope.ReadOnly,
                Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                MadeAt = Noon.AddDays(-9),
                MadeBy = "owner@shop.example",
                LastUsedAt = Noon,
            },
            new InboxRow
            {
                Counts = new Dictionary<CandidateState, int> { [CandidateState.Waiting] = 310, [CandidateState.NoLink] = 48 },
                VisitDay = new DateOnly(2026, 3, 1),
                VisitsBegun = 50,
                Discovered = 1,
                DiscoveredOn = [Source],
                Fetches = new Dictionary<string, WebmasterFetch> { ["bing"] = new(Noon.AddDays(-2), 61, null) },
            },
            new CandidateRow
            {
                CandidateId = Page.PageId,
                Source = Source,
                Origin = "access-log",
                Domain = "blog.example",
                State = CandidateState.Tracked,
                Hits = 12,
                AddedAt = Noon.AddDays(-3),
                SeenAt = Noon.AddDays(-4),
                ChangedAt = Noon,
                Visits = 1,
                Reading = new LinkReading { PlannedAt = Noon, Status = Status.Live, IsComplete = true, Detail = Seen },
                Title = "A review",
                LinkId = LinkId,
            },
            new CandidateDomainRow("blog.example") { FoundAt = Noon },
            new SavedViewsRow([new SavedView("Lost guest posts", "status=lost&tag=guest&sort=address")]),
            new DisavowRow
            {
                Name = "disavow.txt",
                KeptAt = Noon,
                Pieces = 1,
                Hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Disavowed)),
            },
            new DisavowPieceRow(0, Convert.ToBase64String(Disavowed)),
            new ReviewRow(Noon,
            [
                new FlaggedLinks(FlagKind.PaidFollowed, 2, 1,
                [
                    new FlaggedDomain(
                        "blog.example", 2, Ids.Hash("paid"), "https://blog.example/teas",
                        "you noted it as paid (120 EUR), and it has no rel"),
                ]),
            ]),
            Request,
            Request.Time(),
            new MonthRow(new DateOnly(2026, 2, 1), Noon)
            {
                Changes = new Dictionary<string, int> { ["came"] = 41, ["first"] = 46, ["lost"] = 1, ["news"] = 1 },
                CameLive = 38,
                Listed = new Dictionary<string, IReadOnlyList<MonthChange>>
                {
                    ["lost"] = [new MonthChange(LinkId, Source, Noon.AddDays(-3), Status.Lost, [Reason.PageGone]) { Title = "A review" }],
                },
            },
            new ProfileRow(new DateOnly(2026, 3, 1))
            {
                Links = 431,
                ReferringDomains = 212,
                EffectiveDomains = 96.4,
                MedianLinksPerDomain = 1,
                MedianAge = 210,
                Parts = new Dictionary<string, LinkTally> { ["anchor=brand"] = new(240, 131), ["status=live"] = new(402, 198) },
            },
            new LivesRow(
                Noon,
                [new LivesWeek(new DateOnly(2026, 2, 23), 14, 3)],
                [
                    new LivesGroup("followed", 431, 29, [new SurvivalPoint(90, 288, 0.95, 0.92, 0.97)], null)
                    {
                        Curve = [new SurvivalPoint(14, 402, 0.99, 0.97, 1)],
                    },
                ]),
        ];
        foreach (var row in owned) await sites.CommitAsync("shop", [RowWrite.Put(row)], cancellationToken);
        await sites.SaveSiteAsync(
            new Site { Id = "shop", Domains = ["shop.example"], Owners = ["owner@shop.example"], Channels = ["sendgrid"] },
            cancellationToken);
        await sites.PutDueAsync(Due, cancellationToken);
        await sites.PutFailedAsync(new FailedDelivery(Noon.AddDays(7), "shop", AlertId, "sendgrid"), cancellationToken);
        await new SharedReplacementStore(table).CommitAsync([RowWrite.Put(new SharedReplacementRow(new ReplacementSignature(
            "title", Ids.Hash("Just a moment"), "Just a moment"), Noon, [new ReplacedHost("blog.example", Noon)]))], cancellationToken);
        await new PoisonStore(table).KeepAsync(
            new PoisonMessage("checks", "5d7f0c1e-2a34", "{\"n\":\"of-the-future\",\"v\":9}", Noon), cancellationToken);
        return table.Written;
    }

    /// <summary>Every message by its name.</summary>
    public static IReadOnlyDictionary<string, string> Messages { get; } = new Dictionary<string, string>
    {
        ["check-slice"] = Envelope.Write(new CheckSlice(
            0, "s1", 1, Noon, Noon, IsSlow: false, [new CheckPage(InSlice, PageRow, "W/\"datetime'2026-03-01T11%3A55%3A00.1234567Z'\"")],
            [])),
        ["move-changes"] = Envelope.Write(new MoveChanges(0, [Keys.Change(Noon, Page.PageId)])),
        ["deliver-alert"] = Envelope.Write(new DeliverAlert(Due)),
    };

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Counts(
        params (string Facet, string Status, int Count)[] counts) =>
        counts.GroupBy(count => count.Facet).ToDictionary(
            facet => facet.Key,
            facet => (IReadOnlyDictionary<string, int>)facet.ToDictionary(count => count.Status, count => count.Count));

    /// <summary>A row as it is written.</summary>
    public sealed record Written(string Partition, string Key, string Body);

    private sealed class Recorder : IRowTable
    {
        public Dictionary<string, Written> Written { get; } = [];

        public Task<IReadOnlyList<string>?> CommitAsync(
            string partition, IReadOnlyList<TextWrite> writes, CancellationToken cancellationToken)
        {
            foreach (var write in writes) Written.Add(KindOf(partition, write.Body!), new Written(partition, write.Key, write.Body!));
            return Task.FromResult<IReadOnlyList<string>?>([.. writes.Select(_ => "1")]);
        }

        public Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
            string partition, IEnumerable<IReadOnlyList<TextWrite>> commits, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<RowText>> FindAsync(string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<string>> FindKeysAsync(
            string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<RowText>> ListAsync(
            string partition, string from, string end, int max, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> ListKeysAsync(
            string partition, string from, string end, int max, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ClearAsync(string partition, CancellationToken cancellationToken) => throw new NotSupportedException();

        // Rows that lie by themselves need no kind.
        private static string KindOf(string partition, string body)
        {
            using var json = System.Text.Json.JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("kind", out var kind)
                ? kind.GetString()!
                : partition switch { "sites" => "site", "replacements" => "replacement", _ => partition };
        }
    }
}
