using System.Net;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;
using LinkWatch.Web.Dashboard;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.Extensions.Primitives;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>The page of one link: its history, and what its owner notes of it.</summary>
public sealed class LinkPageTests : IAsyncLifetime
{
    private const string Tea = "https://blog.example/tea";

    private DashboardInProcess dashboard = null!;
    private LinkRow link = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Visitor Owner => DashboardInProcess.Owner;

    private string Page => $"/dashboard/sites/shop/links/{link.LinkId}";

    public async ValueTask InitializeAsync()
    {
        dashboard = await DashboardInProcess.StartAsync();
        await dashboard.Pipeline.TrackAsync(Tea);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(2));
        link = await dashboard.Pipeline.LinkAsync(Tea);
    }

    public ValueTask DisposeAsync() => dashboard.DisposeAsync();

    [Fact]
    public async Task Its_history_is_whole_however_much_else_changed_on_the_site()
    {
        for (var i = 0; i < 11; i++)
        {
            var others = Enumerable.Range(0, 100).Select(j => RowWrite.Put(Sample.History((i * 100) + j, Sample.Id($"{i:x2}{j:x2}"))));
            await dashboard.Pipeline.Sites.CommitAsync("shop", [.. others], Cancel);
        }

        var history = await dashboard.Pipeline.Sites.ListHistoryAsync("shop", null, 1000, Cancel);
        Assert.DoesNotContain(history.Rows, row => row.Row.LinkId == link.LinkId);
        var html = (await dashboard.GetAsync(Page, Owner)).Html;

        Assert.Contains("First confirmed as", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_how_many_more_checks_must_agree_while_a_change_is_being_confirmed()
    {
        dashboard.Pipeline.Web.Say(Tea, Status.Nofollow, Reason.RelNofollow);
        while ((await dashboard.GetAsync(Page, Owner)).Html is var html && !html.Contains("Being confirmed", StringComparison.Ordinal))
            await dashboard.Pipeline.LiveAsync(TimeSpan.FromHours(1));
        var shown = (await dashboard.GetAsync(Page, Owner)).Html;

        Assert.Contains(" in 1 check since ", shown, StringComparison.Ordinal);
        Assert.Contains("We believe it if 1 more check agrees, made on <time", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_whose_changes_an_earlier_version_kept_still_shows_them()
    {
        var entries = await dashboard.Pipeline.Sites.ListEntriesAsync(
            "shop", Keys.LinkHistoryPrefix, Keys.EndOf(Keys.LinkHistoryPrefix), 100, Cancel);
        Assert.NotEmpty(entries);
        await dashboard.Pipeline.Sites.CommitAsync("shop", [.. entries.Select(key => RowWrite.Delete(key))], Cancel);

        Assert.Contains("First confirmed as", (await dashboard.GetAsync(Page, Owner)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unchanged_check_writes_nothing_to_its_history()
    {
        var before = (await dashboard.Pipeline.HistoryAsync()).Count;
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(5));

        var entries = await dashboard.Pipeline.Sites.ListEntriesAsync(
            "shop", Keys.LinkHistoryPrefix, Keys.EndOf(Keys.LinkHistoryPrefix), 100, Cancel);

        Assert.Equal((before, before), ((await dashboard.Pipeline.HistoryAsync()).Count, entries.Count));
    }

    [Fact]
    public async Task It_says_when_it_was_last_checked_and_when_it_will_be()
    {
        var page = await dashboard.Pipeline.PageAsync(Tea);
        var html = (await dashboard.GetAsync(Page, Owner)).Html;

        Assert.Null(page.RecheckKey);
        var next = LinkWatch.Scheduling.ScheduleSlots.Next(
            page.Key.Cadence, LinkWatch.Scheduling.ScheduleSlots.Of(page.Key.PageId), dashboard.Pipeline.Time.GetUtcNow());
        Assert.Contains(
            $"<dt>Next check</dt>\n                <dd><time datetime=\"{next:yyyy-MM-ddTHH:mm:ssZ}\"", html, StringComparison.Ordinal);
        Assert.Contains("Latest check:", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_link_was_and_what_took_its_place_are_marked_in_words_too()
    {
        dashboard.Pipeline.Web.Say(Tea, Status.Lost, Reason.PageGone);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(6));

        var html = (await dashboard.GetAsync(Page, Owner)).Html;

        Assert.Contains("<span>was</span> <del>", html, StringComparison.Ordinal);
        Assert.Contains(", confirmed <time", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_owner_enters_is_kept_and_what_is_expected_reaches_the_checks()
    {
        var said = await dashboard.PostAsync(Page, Owner, Form(await CurrentAsync(), form =>
        {
            form["tags"] = "guest\r\n a, b \r\n\r\n";
            form["acquired"] = "paid";
            form["rel"] = new StringValues(["nofollow", "sponsored"]);
            form["anchor"] = "mountain tea";
            form["cost"] = "120 EUR";
            form["contact"] = "editor@blog.example";
            form["note-name"] = new StringValues(["note"]);
            form["note"] = new StringValues(["Agreed by phone.\r\nUntil May."]);
        }));

        Assert.Contains("Saved.", (await dashboard.GetAsync(said.Location, Owner)).Html, StringComparison.Ordinal);
        var after = (await dashboard.Pipeline.LinkAsync(Tea)).Link;
        Assert.Equal(["guest", "a, b"], after.Tags);
        Assert.Equal(
            (Acquired.Paid, "mountain tea", "120 EUR", "editor@blog.example", "Agreed by phone.\nUntil May."),
            (after.Acquired, after.ExpectedAnchor, after.CostWords, after.Contact, after.Notes["note"]));
        Assert.Equal(["nofollow", "sponsored"], (await dashboard.Pipeline.PageAsync(Tea)).Links.Single().ExpectedRel);
        Assert.Equal(Status.Live, (await dashboard.Pipeline.LinkAsync(Tea)).Status);
    }

    [Fact]
    public async Task What_was_agreed_is_kept_and_a_mistake_is_named_beside_what_was_entered()
    {
        var agreed = await CurrentAsync() with
        {
            Price = "1.200,50",
            Currency = "eur",
            PaidFrom = "2026-01-01",
            PaidUntil = "2026-12-31",
            Placement = "content",
        };
        await dashboard.PostAsync(Page, Owner, Form(agreed, _ => { }));
        var refused = await dashboard.PostAsync(Page, Owner, Form(await CurrentAsync(), form => form["paidUntil"] = "2025-12-31"));
        var again = await dashboard.PostAsync(Page, Owner, Form(await CurrentAsync(), form => form["contact"] = "Ann"));

        var after = (await dashboard.Pipeline.LinkAsync(Tea)).Link;
        Assert.Equal(
            (new Money(1200.50m, "EUR"), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), Placement.Content, "Ann"),
            (after.Price, after.PaidFrom, after.PaidUntil, after.AgreedPlacement, after.Contact));
        Assert.Contains("paid until 2025-12-31 is before paid from 2026-01-01", refused.Html, StringComparison.Ordinal);
        Assert.Contains("until 31 December 2026 (", (await dashboard.GetAsync(again.Location, Owner)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_entered_over_somebody_elses_save_is_not_saved_but_kept_in_the_form_with_what_they_saved()
    {
        var opened = await CurrentAsync();
        await dashboard.Pipeline.Get<LinkTracker>().EditAsync(
            TestPipeline.Site, [link], before => before with { Contact = "theirs@blog.example" }, Cancel);

        var refused = await dashboard.PostAsync(Page, Owner, Form(opened, form => form["contact"] = "mine@blog.example"));
        Assert.Equal("theirs@blog.example", (await dashboard.Pipeline.LinkAsync(Tea)).Link.Contact);
        var again = await dashboard.PostAsync(Page, Owner, Form(await CurrentAsync(), form => form["contact"] = "mine@blog.example"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Found), (refused.Status, again.Status));
        Assert.Contains("somebody else saved this link", refused.Html, StringComparison.Ordinal);
        Assert.Contains(
            "<del>mine@blog.example</del> <span class=\"hidden\">is now</span> <ins>theirs@blog.example</ins>",
            refused.Html,
            StringComparison.Ordinal);
        Assert.Contains("value=\"mine@blog.example\"", refused.Html, StringComparison.Ordinal);
        var theirs = LinkEntry.VersionOf(link.Link with { Contact = "theirs@blog.example" });
        Assert.Contains($"value=\"{theirs}\"", refused.Html, StringComparison.Ordinal);
        Assert.Equal("mine@blog.example", (await dashboard.Pipeline.LinkAsync(Tea)).Link.Contact);
    }

    [Fact]
    public async Task What_a_check_finds_meanwhile_is_no_conflict()
    {
        var opened = await CurrentAsync();
        dashboard.Pipeline.Web.Say(Tea, Status.Lost, Reason.LinkRemoved);
        await dashboard.Pipeline.LiveAsync(TimeSpan.FromDays(6));

        var saved = await dashboard.PostAsync(Page, Owner, Form(opened, form => form["cost"] = "10 EUR"));

        Assert.Equal(HttpStatusCode.Found, saved.Status);
        var after = await dashboard.Pipeline.LinkAsync(Tea);
        Assert.Equal((Status.Lost, "10 EUR"), (after.Status, after.Link.CostWords));
    }

    [Fact]
    public async Task What_no_link_can_have_is_refused_and_kept_in_the_form()
    {
        var refused = await dashboard.PostAsync(Page, Owner, Form(await CurrentAsync(), form =>
        {
            form["acquired"] = "stolen";
            form["cost"] = "99 EUR";
        }));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("role=\"alert\"", refused.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"99 EUR\"", refused.Html, StringComparison.Ordinal);
        Assert.Null((await dashboard.Pipeline.LinkAsync(Tea)).Link.CostWords);
    }

    [Fact]
    public async Task A_link_with_as_many_notes_as_an_import_keeps_can_be_edited_and_the_next_is_one_too_many()
    {
        var notes = Enumerable.Range(0, Backlink.MaxNotes).ToDictionary(i => $"column {i}", i => $"{i}", StringComparer.Ordinal);
        await dashboard.Pipeline.Get<LinkTracker>().EditAsync(TestPipeline.Site, [link], before => before with { Notes = notes }, Cancel);
        var entry = await CurrentAsync();
        Assert.Equal(Backlink.MaxNotes + 1, entry.Notes.Count);

        var saved = await dashboard.PostAsync(Page, Owner, Form(entry, form => Fill(form, entry.Notes, own: "")));
        var refused = await dashboard.PostAsync(Page, Owner, Form(await CurrentAsync(), form => Fill(form, entry.Notes, own: "x")));

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.BadRequest), (saved.Status, refused.Status));
        Assert.Contains("A link has 64 notes at most", refused.Html, StringComparison.Ordinal);

        static void Fill(Dictionary<string, StringValues> form, IReadOnlyList<KeyValuePair<string, string>> notes, string own)
        {
            form["note-name"] = new StringValues([.. notes.Select(note => note.Key)]);
            form["note"] = new StringValues([.. notes.Select(note => note.Key == LinkEntry.OwnNote ? own : note.Value)]);
        }
    }

    [Fact]
    public async Task Saving_leaves_the_expected_rel_in_its_order_and_the_page_unwritten()
    {
        await dashboard.Pipeline.Get<LinkTracker>().EditAsync(
            TestPipeline.Site, [link], before => before with { ExpectedRel = ["sponsored", "nofollow"] }, Cancel);
        var revision = (await dashboard.Pipeline.PageAsync(Tea)).Links.Single().Revision;

        await dashboard.PostAsync(Page, Owner, Form(await CurrentAsync(), form =>
        {
            form["rel"] = new StringValues(["nofollow", "sponsored"]);
            form["cost"] = "1 EUR";
        }));

        var after = (await dashboard.Pipeline.LinkAsync(Tea)).Link;
        Assert.Equal(("1 EUR", "sponsored nofollow"), (after.CostWords, string.Join(' ', after.ExpectedRel)));
        Assert.Equal(revision, (await dashboard.Pipeline.PageAsync(Tea)).Links.Single().Revision);
    }

    [Fact]
    public async Task What_could_not_be_saved_is_not_called_saved()
    {
        // A removal that was broken off left the row; by then the page is full of other links.
        var stored = (await dashboard.Pipeline.Sites.FindLinkAsync("shop", link.LinkId, Cancel))!.Row;
        var tracker = dashboard.Pipeline.Get<LinkTracker>();
        await tracker.RemoveAsync("shop", [link], Cancel);
        await tracker.AddAsync(
            TestPipeline.Site,
            [.. Enumerable.Range(0, PageLoad.MaxLinks).Select(i => stored.Link with
            {
                Target = new LinkTarget(LinkWatch.Urls.WebUrl.Parse($"https://shop.example/{i}")),
            })],
            "test",
            progress: null,
            Cancel);
        await dashboard.Pipeline.Sites.CommitAsync("shop", [RowWrite.Insert(stored)], Cancel);

        var reply = await dashboard.PostAsync(Page, Owner, Form(LinkEntry.Of(stored.Link), form => form["cost"] = "7 EUR"));

        Assert.Equal(HttpStatusCode.Conflict, reply.Status);
        Assert.Contains("Not saved:", reply.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"7 EUR\"", reply.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_page_of_a_history_that_an_earlier_version_kept_repeats_nothing()
    {
        var entries = await dashboard.Pipeline.Sites.ListEntriesAsync(
            "shop", Keys.LinkHistoryPrefix, Keys.EndOf(Keys.LinkHistoryPrefix), 100, Cancel);
        await dashboard.Pipeline.Sites.CommitAsync("shop", [.. entries.Select(key => RowWrite.Delete(key))], Cancel);

        var html = (await dashboard.GetAsync($"{Page}?after={Uri.EscapeDataString(entries[^1])}", Owner)).Html;

        Assert.DoesNotContain("First confirmed as", html, StringComparison.Ordinal);
    }

    private async Task<LinkEntry> CurrentAsync() => LinkEntry.Of((await dashboard.Pipeline.LinkAsync(Tea)).Link);

    private static Dictionary<string, StringValues> Form(LinkEntry entry, Action<Dictionary<string, StringValues>> edit)
    {
        var form = new Dictionary<string, StringValues>
        {
            ["was"] = entry.Was,
            ["tags"] = entry.Tags,
            ["acquired"] = entry.Acquired,
            ["anchor"] = entry.Anchor,
            ["cost"] = entry.Cost,
            ["price"] = entry.Price,
            ["currency"] = entry.Currency,
            ["paidFrom"] = entry.PaidFrom,
            ["paidUntil"] = entry.PaidUntil,
            ["placement"] = entry.Placement,
            ["contact"] = entry.Contact,
        };
        edit(form);
        return form;
    }
}
