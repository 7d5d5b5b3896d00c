using LinkWatch.Discovery;
using LinkWatch.Discovery.Sources;

namespace LinkWatch.Tests.Core.Discovery.Sources;

public sealed class ReferrerTallyTests
{
    private readonly ReferrerTally tally = new(LogLines.Shop);

    [Fact]
    public async Task Visits_are_counted_by_the_page_they_came_from_and_the_address_they_came_to()
    {
        await ReadAsync(
            LogLines.Combined("https://blog.example/a#top", "/tea?utm_source=blog", time: "10/Oct/2026:13:55:36 +0000"),
            LogLines.Combined("https://blog.example/a", "/tea", time: "09/Oct/2026:13:55:36 +0000"),
            LogLines.Combined("https://blog.example/a", "/?p=7&fbclid=1"),
            LogLines.Combined("https://BLOG.example/", "/tea", 404));

        Assert.Equal(
            [
                "https://blog.example/a > https://shop.example/tea, 2, 2026-10-10T13:55:36, page",
                "https://blog.example/ > https://shop.example/tea, 1, 2026-10-10T11:55:36, origin",
                "https://blog.example/a > https://shop.example/?p=7, 1, 2026-10-10T11:55:36, page",
            ],
            tally.TakeCandidates().Select(Text)
                .OrderByDescending(text => text.Contains(", 2, ", StringComparison.Ordinal)).ThenBy(text => text, StringComparer.Ordinal));
        Assert.Equal(0, tally.Dropped.Total);
    }

    [Theory]
    [InlineData("-", DropReason.NoReferrer)]
    [InlineData("https://shop.example/", DropReason.OwnSite)]
    [InlineData("http://WWW.Shop.Example:8080/x", DropReason.OwnSite)]
    [InlineData("https://blog.tea.example/", DropReason.OwnSite)]
    [InlineData("https://www.google.co.uk/", DropReason.SearchEngine)]
    [InlineData("https://www.google.com/search?q=tea", DropReason.SearchEngine)]
    [InlineData("https://duckduckgo.com/", DropReason.SearchEngine)]
    [InlineData("https://de.search.yahoo.com/", DropReason.SearchEngine)]
    [InlineData("https://yandex.ru/search/", DropReason.SearchEngine)]
    [InlineData("android-app://com.google.android.gm/", DropReason.NoPage)]
    [InlineData("javascript:alert(1)", DropReason.NoPage)]
    [InlineData("https:///", DropReason.NoPage)]
    [InlineData("https://a b.example/", DropReason.NoPage)]
    [InlineData("https://notshop.example/", null)]
    [InlineData("https://sites.google.com/view/tea", null)]
    [InlineData("https://google.attacker.example/", null)]
    [InlineData("https://shop.example.evil.example/", null)]
    [InlineData("https://user@blog.example/", null)]
    [InlineData("https://shop.example@blog.example/", null)]
    public async Task A_referrer_that_is_no_page_of_somebody_else_is_dropped_for_its_reason(string referrer, DropReason? reason)
    {
        await ReadAsync(LogLines.Combined(referrer));

        Assert.Equal(reason is null ? 1 : 0, tally.TakeCandidates().Count());
        Assert.Equal(reason is null ? [] : [reason.Value], tally.Dropped.All.Select(dropped => dropped.Key));
    }

    [Theory]
    [InlineData("/logo.PNG?v=2", DropReason.Embedded)]
    [InlineData("/app.js", DropReason.Embedded)]
    [InlineData("/catalogue.pdf", null)]
    [InlineData("/tea.html", null)]
    public async Task What_pages_embed_needs_no_link(string target, DropReason? reason)
    {
        await ReadAsync(LogLines.Combined("https://blog.example/a", target));

        Assert.Equal(reason is null ? [] : [reason.Value], tally.Dropped.All.Select(dropped => dropped.Key));
    }

    [Fact]
    public async Task Requests_for_other_hosts_and_requests_that_send_something_are_dropped()
    {
        await ReadAsync(
            "other.example:80 " + LogLines.Combined("https://blog.example/a"),
            LogLines.Combined("https://blog.example/a").Replace("GET", "POST", StringComparison.Ordinal),
            "www.tea.example:80 " + LogLines.Combined("https://blog.example/a"));

        Assert.Equal("https://www.tea.example/tea", Assert.Single(tally.TakeCandidates()).Target?.Href);
        Assert.Equal((1, 1), (tally.Dropped[DropReason.OtherSite], tally.Dropped[DropReason.NoPage]));
    }

    [Fact]
    public async Task In_full_memory_those_seen_least_are_set_aside_and_counted_and_those_seen_most_are_kept()
    {
        var small = new ReferrerTally(LogLines.Shop, maxPairs: 100);
        var lines = new List<string>();
        for (var i = 0; i < 1000; i++)
        {
            lines.Add(LogLines.Combined($"https://rare{i}.example/"));
            if (i % 2 == 0) lines.Add(LogLines.Combined("https://often.example/a"));
        }

        await LogLines.ReadAsync(string.Join('\n', lines), SourceKind.Combined, small);

        var kept = small.TakeCandidates().ToList();
        Assert.InRange(kept.Count, 50, 100);
        Assert.Equal(("https://often.example/a", 500), (kept[0].Source.Href, kept[0].Hits));
        Assert.Equal(1000, kept.Count - 1 + small.SetAside);
        Assert.Equal(1500, kept.Sum(candidate => candidate.Hits) + small.HitsSetAside);
    }

    private static string Text(Candidate candidate) =>
        $"{candidate.Source.Href} > {candidate.Target!.Href}, {candidate.Hits}, {candidate.SeenAt:s}, "
            + $"{(candidate.IsOriginOnly ? "origin" : "page")}";

    private async Task ReadAsync(params string[] lines)
    {
        var count = await LogLines.ReadAsync(string.Join('\n', lines), SourceKind.Combined, tally);
        Assert.Equal(0, count.Malformed);
    }
}
