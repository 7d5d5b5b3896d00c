using System.Diagnostics;
using System.Globalization;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Profile;
using LinkWatch.Storage;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Bench.Profiling;

/// <summary>The time and memory of a site's profile, by the number of its links, which are made as they are counted.</summary>
internal static class ProfileMemory
{
    public static Site Site { get; } = new()
    {
        Id = "shop",
        Domains = ["blue-kettle.example"],
        BrandWords = ["Blue Kettle"],
        MoneyWords = ["green tea", "tea cups"],
    };

    public static DateTimeOffset Now { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private const int Days = 730;

    /// <summary>As many as are kept of a page.</summary>
    private static readonly string Words = string.Join(' ', Enumerable.Range(0, PageTopic.MaxWords).Select(i => $"word-{i:000}"));

    private static readonly string?[] Languages = ["en", "en", "en", "de", "fr", "es", null, "ja", "eo"];

    private static readonly string[] Anchors =
    [
        "Blue Kettle", "https://blue-kettle.example/tea", "green tea", "where to buy green tea online", "here",
        "a lovely little shop that we found on a rainy afternoon", "", "read more",
    ];

    public static int Run(int links, int linksOfADomain)
    {
        foreach (var count in new[] { links / 100, links / 10, links })
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var clock = Stopwatch.StartNew();
            var profile = new ProfileCount(Site, Now, PublicSuffix.BuiltIn);
            for (var i = 0; i < count; i++) profile.Add(Link(i, linksOfADomain));
            var result = profile.Profile();
            var seconds = clock.Elapsed.TotalSeconds;
            var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count,9} links, {result.ReferringDomains.Value,9} domains: {seconds,6:0.00} s, {1e6 * seconds / count:0.0} µs a link, "
                    + $"{held,6:0.0} MB held, process peak {process.PeakWorkingSet64 / 1e6:0} MB"));
            GC.KeepAlive(profile);
        }

        return 0;
    }

    /// <summary>One of the last two years.</summary>
    public static LinkRow Link(int number, int linksOfADomain)
    {
        var host = string.Create(CultureInfo.InvariantCulture, $"www.site{number / linksOfADomain}.example");
        var target = new LinkTarget(WebUrl.Parse(string.Create(
            CultureInfo.InvariantCulture, $"https://blue-kettle.example/products/{(number % 3 == 0 ? "cups" : "pots")}-{number % 500}")));
        var isLost = number % 20 == 0;
        var added = Now.AddDays(-(number % Days));
        return new LinkRow
        {
            LinkId = number.ToString(CultureInfo.InvariantCulture),
            Link = new Backlink
            {
                Source = WebUrl.Parse(string.Create(CultureInfo.InvariantCulture, $"https://{host}/page-{number}")),
                Target = target,
                Acquired = (Acquired)(number % 4),
            },
            Page = new PageKey(0, Cadence.Daily, ""),
            ReferringDomain = host["www.".Length..],
            AddedAt = added,
            FirstReadAt = added,
            Status = isLost ? Status.Lost : number % 10 == 1 ? Status.Nofollow : Status.Live,
            Since = isLost ? added.AddDays(number % Days / 2) : added,
            ChangedAt = added,
            Topic = new PageTopic(Words, Languages[number % Languages.Length]),
            Detail = new LinkDetail(target.Url.Href, Anchors[number % Anchors.Length], (Placement)(number % 7 % 3), []),
        };
    }
}
