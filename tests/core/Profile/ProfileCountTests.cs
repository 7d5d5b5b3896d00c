using LinkWatch.Links;
using LinkWatch.Profile;
using LinkWatch.Storage;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Profile;

public sealed class ProfileCountTests
{
    [Fact]
    public void Domains_are_registered_ones_and_the_effective_number_weighs_them_by_their_links()
    {
        var profile = Of(
        [
            Live("a.example"), Live("www.a.example"), Live("blog.a.example"), Live("b.co.uk"), SomeLinks.Row("c.example", null, null, 3),
        ]);

        Assert.Equal((5, 4, 2), (profile.Links.Value, profile.There.Value, profile.ReferringDomains.Value));
        Assert.Equal(1.6, profile.EffectiveDomains.Value!.Value, 1e-9);
        Assert.Equal((2, 2), (profile.LinksPerDomain.Value, profile.MedianLinksPerDomain.Value));
        Assert.Equal([("a.example", 3), ("b.co.uk", 1)], profile.LargestDomains.Parts.Select(part => (part.Value, part.Links)));
        Assert.Equal([("generic", 3, 1), ("uk", 1, 1)], Parts(profile.Countries).OrderBy(part => part.Value));
    }

    [Theory]
    [InlineData("a.de", "de")]
    [InlineData("a.co.uk", "uk")]
    [InlineData("a.com", "generic")]
    [InlineData("a.io", "generic")]
    [InlineData("a.eu", "generic")]
    [InlineData("xn--e1afmkfd.xn--p1ai", "ru")]
    [InlineData("192.0.2.7", "none")]
    [InlineData("[2001:db8::1]", "none")]
    public void A_country_is_known_by_the_end_of_the_domain(string host, string country) =>
        Assert.Equal(country, Assert.Single(Of([Live(host)]).Countries.Parts).Value);

    [Theory]
    [InlineData("de", "de")]
    [InlineData("nb", "no")]
    [InlineData("iw", "he")]
    [InlineData("eo", "other")]
    [InlineData("gsw", "other")]
    [InlineData(null, "unknown")]
    public void A_language_is_counted_by_its_code_if_many_pages_are_in_it(string? declared, string language) =>
        Assert.Equal(language, Assert.Single(Of([In(declared, "a.example")]).Languages.Parts).Value);

    [Fact]
    public void A_link_whose_page_was_not_read_yet_is_in_no_known_language() =>
        Assert.Equal(("unknown", 1, 1), Assert.Single(Parts(Of([Live("a.example")]).Languages)));

    [Fact]
    public void A_domain_counts_for_each_language_of_its_pages()
    {
        var profile = Of([In("de", "a.example"), In("de", "a.example"), In("fr", "www.a.example"), In("de", "b.example")]);

        Assert.Equal([("de", 3, 2), ("fr", 1, 1)], Parts(profile.Languages));
        Assert.Equal("there,language=de", profile.Languages.Parts[0].Rows);
        Assert.Equal(new LinkTally(3, 2), profile.Row(new DateOnly(2026, 3, 4)).Parts["language=de"]);
    }

    [Fact]
    public void Of_all_values_that_domains_are_counted_by_each_has_a_bit_of_its_own()
    {
        string[] texts = ["Shop", "shop.example", "green tea", "a green cup", "here", "", "→"];
        string?[] languages = [.. PageLanguage.Named.Append("eo"), null];
        int[] days = [0, 40, 100, 400];
        var rows = Enumerable.Range(0, 8 * 7 * 5 * languages.Length).Select(number =>
        {
            var row = In(languages[number % languages.Length], $"site{number}.example") with { Status = (Status)(number % 3) };
            return row with
            {
                AddedAt = SomeLinks.Now.AddDays(-days[number % 4]),
                Link = row.Link with { Acquired = number % 5 == 4 ? null : (Acquired)(number % 5) },
                Detail = number % 11 == 0 ? null : SomeLinks.Seen(texts[number % 7], (Placement)(number / 3 % 8)) with
                {
                    IsImage = number % 13 == 0,
                },
            };
        }).ToList();

        var profile = Of(rows);

        ProfileShares[] wholes = [profile.Follow, profile.Anchors, profile.Placements, profile.Acquired, profile.Ages, profile.Languages];
        Assert.Equal([3, 8, 9, 5, 4, 34], wholes.Select(whole => whole.Parts.Count));
        Assert.All(wholes, whole => Assert.Equal(rows.Count, whole.Parts.Sum(part => part.Domains)));
    }

    [Fact]
    public void A_domain_counts_for_each_class_of_anchor_that_it_has()
    {
        var profile = Of([Live("a.example", "Shop"), Live("a.example", "Shop"), Live("a.example", "here"), Live("b.example", "here")]);

        Assert.Equal([("generic", 2, 2), ("brand", 2, 1)], Parts(profile.Anchors));
        Assert.Equal((4, 2), (profile.Anchors.Links, profile.Anchors.Domains));
        Assert.Equal("there,anchor=brand", profile.Anchors.Parts[1].Rows);
    }

    [Fact]
    public void Weeks_begin_on_monday_and_have_what_came_and_what_is_lost()
    {
        var lost = Live("b.example") with { Status = Status.Lost, Since = SomeLinks.Now.AddDays(-2) };
        var profile = Of([Live("a.example", addedDaysAgo: 2), Live("a.example", addedDaysAgo: 3), lost]);

        Assert.Equal(ProfileCount.Weeks, profile.Weeks.Count);
        Assert.Equal(new DateOnly(2026, 3, 2), profile.Weeks[^1].Monday);
        Assert.Equal((1, 1), (profile.Weeks[^1].New.Value, profile.Weeks[^1].Lost.Value));
        Assert.Equal((1, 0), (profile.Weeks[^2].New.Value, profile.Weeks[^2].Lost.Value));
        Assert.Equal("lost-in=2026-03-02", profile.Weeks[^1].Lost.Rows);
    }

    [Fact]
    public void A_link_is_as_old_as_its_export_says()
    {
        var row = Live("a.example", addedDaysAgo: 3);
        var noted = row with { Link = row.Link with { Notes = new Dictionary<string, string> { ["First seen"] = "2025-03-04 10:00" } } };

        Assert.Equal((365, "365-"), (Of([noted]).MedianAge.Value!.Value, Of([noted]).Ages.Parts[0].Value));
        Assert.Equal((3, "0-29"), (Of([row]).MedianAge.Value!.Value, Of([row]).Ages.Parts[0].Value));
    }

    [Theory]
    [InlineData(30, 5, true)]
    [InlineData(29, 5, false)]
    [InlineData(30, 4, false)]
    public void How_long_links_last_is_said_of_enough_of_them(int links, int lost, bool isSaid)
    {
        var rows = Enumerable.Range(0, links).Select(number => Live("a.example", addedDaysAgo: 100) with
        {
            Status = number < lost ? Status.Lost : Status.Live,
            Since = SomeLinks.Now.AddDays(-50),
        });

        var all = Of([.. rows]).Survival[0];

        Assert.Equal(("all", links, lost), (all.By, all.Links, all.Lost));
        Assert.Equal(isSaid ? [30, 90] : null, all.Points?.Select(point => point.Days));
        if (isSaid) Assert.Equal(1 - ((double)lost / links), all.Points![1].Share, 1e-9);
    }

    [Fact]
    public void What_was_never_seen_or_just_lost_fast_says_nothing_of_how_long_links_last()
    {
        var profile = Of(
        [
            SomeLinks.Row("a.example", Status.Lost, null, 9), SomeLinks.Row("a.example", null, null, 9),
            LostFast(daysAgo: 6),
        ]);

        Assert.Empty(profile.Survival);
    }

    [Fact]
    public void What_was_confirmed_fast_counts_as_what_it_is_and_a_loss_as_the_end_of_a_life_once_it_has_stood_for_a_week()
    {
        var profile = Of([Live("a.example") with { IsFast = true }, LostFast(daysAgo: 6), LostFast(daysAgo: 7).With("other")]);

        Assert.Equal((3, 1, 2), (profile.Links.Value, profile.There.Value, profile.Weeks.Sum(week => week.Lost.Value)));
        Assert.Equal(("all", 2, 1), (profile.Survival[0].By, profile.Survival[0].Links, profile.Survival[0].Lost));
    }

    [Fact]
    public void A_link_that_cannot_be_checked_is_followed_until_that_was_said()
    {
        var row = Live("a.example", addedDaysAgo: 100) with { Unverifiable = [Reason.Dns], ChangedAt = SomeLinks.Now.AddDays(-60) };

        Assert.Equal(new LinkLife(40, IsLost: false), new LinkProfiler(SomeLinks.Shop, SomeLinks.Now, PublicSuffix.BuiltIn).Read(row).Life);
    }

    [Fact]
    public void Beyond_so_many_domains_links_of_others_are_only_counted()
    {
        var count = new ProfileCount(SomeLinks.Shop, SomeLinks.Now, PublicSuffix.BuiltIn, maxDomains: 2);
        foreach (var host in new[] { "a.example", "b.example", "c.example", "a.example" }) count.Add(Live(host));

        var profile = count.Profile();

        Assert.Equal((4, 2, 1), (profile.There.Value, profile.ReferringDomains.Value, profile.LinksOfOtherDomains));
        Assert.Equal(4, profile.Anchors.Parts.Sum(part => part.Links));
        Assert.Equal(2, profile.Countries.Parts.Sum(part => part.Domains));
    }

    [Fact]
    public void A_site_without_links_has_a_profile()
    {
        var profile = Of([]);

        Assert.Equal((0, null), (profile.There.Value, profile.EffectiveDomains.Value));
        Assert.Empty(profile.Anchors.Parts);
        Assert.Null(profile.MedianAge.Value);
    }

    [Fact]
    public void Every_rule_has_words_of_its_own() =>
        Assert.Distinct(Enum.GetValues<ProfileRule>().Select(rule => rule.Words()));

    [Fact]
    public void A_days_row_has_at_most_4_KB()
    {
        string[] texts = ["Shop", "shop.example", "green tea", "a green cup", "here", "", "→"];
        string[] languages = [.. PageLanguage.Named];
        var rows = Enumerable.Range(0, 20_000).Select(number =>
        {
            var tld = $"{(char)('a' + (number % 24))}{(char)('a' + (number / 24 % 25))}";
            var row = Live($"site.{tld}", addedDaysAgo: number % 500);
            return row with
            {
                Link = row.Link with { Acquired = (Acquired)(number % 4) },
                Status = (Status)(number % 3),
                Topic = new PageTopic("", languages[number % languages.Length]),
                Detail = number == 0 ? null : SomeLinks.Seen(texts[number % texts.Length], (Placement)(number / 3 % 8)),
            };
        });

        var row = Of([.. rows]).Row(new DateOnly(2026, 3, 4));

        Assert.InRange(Json.Write<SiteRow>(row).Length, 1000, 4096);
        Assert.Equal(ProfileRow.MaxCountries, row.Parts.Keys.Count(key => key.StartsWith("country=", StringComparison.Ordinal)));
        Assert.Equal(ProfileRow.MaxLanguages, row.Parts.Keys.Count(key => key.StartsWith("language=", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_kept_of_how_links_last_is_what_was_counted_in_at_most_16_KB()
    {
        var rows = Enumerable.Range(0, 5_000).Select(number =>
        {
            var row = Live($"blog{number}.example", addedDaysAgo: number % 800);
            return row with
            {
                Link = row.Link with { Acquired = (Acquired)(number % 4) },
                Status = number % 7 == 0 ? Status.Lost : Status.Live,
                Since = SomeLinks.Now.AddDays(-(number % 800 / 2)),
                Detail = SomeLinks.Seen("here", (Placement)(number / 3 % 8)),
            };
        });

        var profile = Of([.. rows]);
        var lives = profile.Lives();

        Assert.InRange(Json.Write<SiteRow>(lives).Length, 5_000, 16 * 1024);
        Assert.Equal(
            profile.Weeks.Select(week => (week.New.Value, week.Lost.Value)),
            lives.Weeks.Select(week => ((double?)week.New, (double?)week.Lost)));
        Assert.Equal(
            profile.Survival.Select(group => (group.Rows, group.Links)), lives.Survival.Select(group => (group.Filter, group.Links)));
        var curve = lives.Survival[0].Curve;
        Assert.Equal(52, curve.Count);
        Assert.Equal(curve.Select(point => point.Share).OrderDescending(), curve.Select(point => point.Share));
    }

    [Fact]
    public void A_curve_ends_where_no_link_was_followed_any_longer()
    {
        var rows = Enumerable.Range(0, 60).Select(number => Live($"blog{number}.example", addedDaysAgo: 50) with
        {
            Status = number < 6 ? Status.Lost : Status.Live,
            Since = SomeLinks.Now.AddDays(-20),
        });

        var group = Of([.. rows]).Lives().Survival[0];

        Assert.Equal([14, 28, 42], group.Curve.Select(point => point.Days));
        Assert.Equal([1.0, 1.0, 0.9], group.Curve.Select(point => Math.Round(point.Share, 9)));
    }

    private static LinkRow In(string? language, string host) =>
        Live(host) with { Topic = language is null ? null : new PageTopic("", language) };

    private static LinkRow Live(string host, string anchor = "here", int addedDaysAgo = 30) =>
        SomeLinks.Row(host, Status.Live, SomeLinks.Seen(anchor), addedDaysAgo);

    private static LinkRow LostFast(int daysAgo) =>
        Live("a.example") with { Status = Status.Lost, Since = SomeLinks.Now.AddDays(-daysAgo), IsFast = true };

    private static IEnumerable<(string Value, int Links, int Domains)> Parts(ProfileShares shares) =>
        shares.Parts.Select(part => (part.Value, part.Links, part.Domains));

    private static SiteProfile Of(IReadOnlyList<LinkRow> rows)
    {
        var count = new ProfileCount(SomeLinks.Shop, SomeLinks.Now, PublicSuffix.BuiltIn);
        foreach (var row in rows) count.Add(row);
        return count.Profile();
    }
}
