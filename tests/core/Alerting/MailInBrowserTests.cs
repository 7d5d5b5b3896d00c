using System.Text.RegularExpressions;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Alerting;

/// <summary>A digest in Chromium.</summary>
public sealed class MailInBrowserTests
{
    private const string Probe = """
        <script>
        const style = getComputedStyle(document.body);
        const overflow = document.documentElement.scrollWidth > innerWidth;
        top.document.title = `color ${style.color} overflow ${overflow} scripts ${document.scripts.length}`;
        </script>
        """;

    private static readonly string[] Attacks =
    [
        "<script>document.body.dataset.run = 1</script>",
        "<img src=x onerror=\"document.body.dataset.run = 1\">",
        "\"><svg onload=document.body.dataset.run=1>",
        "</title></p></td></table><script>document.body.dataset.run = 1</script>",
        "'-document.body.setAttribute('data-run',1)-'",
        "javascript:document.body.dataset.run=1",
        "<!--way-out--><script>document.body.dataset.run=1</script>",
    ];

    [Theory]
    [InlineData(false, 720, "rgb(23, 32, 42)")]
    [InlineData(true, 720, "rgb(230, 234, 238)")]
    [InlineData(false, 400, "rgb(23, 32, 42)")]
    [InlineData(true, 400, "rgb(230, 234, 238)")]
    public async Task A_digest_fits_narrow_and_wide_and_follows_the_readers_colours(bool isDark, int width, string color)
    {
        var html = SampleDigest.Compose().Html;

        Assert.Contains(
            $"<title>color {color} overflow false scripts 1</title>", await SeenAsync(html, isDark, width), StringComparison.Ordinal);
        if (Golden.IsOverwriting)
        {
            var name = $"digest-{(isDark ? "dark" : "light")}-{(width < 500 ? "narrow" : "wide")}.png";
            await Chromium.PictureAsync(
                html, isDark, width, width < 500 ? 4250 : 3400, Path.Combine(Repository.Root, "docs", "images", name));
        }
    }

    public static TheoryData<string, int> Kinds =>
    [
        .. new[] { "digest", "weekly", "import", "unverified" }.SelectMany(kind => new[] { 320, 800 }.Select(width => (kind, width)))
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_kind_of_mail_fits_a_small_phone_and_a_wide_window(string kind, int width)
    {
        var html = MailOf(kind).Html;

        Assert.Contains(" overflow false scripts 1</title>", await SeenAsync(html, isDark: false, width), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_text_of_others_runs_in_a_digest()
    {
        var rows = Attacks.Select((attack, i) => new HistoryRow(
            $"{i}",
            WebUrl.Parse($"https://blog.example/{Uri.EscapeDataString(attack)}"),
            new LinkTarget(WebUrl.Parse("https://shop.example/")),
            Hostile(attack))
        { Title = attack }).ToList();
        var contacts = rows.ToDictionary(row => row.LinkId, row =>
            Attacks[int.Parse(row.LinkId, System.Globalization.CultureInfo.InvariantCulture)]);
        var html = DigestMail.Compose(
            TestPipeline.Site,
            new Digest { Changes = [.. rows], Contacts = contacts, Dashboard = SampleDigest.Dashboard },
            SampleDigest.Now).Html;

        var seen = await Chromium.RunAsync(html, isDark: false, 720);

        Assert.DoesNotContain("data-run", Regex.Match(seen, "<body[^>]*>", RegexOptions.NonBacktracking).Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", seen, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", seen, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<string> SeenAsync(string html, bool isDark, int width) =>
        Chromium.RunAsync(html.Replace("</body>", Probe + "</body>", StringComparison.Ordinal), isDark, width);

    private static MailText MailOf(string kind)
    {
        var site = TestPipeline.Site;
        return kind switch
        {
            "weekly" => WeeklySummaryMail.Compose(
                site, SampleDigest.Days, SampleDigest.Now.AddDays(-9), [], SampleDigest.Now, SampleDigest.Dashboard),
            "import" => ImportReportMail.Compose(
                site, new ImportBatchRow { ImportId = "1", At = SampleDigest.Now, Source = "links.csv" }, LongMailTests.Imported(20), [],
                SampleDigest.Dashboard),
            "unverified" => UnverifiedMail.Compose(
                site, SampleDigest.Coverage with { Unverified = 8, UnverifiedSince = SampleDigest.Now.AddDays(-9) }, [],
                SampleDigest.Dashboard),
            _ => SampleDigest.Compose(),
        };
    }

    private static LinkChange Hostile(string text) => SampleDigest.Lost with
    {
        Evidence = [text],
        OldDetail = new LinkDetail("https://shop.example/", text, Placement.Content, [text]),
    };
}
