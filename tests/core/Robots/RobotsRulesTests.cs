using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Robots;

public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("User-agent: *\nDisallow: /private/", "/private/page", false)]
    [InlineData("User-agent: *\nDisallow: /private/", "/public", true)]
    [InlineData("User-agent: *\nDisallow:", "/anything", true)]
    [InlineData("User-agent: *\nDisallow", "/anything", true)]
    [InlineData("Disallow: /", "/rules-before-any-agent-are-nobody's", true)]
    [InlineData("User-agent: Other\nDisallow: /", "/", true)]
    [InlineData("User-agent: Other\nUser-agent: Bot\nDisallow: /", "/", false)]
    [InlineData("User-agent: Bot\nSitemap: https://a.example/s.xml\nCrawl-delay: 3\n\nUser-agent: Other\nDisallow: /", "/", false)]
    [InlineData("User-agent: Bot\nDisallow: /a\nUser-agent: Other\nDisallow: /b\nUser-agent: bot\nDisallow: /c", "/c", false)]
    [InlineData("User-agent: Bot\nDisallow: /a\nUser-agent: Other\nDisallow: /b\nUser-agent: bot\nDisallow: /c", "/b", true)]
    [InlineData("User-agent: *\nDisallow: /\nUser-agent: Bot", "/named-without-rules-is-free", true)]
    [InlineData("User-agent: Bot/2.1\nDisallow: /", "/", false)]
    [InlineData("User-agent: Botany\nDisallow: /", "/", true)]
    [InlineData("User-agent: * (everyone)\nDisallow: /", "/", false)]
    [InlineData("User-agent: *bot\nDisallow: /", "/", true)]
    [InlineData("Useragent: Bot\nDissalow: /", "/", false)]
    [InlineData("user agent: Bot\nDisallowed: /", "/", false)]
    [InlineData("User-agent: Bot\ndisallow\t/a", "/a", false)]
    [InlineData("User-agent: Bot\ndisallow /a /b", "/a", true)]
    [InlineData("User-agent: Bot\n: /a", "/a", true)]
    [InlineData("User-agent: Bot # us\nDisallow: /a # and below", "/a/b", false)]
    [InlineData("User-agent: Bot\nDisallow: /a\0b", "/a/c", false)]
    [InlineData("User-agent: Bot\nDisallow: a", "/a", true)]
    [InlineData("User-agent: Bot\nDisallow: /A", "/a", true)]
    public void Lines_are_read_as_Google_reads_them(string file, string path, bool allowed) =>
        Assert.Equal(allowed, Rules(file).Evaluate("Bot", Page(path)).IsAllowed);

    [Theory]
    [InlineData("/a*c", "/abbc", true)]
    [InlineData("/a*c", "/abb", false)]
    [InlineData("/a*c$", "/abcd", false)]
    [InlineData("/a*c$", "/acc", true)]
    [InlineData("*.php$", "/x.php", true)]
    [InlineData("*.php$", "/x.php?y", false)]
    [InlineData("/$", "/", true)]
    [InlineData("/$", "/a", false)]
    [InlineData("/a$b", "/a$b", true)]
    [InlineData("$", "/", false)]
    [InlineData("*$", "/whatever", true)]
    [InlineData("***/**a", "/x/a", true)]
    [InlineData("/ab*ab$", "/ab", false)]
    [InlineData("/*?s=", "/search?s=1", true)]
    public void A_star_is_any_run_and_a_closing_dollar_the_end(string pattern, string path, bool matches)
    {
        var rules = Rules($"User-agent: *\nDisallow: {pattern}");
        Assert.Equal(!matches, rules.Evaluate("Bot", Page(path)).IsAllowed);
        Assert.Equal(!matches, rules.Evaluate("Bot", "https://site.example" + path).IsAllowed);
    }

    [Theory]
    [InlineData("/caf\u00e9", "/caf%C3%A9")]
    [InlineData("/caf%c3%a9", "/caf%C3%A9")]
    [InlineData("/caf%c3%a9", "/caf\u00e9")]
    [InlineData("/%7Ejoe", "/~joe")]
    [InlineData("/~joe", "/%7ejoe")]
    [InlineData("/a%2Ab$", "/a*b")]
    [InlineData("/price%24", "/price$")]
    public void Escapes_of_a_page_compare_normalised(string pattern, string path) =>
        Assert.False(Rules($"User-agent: *\nDisallow: {pattern}").Evaluate("Bot", Page(path)).IsAllowed);

    [Theory]
    [InlineData("/a%2Ab", "/a*b", false)]
    [InlineData("/a%2Ab", "/a*bc", false)]
    [InlineData("/a%2ab", "/a%2Ab", false)]
    [InlineData("/a%2Ab", "/axb", true)]
    [InlineData("/a%2Ab", "/ab", true)]
    [InlineData("/c%24", "/c$", false)]
    [InlineData("/c%24", "/c$/d", false)]
    [InlineData("/c%24", "/c%24", false)]
    [InlineData("/c%24", "/c", true)]
    [InlineData("/c%24$", "/c$", false)]
    [InlineData("/c%24$", "/c$d", true)]
    [InlineData("/c$$", "/c$", false)]
    [InlineData("/c$$", "/c", true)]
    [InlineData("/*%2A", "/x/*", false)]
    [InlineData("/*%2A", "/x/y", true)]
    [InlineData("/*%2A*%24$", "/a*b$", false)]
    [InlineData("/search?q=%2A", "/search?q=*", false)]
    [InlineData("/search?q=*", "/search?q=%2A", false)]
    [InlineData("/a%252Ab", "/a*b", true)]
    [InlineData("/%2A%2A", "/**", false)]
    public void An_escaped_star_or_dollar_in_a_rule_is_that_character_in_the_address(string pattern, string path, bool allowed)
    {
        var rules = Rules($"User-agent: *\nDisallow: {pattern}");
        Assert.Equal(allowed, rules.Evaluate("LinkWatch", Page(path)).IsAllowed);
        Assert.Equal(allowed, rules.Evaluate("LinkWatch", "https://site.example" + path).IsAllowed);
    }

    [Theory]
    [InlineData("/a%2Ab", "/a*b", true)]
    [InlineData("/c%24", "/c$", true)]
    [InlineData("/a%2Ab", "/a%2Ab", false)]
    [InlineData("/a%2Ab", "/a%2ab", false)]
    [InlineData("/c%24", "/c%24", false)]
    [InlineData("/a*b", "/a%2Ab", false)]
    [InlineData("/a$b", "/a$b", false)]
    [InlineData("/a$b", "/a%24b", true)]
    [InlineData("/c$$", "/c$", false)]
    [InlineData("/c$", "/c$", true)]
    public void Googles_parser_takes_an_escaped_star_or_dollar_literally(string pattern, string path, bool allowed)
    {
        var rules = Rules($"User-agent: *\nDisallow: {pattern}");
        foreach (var agent in new[] { "Googlebot", "googlebot-image", "AdsBot-Google" })
        {
            Assert.Equal(allowed, rules.Evaluate(agent, Page(path)).IsAllowed);
            Assert.Equal(allowed, rules.Evaluate(agent, "https://site.example" + path).IsAllowed);
        }
    }

    [Fact]
    public void An_allow_for_an_escaped_star_outranks_a_shorter_rule()
    {
        var rules = Rules("User-agent: *\nDisallow: /a\nAllow: /a%2A");

        Assert.True(rules.Evaluate("LinkWatch", Page("/a*")).IsAllowed);
        Assert.False(rules.Evaluate("LinkWatch", Page("/ab")).IsAllowed);
        Assert.False(rules.Evaluate("Googlebot", Page("/a*")).IsAllowed);
    }

    [Theory]
    [InlineData("/a/b", "/a%2Fb")]
    [InlineData("/a%3Fb", "/a?b")]
    public void Reserved_characters_differ_from_their_escapes(string pattern, string path) =>
        Assert.True(Rules($"User-agent: *\nDisallow: {pattern}").Evaluate("Bot", Page(path)).IsAllowed);

    [Theory]
    [InlineData("", "/")]
    [InlineData("example.com", "/")]
    [InlineData("https://example.com", "/")]
    [InlineData("https://example.com?q", "/?q")]
    [InlineData("https://example.com/a;b?c#d", "/a;b?c")]
    [InlineData("https://example.com#/a", "/")]
    [InlineData("//example.com/a", "/a")]
    [InlineData("example.com/a?u=http://b/c", "/a?u=http://b/c")]
    [InlineData("http://example.com/%c3%a9", "/%C3%A9")]
    public void The_path_of_an_address_as_written_is_what_follows_its_host(string address, string path)
    {
        var rules = Rules($"User-agent: *\nDisallow: {path}$");
        Assert.False(rules.Evaluate("Bot", address).IsAllowed);
    }

    [Fact]
    public void The_deciding_line_is_named_as_written()
    {
        var rules = Rules("# ours\r\nUser-agent: *\r\n\r\n  disallow :/private/*  # keep out\r\nAllow: /private/press/\r\n");

        Assert.Equal(new RobotsVerdict(false, "disallow :/private/*", 4), rules.Evaluate("Bot", Page("/private/x")));
        Assert.Equal(new RobotsVerdict(true, "Allow: /private/press/", 5), rules.Evaluate("Bot", Page("/private/press/1")));
        Assert.Equal(new RobotsVerdict(true), rules.Evaluate("Bot", Page("/")));
    }

    [Fact]
    public void The_longest_match_decides_and_allow_wins_a_tie()
    {
        Assert.True(Rules("User-agent: *\nDisallow: /page\nAllow: /page").Evaluate("Bot", Page("/page")).IsAllowed);
        Assert.False(Rules("User-agent: *\nAllow: /page\nDisallow: /*.html").Evaluate("Bot", Page("/page.html")).IsAllowed);
    }

    [Fact]
    public void Allowing_an_index_page_allows_its_folder_and_nothing_else()
    {
        var rules = Rules("User-agent: *\nDisallow: /\nAllow: /docs/index.html");

        Assert.True(rules.Evaluate("Bot", Page("/docs/")).IsAllowed);
        Assert.True(rules.Evaluate("Bot", Page("/docs/index.html")).IsAllowed);
        Assert.False(rules.Evaluate("Bot", Page("/docs/other")).IsAllowed);
    }

    [Fact]
    public void The_rest_of_a_line_beyond_the_limit_is_ignored()
    {
        var line = "Disallow: /" + new string('a', 20_000);
        Assert.False(Rules("User-agent: *\n" + line).Evaluate("Bot", Page("/" + new string('a', (2083 * 8) - 1))).IsAllowed);
    }

    [Fact]
    public void A_line_cut_by_the_size_limit_does_not_forbid_more_than_was_written()
    {
        const string Head = "User-agent: *\n";
        const string Rule = "Disallow: /";
        var padding = "#" + new string('x', RobotsRules.MaxBytes - Head.Length - Rule.Length - 2) + "\n";
        var file = Head + padding + Rule + "private/\n";

        Assert.True(Rules(file).Evaluate("Bot", Page("/public")).IsAllowed);
        Assert.True(Rules(file[..RobotsRules.MaxBytes]).Evaluate("Bot", Page("/public")).IsAllowed);
    }

    [Theory]
    [InlineData("*a*a*a*a*a*a*a*a*a*a*a*a*b", 'a')]
    [InlineData("*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab*", 'a')]
    public void A_hostile_pattern_takes_no_more_time_than_its_length(string pattern, char filler)
    {
        var repeated = string.Concat(Enumerable.Repeat(pattern, 16_000 / pattern.Length));
        var rules = Rules("User-agent: *\n" + string.Concat(Enumerable.Repeat($"Disallow: {repeated}\n", 30)));
        var page = Page("/" + new string(filler, 60_000));
        var watch = Stopwatch.StartNew();

        Assert.True(rules.Evaluate("Bot", page).IsAllowed);

        // A backtracking matcher needs longer than the universe is old; this bound only has to tell the two apart.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_file_of_nothing_but_agents_and_rules_by_the_thousand_is_read_in_time()
    {
        var file = string.Concat(Enumerable.Range(0, 12_000).Select(i => $"User-agent: a{(char)('a' + (i % 26))}\n"))
            + string.Concat(Enumerable.Range(0, 20_000).Select(_ => "Disallow: *b\n"));
        var watch = Stopwatch.StartNew();

        Assert.True(Rules(file).Evaluate("Bot", Page("/")).IsAllowed);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Any_bytes_are_a_robots_file() =>
        Prop.ForAll<byte[], string>((file, address) =>
        {
            RobotsRules.Parse(file).Evaluate("Bot", address ?? "");
            return true;
        }).QuickCheckThrowOnFailure();

    /// <summary>The matcher against the definition: a star tries every length.</summary>
    [Fact]
    public void A_pattern_matches_what_its_definition_says() =>
        Prop.ForAll(Text("ab*$", 12).ToArbitrary(), Text("ab$", 14).ToArbitrary(), (pattern, path) =>
            RobotsPattern.Matches(pattern, path) == ByDefinition(pattern, path)).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    /// <summary>Pieces longer than the vectorised search takes are found by another one.</summary>
    [Fact]
    public void A_long_piece_is_found_where_a_short_one_would_be() =>
        Prop.ForAll(Text("ab", 40).ToArbitrary(), Text("ab", 40).ToArbitrary(), (piece, rest) =>
        {
            var longPiece = string.Concat(Enumerable.Repeat(piece + "a", 33));
            var path = rest + longPiece[..(longPiece.Length / 2)] + rest + longPiece + rest;
            return RobotsPattern.Matches("*" + longPiece, path) && RobotsPattern.Matches("*" + longPiece + "c", path + "b") is false;
        }).QuickCheckThrowOnFailure();

    private static bool ByDefinition(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        if (pattern.IsEmpty) return true;
        if (pattern is "$") return path.IsEmpty;
        if (pattern[0] != '*') return !path.IsEmpty && pattern[0] == path[0] && ByDefinition(pattern[1..], path[1..]);
        for (var skipped = 0; skipped <= path.Length; skipped++)
        {
            if (ByDefinition(pattern[1..], path[skipped..])) return true;
        }

        return false;
    }

    private static Gen<string> Text(string alphabet, int longest) =>
        from length in Gen.Choose(0, longest)
        from letters in Gen.Elements(alphabet.ToCharArray()).ArrayOf(length)
        select new string(letters);

    private static RobotsRules Rules(string file) => RobotsRules.Parse(Encoding.UTF8.GetBytes(file));

    private static WebUrl Page(string path) => WebUrl.Parse("https://site.example" + path);
}
