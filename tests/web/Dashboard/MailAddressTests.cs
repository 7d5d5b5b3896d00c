using System.Net;
using System.Text.RegularExpressions;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Alerting;
using LinkWatch.Tests.Support;
using LinkWatch.Web.Dashboard.SigningIn;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>The buttons of mails lead to pages that are there.</summary>
public sealed class MailAddressTests : IAsyncLifetime
{
    private static readonly Regex InMail = new(
        Regex.Escape(UnsubscribeLink.PublicUrl) + "(/dashboard[^\"\\s]*)", RegexOptions.NonBacktracking);

    private DashboardInProcess dashboard = null!;
    private LinkRow link = null!;

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        await dashboard.Pipeline.TrackAsync("https://blog.example/post");
        link = Assert.Single((await dashboard.Pipeline.Sites.ListLinksAsync("shop", null, 10, TestContext.Current.CancellationToken)).Rows)
            .Row;
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task Every_address_in_a_mail_opens_and_says_no_less_in_text_than_in_html()
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mail in All())
        {
            var (text, html) = (PathsIn(mail.Text), PathsIn(WebUtility.HtmlDecode(mail.Html)));
            Assert.NotEmpty(html);
            Assert.Subset(text, html);
            all.UnionWith(text);
        }

        foreach (var path in all)
        {
            var reply = await dashboard.GetAsync(path, DashboardInProcess.Owner);
            Assert.True(reply.Status == HttpStatusCode.OK, $"{path}: {reply.Status}");
        }

        Assert.Equal(
            [
                "changes", "imports", "incidents", "links", $"links/{link.LinkId}", "links?status=lost", "links?status=nofollow",
                "links?status=pending", "links?status=unindexed", "links?unverifiable=true", "spikes",
            ],
            all.Select(path => path["/dashboard/sites/shop/".Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_mail_about_a_target_leads_to_the_followed_links_to_it()
    {
        var target = new HistoryRow(
            Ids.Target("shop", link.Link.Target.Url), link.Link.Target.Url, link.Link.Target,
            SampleDigest.Lost with { Kind = ChangeKind.State, Reasons = [Reason.PageGone] })
        {
            Role = TrackedRole.Target,
            FollowedLinks = 12,
        };

        var mail = DigestMail.Compose(
            TestPipeline.Site, new Digest { Changes = [target], Dashboard = SampleDigest.Dashboard }, SampleDigest.Now);

        var address = Assert.Single(PathsIn(mail.Text), path => path.Contains("/links?", StringComparison.Ordinal));
        Assert.Equal("/dashboard/sites/shop/links?target=https%3A%2F%2Fshop.example%2F&status=live", address);
        Assert.Contains(address, PathsIn(WebUtility.HtmlDecode(mail.Html)));
        Assert.Contains("1 link", (await dashboard.GetAsync(address.Split('&')[0], DashboardInProcess.Owner)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_a_mail_is_where_one_is_after_signing_in()
    {
        var path = new DashboardLinks(new Uri(UnsubscribeLink.PublicUrl)).Links("shop", ListedStatus.Lost).PathAndQuery;

        var turnedAway = await dashboard.GetAsync(path, visitor: null);
        var back = Uri.UnescapeDataString(turnedAway.Location["/dashboard/sign-in?back=".Length..]);
        var signIn = dashboard.Pipeline.Get<SignInLinks>().For(new Uri("http://127.0.0.1"), DashboardInProcess.Operator, back);

        Assert.Equal(path, (await dashboard.GetAsync(signIn.PathAndQuery, visitor: null)).Location);
    }

    [Theory]
    [InlineData("https://links.example/watch/", "https://links.example/watch/dashboard/sites/shop/links/1")]
    [InlineData("http://127.0.0.1:7071", "http://127.0.0.1:7071/dashboard/sites/shop/links/1")]
    public void An_address_begins_with_the_public_one(string root, string address) =>
        Assert.Equal(address, new DashboardLinks(new Uri(root)).Link("shop", "1").AbsoluteUri);

    [Fact]
    public void Without_a_public_address_mails_have_none()
    {
        var mail = DigestMail.Compose(TestPipeline.Site, new Digest { Changes = [RowOf(SampleDigest.Lost)] }, SampleDigest.Now);

        Assert.DoesNotContain("dashboard", mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.Contains("All changes: linkwatch history --site shop", mail.Text, StringComparison.Ordinal);
    }

    private MailText[] All() =>
        [Digest(), .. ((Status?[])[Status.Lost, Status.Nofollow, Status.Unindexed, null]).Select(Report), Weekly(), Unverified()];

    /// <summary>More of each kind than is listed, an incident and a spike.</summary>
    private MailText Digest()
    {
        var changes = new DigestChanges();
        foreach (var status in (Status[])[Status.Lost, Status.Nofollow, Status.Unindexed])
            Add(SampleDigest.Lost with { New = status });
        Add(SampleDigest.Lost with { Kind = ChangeKind.Unverifiable });
        Add(SampleDigest.Lost with { Kind = ChangeKind.Back });
        var incident = new IncidentRow
        {
            Incident = new Incident("host-1", IncidentCause.Lost, "blog.example", SampleDigest.Now),
            FirstConfirmedAt = SampleDigest.Now,
            Members = 38,
            NotifiedAt = SampleDigest.Now,
            Samples = [RowOf(SampleDigest.Lost)],
        };
        var spike = new SpikeNews(
            SpikeKind.NewLinks, new DateOnly(2026, 1, 4), 41, 2.5, SpikeCall.Suspicious, []);
        return DigestMail.Compose(
            TestPipeline.Site,
            new Digest
            {
                Changes = changes,
                Incidents = [new IncidentNewsRow("digest", IsBack: false, incident)],
                Spikes = [spike],
                Dashboard = SampleDigest.Dashboard,
            },
            SampleDigest.Now);

        void Add(LinkChange change)
        {
            for (var i = 0; i < 501; i++) changes.Add(RowOf(change));
        }
    }

    /// <summary>The report of an import of which more than are listed turned out so.</summary>
    private MailText Report(Status? status)
    {
        var links = new ImportedLinks();
        for (var i = 0; i < 51; i++) links.Add(link with { Status = status, FirstReadAt = SampleDigest.Now });
        return ImportReportMail.Compose(
            TestPipeline.Site, new ImportBatchRow { ImportId = "1", At = SampleDigest.Now, Source = "links.csv" }, links, [],
            SampleDigest.Dashboard);
    }

    private static MailText Weekly() => WeeklySummaryMail.Compose(
        TestPipeline.Site, SampleDigest.Days, SampleDigest.Now.AddDays(-9), [], SampleDigest.Now, SampleDigest.Dashboard);

    private static MailText Unverified() =>
        UnverifiedMail.Compose(TestPipeline.Site, SampleDigest.Coverage with { Unverified = 8 }, [], SampleDigest.Dashboard);

    private HistoryRow RowOf(LinkChange change) =>
        SampleDigest.Row(link.LinkId, "https://blog.example/post", "https://shop.example/", change);

    private static HashSet<string> PathsIn(string mail) =>
        [.. InMail.Matches(mail).Select(match => match.Groups[1].Value)];
}
