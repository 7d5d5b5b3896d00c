namespace LinkWatch.Local.Demo;

/// <summary>The pages of the built-in web: about two hundred on a dozen hosts, most of them with live links.</summary>
internal static class DemoPages
{
    /// <summary>The day of most changes: by then every first state is confirmed.</summary>
    public const int ChangeDay = 4;

    /// <summary>The day on which the owner writes to a page's owner about two lost links: one comes back.</summary>
    public const int LetterDay = 6;

    /// <summary>The day on which a whole host disappears; it is confirmed, and mailed, together with what comes back.</summary>
    public const int OutageDay = 7;

    public const int ReturnDay = 8;

    private static readonly string[] Hosts =
        [
            "tea-journal", "herb-almanac", "slow-kitchen", "garden-notes", "mountain-inn", "city-forum", "recipe-box", "wellness-weekly",
            "green-directory", "old-blog"
        ];

    private static readonly string[] Subjects =
        [
            "Mountain tea in autumn", "Drying herbs at home", "A cup before breakfast", "What grows above the tree line",
            "Sage, mint and patience", "Notes from a herb walk", "Five infusions for winter"
        ];

    /// <summary>What most pages link to …</summary>
    public const string Tea = "/tea";

    /// <summary>… and what a dozen do: the shop takes it down.</summary>
    private const string GiftSet = "/gift-set";
    private const int EveryGift = 14;

    /// <summary>The demo's own site: the pages that the others link to.</summary>
    public static IReadOnlyList<DemoPage> Own { get; } =
    [
        new("alpenkraut", Tea, "Mountain tea", PageKind.Live),
        new("alpenkraut", GiftSet, "The gift set", PageKind.Live, (ChangeDay, PageKind.Gone)),
    ];

    /// <summary>The pages tracked from the first day on.</summary>
    public static IReadOnlyList<DemoPage> All { get; } =
    [
        .. Special,
        .. Ordinary,
        .. Host("craft-fair", (ChangeDay, PageKind.Gone), (ReturnDay, PageKind.Live)),
        .. Host("village-paper", (OutageDay, PageKind.Gone)),
    ];

    /// <summary>The pages whose owner gets a letter on <see cref="LetterDay"/>.</summary>
    public static IReadOnlyList<DemoPage> WrittenTo { get; } =
        [.. All.Where(page => page.Path.StartsWith("/reviews/", StringComparison.Ordinal))];

    /// <summary>The pages that an export adds on <see cref="ReturnDay"/>: a spike of unwanted links.</summary>
    public static IReadOnlyList<DemoPage> Burst { get; } =
        [.. Enumerable.Range(1, 30).Select(i => new DemoPage($"best-loans-{i}", "/", "Loans, cheap and fast", PageKind.BoughtAnchor))];

    private static IEnumerable<DemoPage> Special =>
    [
        new("tea-journal", "/reviews/best-teas", "The best teas of the year", PageKind.Live, (ChangeDay, PageKind.Removed))
        {
            PaidDays = 200
        },
        new(
            "tea-journal", "/reviews/gifts", "Gifts for tea drinkers", PageKind.Live, (ChangeDay, PageKind.Removed),
            (ReturnDay, PageKind.Live)),
        new("herb-almanac", "/sources", "Our sources", PageKind.Live, (ChangeDay, PageKind.TargetChanged)),
        new("herb-almanac", "/growers", "Growers we trust", PageKind.Live, (ChangeDay, PageKind.Nofollow)) { PaidDays = 90 },
        new("slow-kitchen", "/partners", "Partners", PageKind.Live, (ChangeDay, PageKind.Sponsored)) { PaidDays = 12 },
        new("slow-kitchen", "/links", "Links", PageKind.Live, (ChangeDay, PageKind.Noindex)),
        new("garden-notes", "/almanac/march", "The garden in March", PageKind.Live, (ChangeDay, PageKind.NoindexHeader)),
        new("garden-notes", "/almanac/april", "The garden in April", PageKind.Live, (ChangeDay, PageKind.Gone)),
        new("mountain-inn", "/breakfast", "Breakfast at the inn", PageKind.Live, (ChangeDay, PageKind.Gone), (ReturnDay, PageKind.Live)),
        new("mountain-inn", "/suppliers", "Our suppliers", PageKind.Live, (ChangeDay, PageKind.MovedForGood)),
        new("city-forum", "/threads/17", "Where to buy herbs?", PageKind.UserGenerated),
        new("city-forum", "/threads/18", "Tea swap", PageKind.Live, (ChangeDay, PageKind.Challenge)),
        new("recipe-box", "/cordial", "Elderflower cordial", PageKind.Live, (ReturnDay, PageKind.Removed)),
        new("recipe-box", "/iced-tea", "Iced tea", PageKind.Live, (ChangeDay, PageKind.LiveOtherAnchor)),
        new("recipe-box", "/syrup", "Mint syrup", PageKind.Live, (ChangeDay, PageKind.Suspended)),
        new("wellness-weekly", "/issue/7", "Issue 7", PageKind.Live, (ChangeDay, PageKind.Broken)),
        new("wellness-weekly", "/issue/8", "Issue 8", PageKind.Blocked),
        new("green-directory", "/shops", "Shops", PageKind.Nofollow),
        new("green-directory", "/shops/tea", "Tea shops", PageKind.Sponsored) { PaidDays = 14 },
        new("green-directory", "/archive", "Archive", PageKind.Noindex),
        new("green-directory", "/app", "The app", PageKind.Script),
        new("old-blog", "/2009/tea", "Tea, 2009", PageKind.Gone),
        new("old-blog", "/2010/tea", "Tea, 2010", PageKind.Moved),
        new("old-blog", "/2011/tea", "Tea, 2011", PageKind.Removed),
        new("old-blog", "/2012/menu", "Menu", PageKind.Pdf),
        new("old-blog", "/2013/tea", "Tea, 2013", PageKind.Loop),
        new("old-blog", "/2014/everything", "Everything about tea", PageKind.Huge),
        new("old-blog", "/2015/tea", "Tea, 2015", PageKind.CutShort),
        new("old-blog", "/2016/tea", "Tea, 2016", PageKind.Silent, (1, PageKind.Broken)),
        new("old-blog", "/2017/tea", "Tea, 2017", PageKind.Slow, (1, PageKind.Live)),
        new("herb-almanac", "/ru", "Травы", PageKind.Cyrillic),
        new("herb-almanac", "/ja", "お茶", PageKind.Japanese),
        new("herb-almanac", "/utf16", "Herbs in sixteen bits", PageKind.Utf16),
    ];

    private static IEnumerable<DemoPage> Host(string host, params (int Day, PageKind Kind)[] turns) =>
        Subjects.Select((subject, i) => new DemoPage(host, $"/stalls/{i + 1}", subject, PageKind.Live, turns));

    private static IEnumerable<DemoPage> Ordinary =>
        Enumerable.Range(0, 170).Select(
            i => new DemoPage(Hosts[i % Hosts.Length], $"/notes/{i / Hosts.Length + 1}", Subjects[i % Subjects.Length], PageKind.Live)
            {
                Target = i % EveryGift == 3 ? GiftSet : Tea,
            });
}
