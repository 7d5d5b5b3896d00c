using LinkWatch.Discovery.Reclaiming;
using LinkWatch.Discovery.Sources;
using LinkWatch.Tests.Core.Discovery.Sources;

namespace LinkWatch.Tests.Core.Discovery.Reclaiming;

public sealed class ReclaimTallyTests
{
    private const string Blog = "https://blog.example/a";

    private readonly ReclaimTally tally = new(LogLines.Shop);

    [Fact]
    public async Task Addresses_that_are_linked_from_elsewhere_and_fail_are_listed_with_their_referrers_and_what_may_be_meant()
    {
        await ReadAsync(
            LogLines.Combined("-", "/shop/green-tea"),
            LogLines.Combined(Blog, "/green-tea?utm_source=x", 404),
            LogLines.Combined(Blog + "#b", "/green-tea", 410, time: "11/Oct/2026:13:55:36 +0200"),
            LogLines.Combined("https://forum.example/", "/green-tea", 404),
            LogLines.Combined(Blog, "/order", 503),
            LogLines.Combined(Blog, "/?p=7", 404),
            LogLines.Combined("-", "/nobody-links-this", 404),
            LogLines.Combined("https://shop.example/", "/own-link", 404),
            LogLines.Combined("https://www.google.com/", "/found-by-search", 404));

        var broken = tally.Broken();

        Assert.Equal(["/green-tea", "/?p=7", "/order"], broken.Select(address => address.Address));
        Assert.Equal((410, 3, "/shop/green-tea"), (broken[0].Status, broken[0].Hits, broken[0].Suggestion?.Path));
        Assert.Equal(
            [(Blog, 2), ("https://forum.example/", 1)],
            broken[0].Referrers.Select(referrer => (referrer.Address, (int)referrer.Hits)));
        Assert.Equal(new DateTimeOffset(2026, 10, 11, 11, 55, 36, TimeSpan.Zero), broken[0].LastSeen);
        Assert.Null(broken[1].Path);
        Assert.True(broken[2] is { IsServerError: true, Suggestion: null });
    }

    [Theory]
    [InlineData(200, "12/Oct/2026:13:55:36 +0200", true)]
    [InlineData(301, "12/Oct/2026:13:55:36 +0200", true)]
    [InlineData(200, "09/Oct/2026:13:55:36 +0200", false)]
    [InlineData(403, "12/Oct/2026:13:55:36 +0200", false)]
    public async Task What_answers_again_is_mended_in_whatever_order_the_logs_are_read(int status, string time, bool isMended)
    {
        string[] lines = [LogLines.Combined(Blog, "/tea", 404), LogLines.Combined("-", "/tea", status, time)];
        var reversed = new ReclaimTally(LogLines.Shop);

        await ReadAsync(lines);
        await LogLines.ReadAsync(string.Join('\n', lines.Reverse()), SourceKind.Combined, reversed);

        Assert.Equal(isMended ? 0 : 1, tally.Broken().Count);
        Assert.Equal(isMended ? 0 : 1, reversed.Broken().Count);
    }

    [Fact]
    public async Task Hosts_are_kept_apart_and_those_of_others_are_not_looked_at()
    {
        await ReadAsync(
            "www.tea.example:443 " + LogLines.Combined("-", "/shop/green-tea"),
            "shop.example:443 " + LogLines.Combined(Blog, "/green-tea", 404),
            "other.example:443 " + LogLines.Combined(Blog, "/green-tea", 404));

        var only = Assert.Single(tally.Broken());
        Assert.Equal(("shop.example", null), (only.Host, only.Suggestion));
        Assert.Equal(1, tally.ForOtherSites);
    }

    [Theory]
    [InlineData("/Tea/Green.html", "/tea/green", "the same but for case, slashes or ending")]
    [InlineData("/tea/green)", "/tea/green", "the same but for case, slashes or ending")]
    [InlineData("/2019/05/green", "/tea/green", "the same last part, in another folder")]
    [InlineData("/tea/geren", "/tea/green", "spelt almost the same")]
    [InlineData("/best-black-tea-for-winter", "/blog/best-black-tea-winter", "4 of 5 words in common")]
    [InlineData("/caf%C3%A9/men%C3%BC", "/caf%C3%A9/Men%C3%BC", "the same but for case, slashes or ending")]
    [InlineData("/tea", null, null)]
    [InlineData("/twins/one", null, null)]
    [InlineData("/tea/1", null, null)]
    [InlineData("/tea/green.png", null, null)]
    [InlineData("/something-else", null, null)]
    [InlineData("/", null, null)]
    public void Of_the_addresses_that_answer_the_one_is_suggested_that_is_surely_meant(string wanted, string? suggested, string? why)
    {
        string[] live =
        [
            "/", "/tea/green", "/tea/2", "/blog/best-black-tea-winter", "/a/one", "/b/one", "/caf%C3%A9/Men%C3%BC",
            "/logo.png", "/tea/3?x=1",
        ];

        var found = new PathLikeness(live.Select(path => ("", path))).Find("", wanted);

        Assert.Equal((suggested, why), (found?.Path, found?.Why));
    }

    [Theory]
    [InlineData("//evil.example/green-label", "/evil.example/green-label")]
    [InlineData("/shop//green-label", "/green-label")]
    [InlineData("/shop/../green-label", "/shop/green-label")]
    [InlineData("/shop/%2E%2e/green-label", "/green-label")]
    [InlineData("/shop/./green-label", "/green-label")]
    [InlineData("/green-label/..", "/green-label")]
    public void An_address_that_leads_to_another_host_or_folder_is_not_suggested(string live, string wanted) =>
        Assert.Null(new PathLikeness([("", live)]).Find("", wanted));

    [Theory]
    [InlineData(30, true)]
    [InlineData(40, false)]
    public async Task A_path_of_more_words_than_anybody_writes_is_not_searched_for(int words, bool isSuggested)
    {
        string[] parts = [.. Enumerable.Range(0, words).Select(i => $"w{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}")];
        await ReadAsync(
            LogLines.Combined("-", $"/{string.Join('-', parts)}"),
            LogLines.Combined(Blog, $"/{string.Join('-', parts.AsEnumerable().Reverse())}", 404));

        Assert.Equal(isSuggested, Assert.Single(tally.Broken()).Suggestion is not null);
    }

    [Fact]
    public async Task Referrers_are_kept_in_bounded_memory_and_those_beyond_are_counted()
    {
        var small = new ReclaimTally(LogLines.Shop, maxReferrerBytes: 1000);
        var lines = Enumerable.Range(0, 40).Select(i =>
            LogLines.Combined($"https://blog.example/{new string('a', 100)}{i:d2}", $"/gone/{i % 4}", 404));

        await LogLines.ReadAsync(string.Join('\n', lines), SourceKind.Combined, small);

        var broken = small.Broken();
        Assert.InRange(small.ReferrerBytes, 500, 1000);
        Assert.Equal(small.ReferrerBytes, broken.SelectMany(address => address.Referrers).Sum(referrer => 2L * referrer.Address.Length));
        Assert.Equal(40, broken.Sum(address => address.OtherReferrers + address.Referrers.Sum(referrer => referrer.Hits)));
    }

    [Fact]
    public async Task What_is_set_aside_leaves_room_for_referrers()
    {
        var lines = Enumerable.Range(0, ReclaimTally.MaxBroken + 1)
            .Select(i => LogLines.Combined($"https://blog{i}.example/", $"/{i}", 404));

        await ReadAsync([.. lines]);

        var kept = tally.Broken();
        Assert.InRange(kept.Count, 1, ReclaimTally.MaxBroken / 2 + 1);
        Assert.Equal(tally.ReferrerBytes, kept.SelectMany(address => address.Referrers).Sum(referrer => 2L * referrer.Address.Length));
    }

    private async Task ReadAsync(params string[] lines) => await LogLines.ReadAsync(string.Join('\n', lines), SourceKind.Combined, tally);
}
