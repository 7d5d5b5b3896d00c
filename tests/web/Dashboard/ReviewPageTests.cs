using System.Net;
using System.Text;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Profile;
using LinkWatch.Urls;
using LinkWatch.Web.Dashboard;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.Extensions.Primitives;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>The page of links that are worth a look, and the disavow file on it.</summary>
public sealed class ReviewPageTests : IAsyncLifetime
{
    private const string Review = "/dashboard/sites/shop/review";

    private DashboardInProcess dashboard = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Visitor Owner => DashboardInProcess.Owner;

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        await PutAsync(Row("a.spam.example", "online casino", Status.Live));
        await PutAsync(Row("b.spam.example", "tea", Status.Nofollow));
        await PutAsync(Row("friendly.example", "poker night", Status.Live));
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task It_shows_each_flag_with_its_evidence_and_the_policy()
    {
        var html = await HtmlAsync(Review);

        Assert.Contains("the anchor “online casino” has the word “casino”", html, StringComparison.Ordinal);
        Assert.Contains("Google, “Link spam”</a>", html, StringComparison.Ordinal);
        Assert.Contains("No link has this flag now.", await HtmlAsync(Review + "?flag=hidden"), StringComparison.Ordinal);
        Assert.DoesNotContain("toxic", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_friend_is_no_longer_flagged_until_it_is_taken_back()
    {
        var done = await ActAsync(ReviewViews.Friend, Id("friendly.example"));

        Assert.Contains("1 domain kept as a friend", await HtmlAsync(done.Location), StringComparison.Ordinal);
        Assert.Equal(["friendly.example"], (await SiteAsync()).Friends);
        Assert.DoesNotContain("poker night", await HtmlAsync(Review), StringComparison.Ordinal);

        await dashboard.PostAsync(Review + "/friends", Owner, new() { ["friend"] = "friendly.example" });

        Assert.Null((await SiteAsync()).Friends);
        Assert.Contains("poker night", await HtmlAsync(Review), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_friend_is_never_disavowed()
    {
        await ActAsync(ReviewViews.Friend, Id("friendly.example"));

        var asked = await ActAsync(ReviewViews.Disavow, Id("friendly.example"));

        Assert.Contains("friendly.example is left out: it is one of the site", asked.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Download disavow.txt", asked.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_comes_only_after_both_questions()
    {
        var asked = await ActAsync(ReviewViews.Disavow, Id("a.spam.example"));
        Assert.Contains("domain:spam.example", asked.Html, StringComparison.Ordinal);
        Assert.Contains("<legend>Live, followed links</legend>", asked.Html, StringComparison.Ordinal);
        const string Entries = "https://a.spam.example/page";

        var noReason = await ExportAsync(Entries, reason: null, followed: "yes");
        var notEven = await ExportAsync(Entries, "cannot-remove", followed: null);
        var file = await ExportAsync(Entries, "cannot-remove", followed: "yes");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (noReason.Status, notEven.Status));
        Assert.Contains("Nothing was written: say which of the two it is.", noReason.Html, StringComparison.Ordinal);
        Assert.Contains(
            "Nothing was written: to disavow the live, followed links too, tick the box.", notEven.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.Contains("attachment; filename=disavow.txt", file.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Matches(
            "^# [0-9-]{10} cannot-remove: .* \\(and 1 more link\\)\ndomain:spam.example\n$".Replace("\\(", "[(]", StringComparison.Ordinal),
            file.Html);
        Assert.Null(await dashboard.Pipeline.Get<SiteDisavow>().FindAsync("shop", Cancel));
    }

    [Fact]
    public async Task A_link_that_is_not_followed_takes_one_question_and_addresses_stay_addresses()
    {
        var file = await ExportAsync("https://b.spam.example/page", "manual-action", followed: null, form: "url");

        Assert.EndsWith("\nhttps://b.spam.example/page\n", file.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_link_is_found_behind_very_many_others()
    {
        for (var i = 0; i < 230; i++) await PutAsync(Row("many.example", "tea", Status.Nofollow, $"many-{i}", i));
        await PutAsync(Row("many.example", "tea", Status.Live, "live-one", 900) with { ChangedAt = SomeLinks.Now.AddYears(-3) });

        var refused = await ExportAsync("domain:many.example", "cannot-remove", followed: null);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("1 live, followed link", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_exported_goes_on_from_the_kept_file_byte_for_byte()
    {
        var kept = "\uFEFF# asked on 1 May\r\nDOMAIN:old.example\r\n";
        await dashboard.Pipeline.Get<SiteDisavow>().KeepAsync("shop", "disavow.txt", Encoding.UTF8.GetBytes(kept), Cancel);

        var file = await ExportAsync("new.example\nwww.old.example\nshop.example\nno domain", "manual-action", followed: null);
        var asItIs = await dashboard.GetAsync(Review + "/disavow.txt", Owner);

        Assert.StartsWith(kept, file.Html, StringComparison.Ordinal);
        Assert.EndsWith("no link of it is tracked\r\ndomain:new.example\r\n", file.Html, StringComparison.Ordinal);
        Assert.Equal(kept, asItIs.Html);
    }

    [Fact]
    public async Task A_sent_file_is_kept_once_it_was_looked_at_and_one_that_google_refuses_is_not()
    {
        var content = Convert.ToBase64String("domain:old.example\nnonsense\n"u8);

        var kept = await dashboard.PostAsync(Review + "/keep", Owner, new() { ["name"] = "mine.txt", ["content"] = content });
        var refused = await dashboard.PostAsync(
            Review + "/keep", Owner, new() { ["name"] = "x.txt", ["content"] = Convert.ToBase64String("a\0b"u8) });

        Assert.Contains("Kept as the site’s disavow file.", await HtmlAsync(kept.Location), StringComparison.Ordinal);
        Assert.Contains("did not arrive", await HtmlAsync(refused.Location), StringComparison.Ordinal);
        var file = (await dashboard.Pipeline.Get<SiteDisavow>().FindAsync("shop", Cancel))!;
        Assert.Equal(("mine.txt", "domain:old.example\nnonsense\n"), (file.Name, Encoding.UTF8.GetString(file.Bytes)));
    }

    [Fact]
    public async Task More_lines_than_a_form_takes_are_refused_with_the_way_to_do_it()
    {
        var lines = string.Join('\n', Enumerable.Range(0, DisavowViews.MaxEntries + 1).Select(i => $"s{i}.example"));

        var refused = await ExportAsync(lines, "manual-action", followed: null);

        Assert.Contains(
            "linkwatch disavow export --add FILE", await HtmlAsync(refused.Location), StringComparison.Ordinal);
    }

    private async Task<string> HtmlAsync(string address) => WebUtility.HtmlDecode((await dashboard.GetAsync(address, Owner)).Html);

    private Task<DashboardInProcess.Reply> ActAsync(string action, params string[] links) =>
        dashboard.PostAsync(Review, Owner, new() { ["action"] = action, ["link"] = new StringValues(links) });

    private Task<DashboardInProcess.Reply> ExportAsync(string entries, string? reason, string? followed, string form = "domain")
    {
        var fields = new Dictionary<string, StringValues> { ["entries"] = entries, ["as"] = form };
        if (reason is not null) fields["reason"] = reason;
        if (followed is not null) fields["followed"] = followed;
        return dashboard.PostAsync(Review + "/disavow", Owner, fields);
    }

    private async Task<Site> SiteAsync() => (await dashboard.Pipeline.Sites.FindSiteAsync("shop", Cancel))!.Row;

    private async Task PutAsync(LinkRow row) =>
        Assert.NotNull(await dashboard.Pipeline.Sites.CommitAsync("shop", LinkEdit.Commit([LinkEdit.Of(null, row)]), Cancel));

    private static string Id(string host) => Ids.Hash(host);

    private static LinkRow Row(string host, string anchor, Status status, string? id = null, int days = 3)
    {
        var row = SomeLinks.Row(host, status, new LinkDetail("https://shop.example/", anchor, Placement.Content, []), days);
        return row.With(id is null ? Id(host) : Ids.Hash(id)) with { ReferringDomain = PublicSuffix.BuiltIn.ReferringDomain(host) };
    }
}
