using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Urls;

namespace LinkWatch.Bench;

/// <summary>What judging a site's day for spikes holds, by the number of its links.</summary>
internal static class SpikesMemory
{
    private const int LinksOfADomain = 4;
    private static readonly Site Site = new() { Id = "shop", Domains = ["shop.example"] };
    private static readonly LinkTarget Target = new(WebUrl.Parse("https://shop.example/"));
    private static readonly DateTimeOffset Added = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Last = DateOnly.FromDateTime(Added.UtcDateTime);

    public static int Run(int links)
    {
        foreach (var count in new[] { links / 100, links / 10, links })
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var days = new SiteDays(Site, Last, PublicSuffix.BuiltIn);
            for (var i = 0; i < count; i++) days.Add(Link(i, count), Added);
            var counted = GC.GetTotalMemory(forceFullCollection: true);
            var spikes = days.SpikesSince(Last.AddDays(-13));
            var drivers = new SpikeDrivers(Site, days, spikes, PublicSuffix.BuiltIn);
            for (var i = 0; i < count; i++) drivers.Add(Link(i, count), Added, detail: null);
            var explained = GC.GetTotalMemory(forceFullCollection: true);
            var news = drivers.News();
            var found = string.Join("; ", news.Select(spike => $"{spike.Kind} {spike.Count}"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count,9} links: counted {(counted - before) / 1e6:0.0} MB, explained {(explained - before) / 1e6:0.0} MB; {found}"));
            GC.KeepAlive(days);
        }

        return 0;
    }

    /// <summary>A tenth of all links came on the last day, the others evenly on the 400 before it.</summary>
    private static Backlink Link(int number, int count)
    {
        var daysAgo = number < count / 10 ? 0 : number % SiteDays.Length;
        return new Backlink
        {
            Source = WebUrl.Parse($"https://www.site{number / LinksOfADomain}.example/page-{number}"),
            Target = Target,
            ExpectedAnchor = $"anchor {number}",
            Notes = new Dictionary<string, string> { ["First seen"] = Last.AddDays(-daysAgo).ToString("O", CultureInfo.InvariantCulture) },
        };
    }
}
