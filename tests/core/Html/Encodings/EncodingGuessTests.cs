using System.Text;
using LinkWatch.Html;
using LinkWatch.Html.Encodings;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Html.Encodings;

/// <summary>
/// Pages that declare no encoding, made of the sentences in <c>sentences.tsv</c> in every encoding that their language uses.
/// </summary>
public sealed class EncodingGuessTests
{
    private static readonly LinkTarget Shop = new(WebUrl.Parse("https://shop.example/"), MatchMode.Domain);

    private readonly AngleSharpReader reader = new(TimeProvider.System);

    [Fact]
    public void Undeclared_pages_are_read_in_their_own_encoding()
    {
        var wrong = new List<string>();
        var (right, of) = (0, 0);
        foreach (var page in Generated())
        {
            of++;
            if (Guessed(page) is { Links: [var link, ..] } reading && link.Href.Equals(page.Address) && link.Anchor == page.Word
                && reading.Title == page.Word)
                right++;
            else wrong.Add(page.Id);
        }

        Suites.Score("guessed encodings", right, of, $"read as written; wrong: {string.Join(", ", wrong)}");
        Assert.True(of >= 200);
        Assert.True(right >= 0.95 * of, string.Join(", ", wrong));
    }

    [Fact]
    public void A_link_on_an_undeclared_page_is_never_taken_for_lost()
    {
        foreach (var page in Generated())
        {
            var verdict = Verdict(page.Body, new LinkTarget(page.Address));
            Assert.True(verdict.Status == Status.Live, $"{page.Id}: {verdict.Status} {string.Join("; ", verdict.Evidence)}");
            Assert.Equal(page.Word, verdict.Links[0].Anchor);
        }
    }

    [Fact]
    public void An_address_in_ascii_is_found_and_missed_on_undeclared_pages_as_on_any()
    {
        foreach (var page in Generated())
        {
            Assert.Equal(Status.Live, Verdict(page.Body, new LinkTarget(WebUrl.Parse("https://shop.example/plain"))).Status);
            var gone = Verdict(page.Body, new LinkTarget(WebUrl.Parse("https://shop.example/offer")));
            Assert.True(gone.Reasons.Contains(Reason.LinkRemoved), $"{page.Id}: {string.Join("; ", gone.Evidence)}");
        }
    }

    [Theory]
    [InlineData("<p>чай и кофе</p><a href='https://shop.example/кофе'>x</a>", "unreadable")]
    [InlineData("<p>чай и кофе</p><a href='https://other.example/кофе'>x</a>", "link-removed")]
    [InlineData("<p>чай и кофе</p><a href='https://shop.example/coffee'>x</a>", "link-removed")]
    [InlineData("<p>чай и кофе</p><a href='https://shop.example/%D0%BA'>x</a>", "link-removed")]
    [InlineData("<p>чай и кофе</p><a href='https://магазин.example/чай'>x</a>", "unreadable")]
    [InlineData("<base href='https://shop.example/кофе/'><p>чай и кофе</p><a href='x'>x</a>", "unreadable")]
    [InlineData("<p>чай и кофе, без ссылки</p>", "link-removed")]
    public void A_foreign_address_that_no_encoding_shows_is_lost_only_where_none_is_left_to_misread(string html, string reason)
    {
        var body = CharsetLabels.Find("windows-1251")!.Encoding.GetBytes(html);
        var verdict = Verdict(body, new LinkTarget(WebUrl.Parse("https://shop.example/чай")));
        Assert.Equal(reason, verdict.Reasons[0].Name());
    }

    [Fact]
    public void An_address_of_another_tracked_site_leaves_nothing_to_misread()
    {
        var body = CharsetLabels.Find("windows-1251")!.Encoding.GetBytes("<p>чай и кофе</p><a href='https://cafe.example/кофе'>x</a>");
        LinkTarget[] targets = [new(WebUrl.Parse("https://shop.example/чай")), new(WebUrl.Parse("https://cafe.example/кофе"))];

        var reading = new AngleSharpReader(TimeProvider.System).Read(
            new PageSource(WebUrl.Parse("https://blog.example/post"), body, "text/html", targets), TestContext.Current.CancellationToken);

        Assert.Equal("https://cafe.example/%D0%BA%D0%BE%D1%84%D0%B5", Assert.Single(reading.Links).Href.Href);
        Assert.Empty(reading.TargetDoubts);
    }

    [Theory]
    [InlineData("windows-1251", "<p>x</p><a href='https://shop.example/чай'>y</a>", "https://shop.example/чай")]
    [InlineData("koi8-r", "<p>x</p><a href='https://shop.example/чай'>y</a>", "https://shop.example/чай")]
    [InlineData("shift_jis", "<p>x</p><a href='https://shop.example/表'>y</a>", "https://shop.example/表")]
    [InlineData("euc-kr", "<p>x</p><a href='https://shop.example/차'>y</a>", "https://shop.example/차")]
    [InlineData("big5", "<p>x</p><a href='https://shop.example/茶'>y</a>", "https://shop.example/茶")]
    [InlineData("gbk", "<base href='https://shop.example/茶/'><p>x</p><a href='green'>y</a>", "https://shop.example/茶/green")]
    [InlineData("windows-1253", "<p>x</p><a href='https://τσάι.example/'>y</a>", "https://τσάι.example/")]
    [InlineData("iso-8859-2", "<p>x</p><a href='https://shop.example/č'>y</a>", "https://shop.example/č")]
    [InlineData("macintosh", "<p>x</p><a href='https://shop.example/é'>y</a>", "https://shop.example/é")]
    [InlineData("windows-1254", "<p>x</p><a href='https://shop.example/ş'>y</a>", "https://shop.example/ş")]
    [InlineData("windows-1251", "<p>x</p><a href='https://shop.example/?q=&#1095;'>y</a><p>ю", "https://shop.example/?q=%F7")]
    public void A_page_too_short_for_a_guess_is_read_in_each_encoding_until_the_link_is_seen(string encoding, string html, string target)
    {
        var body = CharsetLabels.Find(encoding)!.Encoding.GetBytes(html);
        Assert.Equal(Status.Live, Verdict(body, new LinkTarget(WebUrl.Parse(target))).Status);
    }

    [Fact]
    public void A_link_found_by_its_encoding_says_so_in_the_evidence()
    {
        var body = CharsetLabels.Find("windows-1251")!.Encoding.GetBytes("<p>Чай</p><a href='https://shop.example/чай'>чай</a>");
        var verdict = Verdict(body, new LinkTarget(WebUrl.Parse("https://shop.example/чай")));
        Assert.Contains(verdict.Evidence, line => line.Contains("was read as windows-1251", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("“Tea’s up,” she said – the kettle’s on… It’s £5 a pot.")]
    [InlineData("A naïve café owner’s résumé")]
    [InlineData("© 2004 Tea House®")]
    [InlineData("Übergröße")]
    [InlineData("25°C")]
    public void Western_text_with_few_marks_is_still_windows_1252(string text) =>
        Assert.Equal("windows-1252", PageEncoding.Sniff(CharsetLabels.Find("windows-1252")!.Encoding.GetBytes(text), null).Charset.Name);

    [Fact]
    public void Utf8_with_a_broken_character_is_read_as_utf8()
    {
        byte[] body = [.. "<p>Чайник на холме поёт"u8, 0xD0, .. "</p><a href='https://shop.example/чай'>x</a>"u8];
        Assert.Equal("utf-8", PageEncoding.Sniff(body, "text/html").Charset.Name);
        Assert.Equal(Status.Live, Verdict(body, new LinkTarget(WebUrl.Parse("https://shop.example/чай"))).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16_without_its_mark_is_read_and_its_missing_link_is_in_doubt(bool isBigEndian)
    {
        var utf16 = new UnicodeEncoding(isBigEndian, byteOrderMark: false);
        var body = utf16.GetBytes("<!doctype html><title>Tea</title><p>Notes</p><a href='https://shop.example/tea'>x</a>");
        Assert.Equal(Status.Live, Verdict(body, new LinkTarget(WebUrl.Parse("https://shop.example/tea"))).Status);
        Assert.Equal([Reason.Unreadable], Verdict(body, new LinkTarget(WebUrl.Parse("https://shop.example/offer"))).Reasons);
    }

    [Fact]
    public void A_canonical_whose_address_hangs_on_the_guess_is_no_news()
    {
        var body = CharsetLabels.Find("windows-1251")!.Encoding.GetBytes(
            "<link rel=canonical href='https://blog.example/ю'><p>ю</p><a href='https://shop.example/tea'>x</a>");
        Assert.Equal(Status.Live, Verdict(body, new LinkTarget(WebUrl.Parse("https://shop.example/tea"))).Status);
    }

    private PageReading Guessed(GeneratedPage page) => reader.Read(Source(page.Body, Shop), TestContext.Current.CancellationToken);

    private Verdict Verdict(byte[] body, LinkTarget target) => Judge.One(
        new PageAnswer
        {
            Requested = Source(body, target).Url,
            Final = Source(body, target).Url,
            HttpStatus = 200,
            End = LinkWatch.Fetching.BodyEnd.Whole,
            Size = body.Length,
            Reading = reader.Read(Source(body, target), TestContext.Current.CancellationToken),
            Now = DateTimeOffset.UnixEpoch,
        },
        target);

    private static PageSource Source(byte[] body, LinkTarget target) =>
        new(WebUrl.Parse("https://blog.example/post"), body, "text/html", [target]);

    /// <summary>Of each language and encoding: long pages and short ones.</summary>
    private static IEnumerable<GeneratedPage> Generated()
    {
        foreach (var line in Repository.Read("tests/core/Html/Encodings/sentences.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t');
            var sentences = fields[2..];
            string[][] choices = [sentences, sentences[..3], sentences[1..3], [sentences[0]], [sentences[1]], [sentences[2]]];
            foreach (var encoding in fields[1].Split(' '))
            {
                for (var i = 0; i < choices.Length; i++)
                    yield return GeneratedPage.Of($"{fields[0]} in {encoding}, {i}", string.Join(' ', choices[i]), encoding);
            }
        }
    }

    private sealed record GeneratedPage(string Id, byte[] Body, string Word, WebUrl Address)
    {
        public static GeneratedPage Of(string id, string text, string encoding)
        {
            var word = text.Split([' ', '.', ',', ';', '。', '、', '，'], StringSplitOptions.RemoveEmptyEntries)
                .Where(each => !Ascii.IsValid(each)).MaxBy(each => each.Length)!;
            var html = $"<!doctype html><html><head><title>{word}</title></head><body><p>{text}</p>"
                + $"<p><a href=\"https://shop.example/{word}\">{word}</a> "
                + "<a href=\"https://shop.example/plain\">plain</a></p></body></html>";
            var bytes = CharsetLabels.Find(encoding)!.Encoding.GetBytes(html);
            return new GeneratedPage(id, bytes, word, WebUrl.Parse($"https://shop.example/{word}"));
        }
    }
}
