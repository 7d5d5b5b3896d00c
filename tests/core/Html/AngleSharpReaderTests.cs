using System.Text;
using LinkWatch.Html;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Html;

public sealed class AngleSharpReaderTests
{
    [Theory]
    [InlineData(Pages.Link)]
    [InlineData("<map><area href=https://target.example/p></map>")]
    [InlineData("<select>" + Pages.Link + "</select>")]
    [InlineData("<select><option>" + Pages.Link + "</select>")]
    [InlineData("<svg><foreignObject>" + Pages.Link)]
    [InlineData("<noscript>" + Pages.Link + "</noscript>")]
    [InlineData("<table>" + Pages.Link)]
    [InlineData("<a href='//target.example/p'>")]
    [InlineData("<a href=' ht\ntps://target.example/p '>")]
    [InlineData("<A HREF=https://TARGET.example/p>")]
    [InlineData("<a href=https://target.example/p href=/other>")]
    public void Counts(string html) => Assert.Single(Read(html).Links);

    [Theory]
    [InlineData("<!-- " + Pages.Link + " -->")]
    [InlineData("<script>'" + Pages.Link + "'</script>")]
    [InlineData("<style>" + Pages.Link + "</style>")]
    [InlineData("<template>" + Pages.Link + "</template>")]
    [InlineData("<textarea>" + Pages.Link + "</textarea>")]
    [InlineData("<title>" + Pages.Link + "</title>")]
    [InlineData("<iframe>" + Pages.Link + "</iframe>")]
    [InlineData("<noembed>" + Pages.Link + "</noembed>")]
    [InlineData("<noframes>" + Pages.Link + "</noframes>")]
    [InlineData("<xmp>" + Pages.Link + "</xmp>")]
    [InlineData("<svg>" + Pages.Link + "</svg>")]
    [InlineData("<span href=https://target.example/p>")]
    [InlineData("<a routerLink=https://target.example/p>")]
    [InlineData("<a onclick=\"location='https://target.example/p'\">")]
    [InlineData("<a href=\"javascript:open('https://target.example/p')\">")]
    [InlineData("<a href=#https://target.example/p>")]
    [InlineData("<a href=/other href=https://target.example/p>")]
    [InlineData("<a href=https://target.example.evil.example/p>")]
    public void Does_not_count(string html) => Assert.Empty(Read(html).Links);

    [Fact]
    public void An_attribute_that_holds_a_select_is_read_as_it_is_written() => Assert.Equal(
        ["a<select>b</select>"], Assert.Single(Read("<a href=https://target.example/p rel='a<select>b</select>'>tea</a>").Links).Rel);

    [Fact]
    public void A_template_as_deep_as_a_browser_would_lift_it_out_still_hides_its_links() =>
        Assert.Empty(Read(string.Concat(Enumerable.Repeat("<i>", 600)) + "<template>" + Pages.Link).Links);

    [Fact]
    public void Links_to_the_targets_site_are_kept_and_others_counted_where_they_leave_the_host()
    {
        var page = Read(
            Pages.Link + "<a href=/here><a href=https://other.example><a href=https://www.target.example/q><a href=mailto:a@b.example>");
        Assert.Equal(["https://target.example/p", "https://www.target.example/q"], page.Links.Select(link => link.Href.Href));
        Assert.Equal(3, page.OutboundLinks);
    }

    [Fact]
    public void Rel_is_split_at_spaces_and_commas_lower_cased_and_without_repeats() =>
        Assert.Equal(
            ["ugc", "nofollow", "noopener"], Read("<a href=//target.example/p rel='UGC,nofollow\tnoopener , ugc'>x</a>").Links[0].Rel);

    [Theory]
    [InlineData("<a href=//target.example/p> two \n <b>words</b>\u00a0</a>", "two words", false)]
    [InlineData("<a href=//target.example/p>one<i>word</i></a>", "oneword", false)]
    [InlineData("<a href=//target.example/p><div>one</div><div>two</div></a>", "one two", false)]
    [InlineData("<a href=//target.example/p><img alt='an image'><img alt=two></a>", "an image two", true)]
    [InlineData("<a href=//target.example/p><img alt=no>text</a>", "text", false)]
    [InlineData("<a href=//target.example/p><img src=x></a>", "", true)]
    [InlineData("<a href=//target.example/p></a>", "", false)]
    [InlineData("<a href=//target.example/p>a<script>b</script><style>c</style></a>", "a", false)]
    [InlineData("<map><area href=//target.example/p alt='a shape'></map>", "a shape", true)]
    public void The_anchor_is_the_text_or_the_alt_texts(string html, string anchor, bool isImage)
    {
        var link = Read(html).Links[0];
        Assert.Equal(anchor, link.Anchor);
        Assert.Equal((isImage, isImage && anchor.Length == 0), (link.IsImage, link.IsImageWithoutAlt));
    }

    [Theory]
    [InlineData("<p>", Placement.Content)]
    [InlineData("<footer><nav>", Placement.Footer)]
    [InlineData("<noscript>", Placement.Noscript)]
    [InlineData("<p><noscript>", Placement.Noscript)]
    [InlineData("<div hidden>", Placement.Hidden)]
    [InlineData("<div hidden=until-found>", Placement.Content)]
    [InlineData("<ol class=commentlist><li>", Placement.Comment)]
    public void Ancestors_tell_the_placement(string before, Placement expected)
    {
        var page = Read(before + Pages.Link + Pages.Link);
        Assert.All(page.Links, link => Assert.Equal(expected, link.Placement));
    }

    [Fact]
    public void The_tag_stands_as_written_with_its_byte_offset()
    {
        const string tag = "<A title='5 > 4'  HREF=\"//target.example/p\" >";
        var before = "é\r\n🦄<p>";
        var link = Read(before + tag + "x</a>").Links[0];
        Assert.Equal(tag, link.Tag);
        Assert.Equal(Encoding.UTF8.GetByteCount(before), link.Offset);
        Assert.Equal(500, Read("<a href=//target.example/p title='" + new string('x', 9000) + "'>").Links[0].Tag.Length);
    }

    [Fact]
    public void A_link_that_the_parser_split_in_two_is_told_twice_the_second_time_without_a_place()
    {
        var links = Read("<a href=//target.example/p rel=ugc><p>text</a>").Links;
        Assert.Equal(2, links.Count);
        Assert.Null(links[1].Offset);
        Assert.Equal("<a href=\"//target.example/p\" rel=\"ugc\">", links[1].Tag);
    }

    [Fact]
    public void The_first_base_with_an_href_holds_for_all_links_even_those_before_it()
    {
        var page = Read("<a href=p>x</a><base target=_top><base href=//target.example/q/..><base href=/other>");
        Assert.Equal("https://target.example/", page.BaseUrl.Href);
        Assert.Equal("https://target.example/p", Assert.Single(page.Links).Href.Href);
        Assert.Equal("https://source.example/dir/page.html", Read("<base href='https://%'>").BaseUrl.Href);
    }

    [Fact]
    public void In_noscript_only_links_are_honoured()
    {
        const string inside = "<base href=//target.example><meta name=robots content=noindex><meta http-equiv=refresh "
            + "content='0;url=/x'><link rel=canonical href=/y>";
        foreach (var html in new[] { $"<head><noscript>{inside}</noscript></head>", $"<body><noscript>{inside}</noscript>" })
        {
            var page = Read(html + "<body>");
            Assert.Empty(page.Robots);
            Assert.Empty(page.Canonicals);
            Assert.Null(page.Refresh);
            Assert.Equal("https://source.example/dir/page.html", page.BaseUrl.Href);
        }
    }

    [Fact]
    public void A_pixel_in_the_heads_noscript_does_not_push_the_rest_of_the_head_out_of_it()
    {
        var page = Read("<head><noscript><img src=pixel><meta http-equiv=refresh content='0;/x'></noscript><link rel=canonical "
            + "href=/c></head><body><link rel=canonical href=/d>");
        Assert.Equal("https://source.example/c", Assert.Single(page.Canonicals).Href.Href);
        Assert.Null(page.Refresh);
        Assert.Equal(Placement.Content, Assert.Single(Read("<head><noscript><img></noscript></head>" + Pages.Link).Links).Placement);
    }

    [Fact]
    public void Robots_tags_count_wherever_they_stand_for_robots_and_googlebot()
    {
        var page = Read("<META Name=ROBOTS content='NoIndex'><meta name=bingbot content=none><body><meta name=googlebot "
            + "content=nofollow><template><meta name=robots content=none></template>");
        Assert.Equal([("robots", "NoIndex"), ("googlebot", "nofollow")], page.Robots.Select(meta => (meta.Agent, meta.Content)));
        Assert.Equal("<META Name=ROBOTS content='NoIndex'>", page.Robots[0].Tag);
    }

    [Fact]
    public void Canonicals_count_in_the_head_only_and_are_resolved()
    {
        var page = Read("<head><link rel='x Canonical' href=../a><link rel=canonical href=https://o.example/><link "
            + "rel=canonical><body><link rel=canonical href=/b>");
        Assert.Equal(["https://source.example/a", "https://o.example/"], page.Canonicals.Select(tag => tag.Href.Href));
        Assert.Equal("<link rel='x Canonical' href=../a>", page.Canonicals[0].Tag);
    }

    [Fact]
    public void The_first_refresh_is_told()
    {
        var page = Read("<meta http-equiv=refresh content=soon><meta http-equiv=Refresh content='5; URL=\"/next\"'><meta "
            + "http-equiv=refresh content='0;/later'>");
        Assert.Equal((5.0, "https://source.example/next"), (page.Refresh!.Seconds, page.Refresh.Url.Href));
    }

    [Fact]
    public void Title_text_scripts_and_password_field_are_told()
    {
        var page = Read(
            """
            <title> A
             title </title><style>p{}</style><p>One</p><p>two<b>three</b><script>let x</script><script type=module>y</script>
            <script type=application/ld+json>{}</script><script type=text/template>z</script><noscript>hidden</noscript>
            """ + "<form><input type=PassWord></form>");
        Assert.Equal("A title", page.Title);
        Assert.Equal("One twothree", page.Text);
        Assert.Equal(12, page.TextLength);
        Assert.Equal(2, page.Scripts);
        Assert.True(page.HasPasswordField);
    }

    [Fact]
    public void The_text_is_a_sample_and_its_length_that_of_the_whole()
    {
        var page = Read("<p>" + string.Join(' ', Enumerable.Repeat("word", 2000)));
        Assert.Equal(4096, page.Text.Length);
        Assert.Equal(9999, page.TextLength);
    }

    [Theory]
    [InlineData("<script>go('https://target.example/p')</script>", true)]
    [InlineData("<script type=application/json>{\"u\":\"https:\\/\\/www.target.example\\/p?x=1\\u0026y\"}</script>", true)]
    [InlineData("<script>'//target.example\\u002Fp/'</script>", true)]
    [InlineData("<script type=application/ld+json>{\"u\":\"https://target.example/p\"}</script>", false)]
    [InlineData("<script>'https://target.example/pq'</script>", false)]
    [InlineData("<script>'https://target.example/'</script>", false)]
    [InlineData("<script>'https://mytarget.example/p'</script>", false)]
    [InlineData("<script>'https://target.example/p'</script>" + Pages.Link, false)]
    [InlineData("<div><template shadowrootmode=open>" + Pages.Link + "</template></div>", true)]
    [InlineData("<div><template>" + Pages.Link + "</template></div>", false)]
    public void A_target_that_only_a_script_or_a_shadow_root_holds_is_told_as_scripted(string html, bool isScripted) =>
        Assert.Equal(isScripted ? ["https://target.example/p"] : [], Read(html).ScriptedTargets);

    [Fact]
    public void A_link_in_a_shadow_root_is_not_in_the_document() =>
        Assert.Empty(Read("<div><template shadowrootmode=open>" + Pages.Link + "</template></div>").Links);

    [Fact]
    public void Reading_ends_when_the_caller_gives_up()
    {
        using var given = new CancellationTokenSource();
        given.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new AngleSharpReader(TimeProvider.System).Read(Pages.Source(Pages.Link), given.Token));
    }

    private static PageReading Read(string html) =>
        new AngleSharpReader(TimeProvider.System).Read(Pages.Source(html), TestContext.Current.CancellationToken);
}
