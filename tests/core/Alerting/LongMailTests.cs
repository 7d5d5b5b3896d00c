using System.Text;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Alerting;

/// <summary>Mails about more than they list.</summary>
public sealed class LongMailTests
{
    private const int Many = 200_000;

    [Fact]
    public void A_digest_of_many_changes_keeps_and_lists_the_first_five_hundred_addresses_and_counts_all()
    {
        var changes = new DigestChanges();
        foreach (var i in Shuffled()) changes.Add(new HistoryRow($"{i}", Address(i), Target, SampleDigest.Lost));

        Assert.Equal((Many, 500), (changes.Count, changes.ToList().Count));
        Assert.Equal(Enumerable.Range(0, 500).Select(Address), changes.Select(change => change.Source));
        var mail = DigestMail.Compose(TestPipeline.Site, new Digest { Changes = changes }, SampleDigest.Now);
        Assert.Equal("200000 links lost: shop.example", mail.Subject);
        Assert.Contains("And 199500 more: linkwatch history --site shop", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_the_same_address_as_the_last_that_is_listed_stays_behind_it()
    {
        var changes = new DigestChanges();
        for (var i = 0; i < 550; i++) changes.Add(new HistoryRow($"{i}", Address(1), Target, SampleDigest.Lost));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), changes.Select(change => change.LinkId));
    }

    [Theory]
    [InlineData("https://blog.example/")]
    [InlineData("https://blog.example/2026/05/how-to-brew-a-pot-of-mountain-tea-and-live/")]
    public void The_html_of_a_digest_of_five_hundred_changes_fits_what_gmail_shows_and_loses_none(string folder)
    {
        var changes = new DigestChanges();
        for (var i = 0; i < 500; i++) changes.Add(new HistoryRow($"{i}", WebUrl.Parse($"{folder}{i:d6}"), Target, SampleDigest.Lost));

        var html = DigestMail.Compose(
            TestPipeline.Site, new Digest { Changes = changes, Dashboard = SampleDigest.Dashboard }, SampleDigest.Now).Html;

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 40_000, 100 * 1024);
        Assert.Contains(
            "<a href=\"https://links.example/dashboard/sites/shop/links?status=lost\"", html, StringComparison.Ordinal);
        Assert.Equal(500, Enumerable.Range(0, 500).Count(i => html.Contains($"href=\"{folder}{i:d6}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_the_html_of_a_digest_has_no_room_for_is_counted_with_the_command_that_shows_it()
    {
        var changes = new DigestChanges();
        var folder = $"https://blog.example/{new string('a', 1000)}/";
        for (var i = 0; i < 500; i++) changes.Add(new HistoryRow($"{i}", WebUrl.Parse($"{folder}{i:d6}"), Target, SampleDigest.Lost));

        var html = DigestMail.Compose(TestPipeline.Site, new Digest { Changes = changes }, SampleDigest.Now).Html;

        var listed = Enumerable.Range(0, 500).Count(i => html.Contains($"href=\"{folder}{i:d6}\"", StringComparison.Ordinal));
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 60_000, 100 * 1024);
        Assert.Contains($"And {500 - listed} more: <code", html, StringComparison.Ordinal);
        Assert.Contains(">linkwatch history --site shop</code>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_html_of_many_incidents_after_many_changes_fits_what_gmail_shows()
    {
        var changes = new DigestChanges();
        for (var i = 0; i < 500; i++) changes.Add(new HistoryRow($"{i}", Address(i), Target, SampleDigest.Lost));
        var incidents = Enumerable.Range(0, 45).Select(i => new IncidentNewsRow("digest", IsBack: false, new IncidentRow
        {
            Incident = new Incident($"host-{i}", IncidentCause.Nofollow, $"inn{i}.example", SampleDigest.Now.AddDays(-2)),
            FirstConfirmedAt = SampleDigest.Now.AddDays(-1),
            Members = 38,
            NotifiedAt = SampleDigest.Now,
            Reasons = [Reason.RelNofollow],
            Samples = [new HistoryRow($"{i}", Address(i), Target, SampleDigest.Nofollowed)],
        }));

        var html = DigestMail.Compose(
            TestPipeline.Site,
            new Digest { Changes = changes, Incidents = [.. incidents], Dashboard = SampleDigest.Dashboard },
            SampleDigest.Now).Html;

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 60_000, 100 * 1024);
    }

    [Fact]
    public void What_is_not_listed_is_a_page_of_the_dashboard_away()
    {
        var changes = new DigestChanges();
        for (var i = 0; i < 600; i++) changes.Add(new HistoryRow($"{i}", Address(i), Target, SampleDigest.Lost));
        var mail = DigestMail.Compose(
            TestPipeline.Site, new Digest { Changes = changes, Dashboard = SampleDigest.Dashboard }, SampleDigest.Now);

        Assert.Contains(
            "And 100 more: https://links.example/dashboard/sites/shop/links?status=lost\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("\nOpen the list: https://links.example/dashboard/sites/shop/changes\n", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("linkwatch history", mail.Text + mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_became_of_a_link_later_is_said_although_that_change_is_not_listed()
    {
        var changes = new DigestChanges();
        var back = SampleDigest.Lost with { Kind = ChangeKind.Back, Old = Status.Lost, New = Status.Live, At = SampleDigest.Now };
        for (var i = 0; i < 600; i++) changes.Add(new HistoryRow($"{i}", Address(i), Target, back));
        changes.Add(new HistoryRow("last", Address(999_999), Target, SampleDigest.Lost));
        changes.Add(new HistoryRow("last", Address(999_999), Target, back));

        var text = DigestMail.Compose(TestPipeline.Site, new Digest { Changes = changes }, SampleDigest.Now).Text;

        Assert.DoesNotContain(changes, change => change is { LinkId: "last", Change.Kind: ChangeKind.Back });
        Assert.Contains("  Meanwhile: back, on Mon 5 Jan 2026, 08:30", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mailto:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_many_links_keeps_and_lists_fifty_of_a_kind_and_counts_all()
    {
        var links = Imported(Many);

        Assert.Equal((Many, 50), (links.Count, links.ToList().Count));
        var mail = ImportReportMail.Compose(
            TestPipeline.Site, new ImportBatchRow { ImportId = "1", At = SampleDigest.Now, Source = "links.csv" }, links, []);
        Assert.Equal("200000 links imported, 100000 live, 100000 nofollow: shop.example", mail.Subject);
        Assert.Contains("And 99950 more: linkwatch export --site shop", mail.Text, StringComparison.Ordinal);
    }

    /// <summary>Half of them live.</summary>
    internal static ImportedLinks Imported(int count)
    {
        var links = new ImportedLinks();
        foreach (var i in Shuffled().Take(count)) links.Add(Link(i, i % 2 == 0 ? Status.Live : Status.Nofollow));
        return links;
    }

    private static LinkTarget Target { get; } = new(WebUrl.Parse("https://shop.example/"));

    private static WebUrl Address(int i) => WebUrl.Parse($"https://blog.example/{i:d6}");

    /// <summary>Every number once: 7,919 is prime, and no factor of their count.</summary>
    private static IEnumerable<int> Shuffled() => Enumerable.Range(0, Many).Select(i => (int)(i * 7919L % Many));

    private static LinkRow Link(int i, Status status) => new()
    {
        LinkId = $"{i}",
        Link = new Backlink { Source = Address(i), Target = Target },
        Page = new PageKey(0, Cadence.Daily, "0"),
        Status = status,
    };
}
