using System.Net;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using LinkWatch.Web.Dashboard;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>The list of links: columns, saved views, and what is done with many links.</summary>
public sealed class LinkListTests : IAsyncLifetime
{
    private const string List = "/dashboard/sites/shop/links";

    private DashboardInProcess dashboard = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Visitor Owner => DashboardInProcess.Owner;

    public async ValueTask InitializeAsync() => dashboard = await DashboardInProcess.StartAsync();

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task A_list_has_the_columns_that_its_address_names_and_keeps_them_on_its_next_page()
    {
        await TrackAsync(60, i => new() { Cost = $"{i} EUR" });

        var usual = await dashboard.GetAsync(List, Owner);
        var chosen = await dashboard.GetAsync(List + "?columns=cost&columns=tags&columns=nonsense", Owner);

        Assert.Equal(["Choose", "Page", "Status", "Worth", "Anchor", "Links to", "Status since", "Tags"], Headers(usual.Html));
        Assert.Equal(["Choose", "Page", "Tags", "Cost"], Headers(chosen.Html));
        Assert.Contains("59 EUR", chosen.Html + (await dashboard.GetAsync(chosen.Next!, Owner)).Html, StringComparison.Ordinal);
        Assert.Equal(["Choose", "Page", "Tags", "Cost"], Headers((await dashboard.GetAsync(chosen.Next!, Owner)).Html));
    }

    [Fact]
    public async Task A_saved_view_is_one_click_away_with_its_filters_order_and_columns_and_its_CSV_follows()
    {
        await TrackAsync(3, i => new() { Tags = [i == 0 ? "guest" : "other"] });

        var saved = await dashboard.PostAsync(
            List + "/views?tag=guest&reason=&sort=address&columns=tags,cost", Owner, new() { ["name"] = "Guest <posts>" });
        var said = await dashboard.GetAsync(saved.Location, Owner);

        const string view = "?tag=guest&sort=address&columns=tags,cost";
        Assert.Contains("Saved as “Guest <posts>”.", WebUtility.HtmlDecode(said.Html), StringComparison.Ordinal);
        var address = Attribute(said.Html, "Guest &lt;posts&gt;</a>");
        Assert.Equal(List + view, Uri.UnescapeDataString(address));
        var shown = await dashboard.GetAsync(address, Owner);
        Assert.Equal(1, Count(shown.Html, "name=\"link\""));
        var csvAddress = address.Replace("/links?", "/links.csv?", StringComparison.Ordinal);
        var csv = await dashboard.GetAsync(csvAddress, Owner);
        Assert.Equal(2, csv.Html.Trim().Split('\n').Length);
        Assert.Contains("href=\"" + WebUtility.HtmlEncode(csvAddress), shown.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_is_renamed_and_removed()
    {
        foreach (var name in (string[])["a", "b"]) await dashboard.PostAsync(List + $"/views?tag={name}", Owner, new() { ["name"] = name });

        await dashboard.PostAsync(List + "/views", Owner, new() { ["action"] = "rename", ["view"] = "a", ["name"] = "z" });
        await dashboard.PostAsync(List + "/views", Owner, new() { ["action"] = "remove", ["view"] = "b" });
        var refused = await dashboard.PostAsync(List + "/views?status=nonsense", Owner, new() { ["name"] = "c" });

        Assert.Equal([new SavedView("z", "tag=a")], await dashboard.Pipeline.Get<SavedViews>().ListAsync("shop", Cancel));
        Assert.Contains("choose it again", await SaidAsync(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tagging_leaves_what_another_saved_since_the_list_was_opened()
    {
        await TrackAsync(1, _ => new() { Contact = "old@blog.example", Tags = ["first"] });
        var link = (await LinksAsync()).Single();
        await dashboard.GetAsync(List, Owner);
        await dashboard.Pipeline.Get<LinkTracker>().EditAsync(
            TestPipeline.Site, [link], before => before with { Contact = "new@blog.example", Tags = [.. before.Tags, "second"] }, Cancel);

        await dashboard.PostAsync(List, Owner, new() { ["link"] = link.LinkId, ["action"] = "tag", ["tag"] = "third" });

        var after = (await LinksAsync()).Single().Link;
        Assert.Equal(("new@blog.example", "first second third"), (after.Contact, string.Join(' ', after.Tags)));
    }

    [Fact]
    public async Task All_links_that_match_are_tagged_and_no_other_and_the_page_says_how_many()
    {
        await TrackAsync(120, i => new()
        {
            Tags = i % 2 == 0 ? ["even"] : [.. Enumerable.Range(0, i == 1 ? 32 : i == 3 ? 8 : 0).Select(t => $"t{t}")]
        });

        var some = await dashboard.PostAsync(List + "?tag=even", Owner, new() { ["all"] = "yes", ["action"] = "tag", ["tag"] = "new" });
        var all = await dashboard.PostAsync(List, Owner, new() { ["all"] = "yes", ["action"] = "tag", ["tag"] = "new" });

        Assert.Contains("Tagged “new”: 60 links.", await SaidAsync(some), StringComparison.Ordinal);
        var said = await SaidAsync(all);
        Assert.Contains(
            "Tagged “new”: 59 links. 60 links had it already. 1 link has 32 tags already, which is the most. "
                + "1 of them has more than 8 tags: links are filtered by their first 8.",
            said,
            StringComparison.Ordinal);
        Assert.Equal(119, (await LinksAsync()).Count(link => link.Link.Tags.Contains("new")));
    }

    [Fact]
    public async Task Before_all_links_of_a_list_go_the_page_says_how_many_they_are_and_asks()
    {
        await TrackAsync(70, i => new() { Tags = i < 60 ? ["old"] : [] });
        Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form = new() { ["all"] = "yes", ["action"] = "remove" };

        var asked = await dashboard.PostAsync(List + "?tag=old", Owner, form);
        Assert.Equal(70, (await LinksAsync()).Count);
        form["sure"] = "yes";
        var done = await dashboard.PostAsync(List + "?tag=old", Owner, form);
        var mistyped = await dashboard.PostAsync(List + "?status=nonsense", Owner, form);

        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Contains("Stop watching all 60 links of this list?", asked.Html, StringComparison.Ordinal);
        Assert.Contains($"action=\"{List}?tag=old\"", asked.Html, StringComparison.Ordinal);
        const string part = "<div data-part=\"question\">";
        var filtered = (await dashboard.GetAsync(List + "?tag=old", Owner)).Html;
        Assert.Matches(part + @"\s*</div>", filtered);
        Assert.Matches(part + @"\s*<form method=""post"" action=""[^""]*\?tag=old"" class=""notice"">", asked.Html);
        Assert.Contains("No longer watched: 60 links.", await SaidAsync(done), StringComparison.Ordinal);
        Assert.Contains("choose it again", await SaidAsync(mistyped), StringComparison.Ordinal);
        Assert.Equal(10, (await LinksAsync()).Count);
    }

    [Fact]
    public async Task What_is_more_than_is_done_at_once_goes_on_when_its_owner_says_so()
    {
        await TrackAsync(2300, _ => new());

        var first = await dashboard.PostAsync(List, Owner, new() { ["all"] = "yes", ["action"] = "tag", ["tag"] = "new" });
        var from = Field(first.Html, "from");
        var rest = await dashboard.PostAsync(
            List, Owner, new() { ["all"] = "yes", ["action"] = "tag", ["tag"] = "new", ["from"] = from });

        Assert.Contains("Tagged “new”: 2,000 links. There may be more.", WebUtility.HtmlDecode(first.Html), StringComparison.Ordinal);
        Assert.Contains("Tagged “new”: 300 links.", await SaidAsync(rest), StringComparison.Ordinal);
        Assert.All(await LinksAsync(), link => Assert.Equal(["new"], link.Link.Tags));
    }

    [Fact]
    public async Task Links_that_are_to_be_checked_again_are_read_soon_and_not_too_often()
    {
        await TrackAsync(2, _ => new());
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(2));
        var links = await LinksAsync();
        var asked = dashboard.Pipeline.Web.Visits.Count;

        var said = await dashboard.PostAsync(List, Owner, new() { ["link"] = links[0].LinkId, ["action"] = "recheck" });
        await dashboard.Pipeline.CycleAsync();
        for (var i = 0; i < 9; i++) await dashboard.PostAsync(List, Owner, new() { ["link"] = links[0].LinkId, ["action"] = "recheck" });
        var refused = await dashboard.PostAsync(List, Owner, new() { ["link"] = links[0].LinkId, ["action"] = "recheck" });

        Assert.Contains("To be checked soon: 1 page.", await SaidAsync(said), StringComparison.Ordinal);
        Assert.Equal(
            [links[0].Link.Source.Href], dashboard.Pipeline.Web.Visits.Skip(asked).Select(request => request.Url.Href).Distinct());
        Assert.Contains("10 times an hour", await SaidAsync(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recheck_of_many_that_goes_on_too_often_keeps_its_place_and_says_when()
    {
        await TrackAsync(2010, _ => new());
        Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form = new() { ["all"] = "yes", ["action"] = "recheck" };
        var first = await dashboard.PostAsync(List, Owner, form);
        form["from"] = Field(first.Html, "from");
        var chosen = (await LinksAsync())[0].LinkId;
        for (var i = 0; i < 9; i++) await dashboard.PostAsync(List, Owner, new() { ["link"] = chosen, ["action"] = "recheck" });

        var refused = await dashboard.PostAsync(List, Owner, form);
        dashboard.Pipeline.Time.Advance(TimeSpan.FromHours(1));
        var rest = await dashboard.PostAsync(List, Owner, form);

        Assert.Contains("At most 10 times an hour: go on in 60 minutes.", refused.Html, StringComparison.Ordinal);
        Assert.Equal(form["from"].ToString(), Field(refused.Html, "from"));
        Assert.Contains("To be checked soon: 10 pages.", await SaidAsync(rest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_before_storage_failed_is_said_with_where_to_go_on()
    {
        await TrackAsync(1200, _ => new());
        var failing = CallProxy<ISiteLinks>.Around(dashboard.Pipeline.Get<ISiteLinks>(), (method, count) =>
        {
            if (method == nameof(ISiteLinks.ListAsync) && count == 3) throw new StorageException("The test says so.");
        });
        var bulk = ActivatorUtilities.CreateInstance<BulkLinks>(dashboard.Pipeline.Services, failing);

        var broken = await bulk.AllAsync(TestPipeline.Site, LinkFilter.None, from: null, BulkLinks.Tag, "new", Cancel);
        var rest = await bulk.AllAsync(TestPipeline.Site, LinkFilter.None, broken.Next, BulkLinks.Tag, "new", Cancel);

        Assert.Equal((1000, 1000, true), (broken.Links, broken.Changed, broken.IsBrokenOff));
        Assert.Contains("Tagged “new”: 1,000 links. Then storage failed", broken.Words(BulkLinks.Tag, "new"), StringComparison.Ordinal);
        Assert.Equal((200, 200, null), (rest.Links, rest.Changed, rest.Next));
    }

    [Fact]
    public async Task A_tag_in_another_case_is_the_same_tag()
    {
        await TrackAsync(1, _ => new() { Tags = ["Guest"] });

        var said = await dashboard.PostAsync(List, Owner, new() { ["all"] = "yes", ["action"] = "tag", ["tag"] = "guest" });

        Assert.Contains("1 link had it already.", await SaidAsync(said), StringComparison.Ordinal);
        Assert.Equal(["Guest"], (await LinksAsync()).Single().Link.Tags);
    }

    [Fact]
    public async Task The_CSV_of_a_list_with_a_filter_that_there_is_not_is_refused()
    {
        await TrackAsync(1, _ => new());

        var reply = await dashboard.GetAsync("/dashboard/sites/shop/links.csv?status=nonsense", Owner);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.DoesNotContain("page-0", reply.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_acts_on_the_longest_list_that_can_be_saved_comes_back_to_it()
    {
        await TrackAsync(1, _ => new());
        var back = List + "?text=" + new string('x', SavedViews.MaxQuery - 5);

        var said = await dashboard.PostAsync(List, Owner, new() { ["action"] = "recheck", ["back"] = back });

        Assert.StartsWith(back, said.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_looked_for_link_by_link_and_the_page_says_how_far_it_got()
    {
        await TrackAsync(450, _ => new());

        var first = await dashboard.GetAsync(List + "?text=page-449&sort=address", Owner);
        var second = await dashboard.GetAsync(first.Next!, Owner);
        var host = await dashboard.GetAsync(List + "?text=blog1.example", Owner);

        Assert.Contains("Looked at 200 of 450 links, one after the other.", first.Html, StringComparison.Ordinal);
        Assert.Contains("Look further", first.Html, StringComparison.Ordinal);
        Assert.Contains("Looked at 400 of 450 links", second.Html, StringComparison.Ordinal);
        Assert.Contains($"href=\"{List}?host=blog1.example\"", host.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_has_both_its_moments_if_they_differ()
    {
        await TrackAsync(1, _ => new());
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(2));
        var link = (await LinksAsync()).Single();
        dashboard.Pipeline.Web.Say(link.Link.Source.Href, Status.Lost, Reason.PageGone);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(6));

        link = (await LinksAsync()).Single();
        var shown = (await dashboard.GetAsync(List, Owner)).Html;

        Assert.True(link.ConfirmedAt > link.Since);
        Assert.Contains($"<time datetime=\"{link.Since:yyyy-MM-ddTHH:mm:ssZ}\"", shown, StringComparison.Ordinal);
        Assert.Contains($"confirmed <time datetime=\"{link.ConfirmedAt:yyyy-MM-ddTHH:mm:ssZ}\"", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_list_with_all_columns_and_as_many_views_as_there_may_be_is_light()
    {
        await TrackAsync(120, i => new()
        {
            Tags = [$"a tag of number {i % 60}", "guest"],
            Cost = "1,200 EUR a year",
            Contact = "editor@blog.example",
        });
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(2));
        var views = dashboard.Pipeline.Get<SavedViews>();
        for (var i = 0; i < SavedViews.MaxViews; i++)
            await views.SaveAsync("shop", new SavedView($"The links of number {i}", $"tag=a tag of number {i}"), Cancel);
        var columns = string.Join(',', LinkWatch.Web.Dashboard.LinkColumn.All.Select(column => column.Name));

        var all = await dashboard.GetAsync($"{List}?columns={columns}", Owner);

        Assert.Equal(50, Count(all.Html, "name=\"link\""));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(all.Html), 20_000, 80_000);
    }

    private async Task<string> SaidAsync(DashboardInProcess.Reply done) =>
        WebUtility.HtmlDecode((await dashboard.GetAsync(done.Location, Owner)).Html);

    private Task TrackAsync(int count, Func<int, LinkNotes> notes) => dashboard.Pipeline.Get<LinkTracker>().AddAsync(
        TestPipeline.Site, [.. Enumerable.Range(0, count).Select(i => Link(i, notes(i)))], "test", progress: null, Cancel);

    private static Backlink Link(int i, LinkNotes notes) => new()
    {
        Source = WebUrl.Parse($"https://blog{i % 7}.example/page-{i}"),
        Target = new LinkTarget(WebUrl.Parse("https://shop.example/")),
        Tags = notes.Tags,
        Cost = notes.Cost,
        Contact = notes.Contact,
    };

    private async Task<IReadOnlyList<LinkRow>> LinksAsync() =>
        [.. (await dashboard.Pipeline.Sites.ListLinksAsync("shop", null, 5000, Cancel)).Rows.Select(row => row.Row)];

    private static string[] Headers(string html) =>
        [.. html.Split("<th scope=\"col\">").Skip(1).Select(part => part[..part.IndexOf("</th>", StringComparison.Ordinal)])
            .Select(text => text.Replace("<span class=\"hidden\">", "", StringComparison.Ordinal)
                .Replace("</span>", "", StringComparison.Ordinal))];

    /// <summary>The address of the last link before a text.</summary>
    private static string Attribute(string html, string before)
    {
        var end = html.IndexOf(before, StringComparison.Ordinal);
        Assert.True(end > 0, $"no {before}");
        var start = html.LastIndexOf("href=\"", end, StringComparison.Ordinal) + 6;
        return WebUtility.HtmlDecode(html[start..html.IndexOf('"', start)]);
    }

    private static string Field(string html, string name)
    {
        var start = html.IndexOf($"name=\"{name}\" value=\"", StringComparison.Ordinal) + name.Length + 15;
        return html[start..html.IndexOf('"', start)];
    }

    private static int Count(string html, string text) => html.Split(text).Length - 1;

    private sealed record LinkNotes
    {
        public IReadOnlyList<string> Tags { get; init; } = [];

        public string? Cost { get; init; }

        public string? Contact { get; init; }
    }
}
