using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;

namespace LinkWatch.Tests.Contracts;

/// <summary>What every <see cref="ISiteStore"/> does.</summary>
public abstract class SiteStoreContract : CommitAllContract<LinkRow>
{
    private const string Shop = "shop";

    /// <summary>Another handle onto this test's own store, which begins empty.</summary>
    protected abstract Task<ISiteStore> CreateAsync();

    protected override async Task<IPartition> OpenPartitionAsync() => new SiteLinks(await CreateAsync());

    protected override async Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(IReadOnlyList<IReadOnlyList<RowWrite>> commits) =>
        await (await CreateAsync()).CommitAllAsync(Shop, commits, Stop);

    protected override LinkRow Row(string id, string text) => Sample.Link(id, text);

    protected override string TextOf(LinkRow row) => row.Link.Contact!;

    [Fact]
    public async Task Saved_settings_are_found_and_listed()
    {
        var store = await CreateAsync();
        Assert.Empty(await store.ListSitesAsync(Stop));
        await store.SaveSiteAsync(Sample.Site("shop", "a@shop.example"), Stop);
        await store.SaveSiteAsync(Sample.Site("shop-2"), Stop);
        Assert.Equal(["shop", "shop-2"], (await store.ListSitesAsync(Stop)).Select(site => site.Row.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["a@shop.example"], (await store.FindSiteAsync("shop", Stop))!.Row.Owners);
        Assert.Null(await store.FindSiteAsync("sho", Stop));
    }

    [Fact]
    public async Task Saving_settings_again_replaces_them()
    {
        var store = await CreateAsync();
        await store.SaveSiteAsync(Sample.Site("shop", "a@shop.example"), Stop);
        await store.SaveSiteAsync(Sample.Site("shop", "b@shop.example"), Stop);
        Assert.Equal(["b@shop.example"], (await store.ListSitesAsync(Stop)).Single().Row.Owners);
    }

    [Fact]
    public async Task Days_judged_for_spikes_are_listed_newest_first()
    {
        var store = await CreateAsync();
        var days = Enumerable.Range(0, 5).Select(day => new DateOnly(2025, 12, 30).AddDays(day)).ToList();
        await PutAsync(store, Shop, [.. days.Select(day => new SpikesRow(day, []))]);

        var first = await store.ListSpikesAsync(Shop, null, 3, Stop);
        var rest = await store.ListSpikesAsync(Shop, first.Next, 3, Stop);

        Assert.Equal(days.AsEnumerable().Reverse(), first.Rows.Concat(rest.Rows).Select(row => row.Row.Day));
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task Profiles_of_days_are_listed_newest_first_until_the_day_asked_for()
    {
        var store = await CreateAsync();
        var days = Enumerable.Range(0, 5).Select(day => new DateOnly(2025, 12, 30).AddDays(day)).ToList();
        await PutAsync(store, Shop, [.. days.Select(day => new ProfileRow(day) { Links = day.Day })]);
        await PutAsync(store, "other", new ProfileRow(days[2]));

        var listed = await store.ListProfilesAsync(Shop, days[3], 2, Stop);

        Assert.Equal([(days[3], 2), (days[2], 1)], listed.Select(row => (row.Row.Day, row.Row.Links)));
    }

    [Fact]
    public async Task A_links_own_history_is_listed_newest_first_and_without_that_of_others()
    {
        var store = await CreateAsync();
        var own = Enumerable.Range(0, 5).Select(i => Sample.History(i, "1")).ToList();
        List<HistoryRow> all = [.. own, .. Enumerable.Range(0, 5).Select(i => Sample.History(i, "12"))];
        await PutAsync(
            store, Shop,
            [.. all, .. all.Select(row => ListEntryRow.At(Keys.LinkHistory(row.Change.At, row.LinkId, row.Change.Kind.Name())))]);
        var linkId = own[0].LinkId;

        var first = await store.ListHistoryAsync(Shop, linkId, null, 3, Stop);
        var rest = await store.ListHistoryAsync(Shop, linkId, first.Next, 3, Stop);

        Assert.Equal(
            own.Select(row => row.RowKey).Order(StringComparer.Ordinal), first.Rows.Concat(rest.Rows).Select(row => row.Row.RowKey));
        Assert.Equal((3, null), (first.Rows.Count, rest.Next));
        Assert.Equal(10, (await store.ListHistoryAsync(Shop, null, 100, Stop)).Rows.Count);
    }

    [Fact]
    public async Task A_target_takes_its_new_place_in_the_list_even_if_the_old_one_is_missing()
    {
        var store = await CreateAsync();
        var (old, now) = (Keys.TargetEntry(null, 0, Sample.Id("1")), Keys.TargetEntry(null, 3, Sample.Id("1")));

        Assert.NotNull(await store.CommitAsync(Shop, [RowWrite.Delete(old), RowWrite.Put(ListEntryRow.At(now))], Stop));

        Assert.Equal([now], await store.FindEntriesAsync(Shop, [old, now], Stop));
    }

    [Fact]
    public async Task Removing_a_site_removes_all_its_rows_and_no_others()
    {
        var store = await CreateAsync();
        foreach (var site in new[] { "shop", "shop-2" })
        {
            await store.SaveSiteAsync(Sample.Site(site), Stop);
            for (var batch = 0; batch < 3; batch++)
            {
                await PutAsync(store, site, [.. Enumerable.Range(0, 100).Select(i => Sample.Link(Sample.Id($"{batch}{i:x2}")))]);
            }

            await PutAsync(store, site, Sample.History(0, "1"), new OpenAlertRow("a1", Sample.Noon, Sample.Noon, 1));
        }

        Assert.True(await store.RemoveSiteAsync("shop", Stop));
        Assert.Null(await store.FindSiteAsync("shop", Stop));
        Assert.Empty((await store.ListLinksAsync("shop", null, 10, Stop)).Rows);
        Assert.Empty((await store.ListHistoryAsync("shop", null, 10, Stop)).Rows);
        Assert.Null(await store.FindOpenAlertAsync("shop", Stop));
        Assert.Equal(300, (await AllAsync((next, max) => store.ListLinksAsync("shop-2", next, max, Stop), 60)).Count);
        Assert.Equal("shop-2", (await store.ListSitesAsync(Stop)).Single().Row.Id);
    }

    [Fact]
    public async Task Removing_a_site_that_is_not_there_says_so()
    {
        var store = await CreateAsync();
        Assert.False(await store.RemoveSiteAsync("shop", Stop));
        await store.SaveSiteAsync(Sample.Site("shop"), Stop);
        Assert.True(await store.RemoveSiteAsync("shop", Stop));
        Assert.False(await store.RemoveSiteAsync("shop", Stop));
    }

    [Fact]
    public async Task Links_are_found_by_id_and_the_missing_left_out()
    {
        var store = await CreateAsync();
        await PutAsync(store, Shop, Sample.Link(Sample.Id("1")), Sample.Link(Sample.Id("2")));
        Assert.Equal(Sample.Id("1"), (await store.FindLinkAsync(Shop, Sample.Id("1"), Stop))!.Row.LinkId);
        Assert.Null(await store.FindLinkAsync(Shop, Sample.Id("3"), Stop));
        Assert.Null(await store.FindLinkAsync("other", Sample.Id("1"), Stop));
        Assert.Equal(
            [Sample.Id("2")], (await store.FindLinksAsync(Shop, [Sample.Id("3"), Sample.Id("2")], Stop)).Select(link => link.Row.LinkId));
        Assert.Empty(await store.FindLinksAsync(Shop, [], Stop));
    }

    [Fact]
    public async Task What_opens_a_site_is_found_listed_replaced_if_unchanged_and_removed()
    {
        var store = await CreateAsync();
        var (first, second) = (Access("0011223344556677"), Access("8899aabbccddeeff"));
        await PutAsync(store, Shop, first, second, Sample.Link("1"), new OpenAlertRow("a1", Sample.Noon, Sample.Noon, 1));

        var found = (await store.FindAccessAsync(Shop, first.AccessId, Stop))!;
        Assert.Equal(first, found.Row);
        Assert.Null(await store.FindAccessAsync("other", first.AccessId, Stop));
        Assert.Equal([first, second], (await store.ListAccessAsync(Shop, 10, Stop)).Select(stored => stored.Row));
        Assert.Equal([first], (await store.ListAccessAsync(Shop, 1, Stop)).Select(stored => stored.Row));
        var used = first with { LastUsedAt = Sample.Noon };
        Assert.NotNull(await store.CommitAsync(Shop, [RowWrite.Replace(used, found.Version)], Stop));
        Assert.Null(await store.CommitAsync(Shop, [RowWrite.Replace(first, found.Version)], Stop));
        Assert.Equal(used, (await store.FindAccessAsync(Shop, first.AccessId, Stop))!.Row);
        Assert.NotNull(await store.CommitAsync(Shop, [RowWrite.Delete(Keys.Access(first.AccessId))], Stop));
        Assert.Null(await store.CommitAsync(Shop, [RowWrite.Delete(Keys.Access(first.AccessId))], Stop));
        Assert.Null(await store.CommitAsync(Shop, [RowWrite.Replace(used, found.Version)], Stop));
        Assert.Null(await store.FindAccessAsync(Shop, first.AccessId, Stop));

        static AccessRow Access(string id) => new()
        {
            AccessId = id,
            Name = "reports",
            Scope = AccessScope.Full,
            Hash = Ids.Hash(id),
            MadeAt = Sample.Noon,
            MadeBy = "me",
        };
    }

    [Fact]
    public async Task Which_links_are_there_is_asked_without_reading_them()
    {
        var store = await CreateAsync();
        await PutAsync(store, Shop, Sample.Link("1"), Sample.Link("2"), Sample.Link("3"));
        Assert.Equal(["1", "3"], (await store.FindLinkIdsAsync(Shop, ["3", "4", "1"], Stop)).Order(StringComparer.Ordinal));
        Assert.Empty(await store.FindLinkIdsAsync("other", ["1"], Stop));
        Assert.Empty(await store.FindLinkIdsAsync(Shop, [], Stop));
    }

    [Fact]
    public async Task Links_are_listed_in_portions()
    {
        var store = await CreateAsync();
        var all = Enumerable.Range(0, 23).Select(i => Ids.Hash($"link {i}")).ToList();
        await PutAsync(store, Shop, [.. all.Select(id => Sample.Link(id))]);
        var met = await AllAsync((next, max) => store.ListLinksAsync(Shop, next, max, Stop), 5);
        Assert.Equal(all.Order(StringComparer.Ordinal), met.Select(link => link.LinkId));
    }

    [Fact]
    public async Task History_is_listed_newest_first()
    {
        var store = await CreateAsync();
        await PutAsync(store, Shop, [.. new[] { 5.0, -9000, 7, 0 }.Select(minutes => Sample.History(minutes, "1"))]);
        var met = await AllAsync((next, max) => store.ListHistoryAsync(Shop, next, max, Stop), 3);
        Assert.Equal([Sample.At(7), Sample.At(5), Sample.Noon, Sample.At(-9000)], met.Select(row => row.Change.At));
    }

    [Fact]
    public async Task Changes_of_one_moment_stand_beside_each_other()
    {
        var store = await CreateAsync();
        HistoryRow[] rows = [Sample.History(0, "1"), Sample.History(0, "2"), Sample.History(0, "1", ChangeKind.Detail)];
        await PutAsync(store, Shop, rows);
        Assert.Equal(3, (await store.ListHistoryAsync(Shop, null, 10, Stop)).Rows.Count);
        var missing = Sample.History(1, "1").RowKey;
        var found = await store.FindHistoryKeysAsync(Shop, [rows[2].RowKey, missing, rows[0].RowKey], Stop);
        Assert.Equal(new[] { rows[0].RowKey, rows[2].RowKey }.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Empty(await store.FindHistoryKeysAsync("other", [rows[0].RowKey], Stop));
        Assert.Empty(await store.FindHistoryKeysAsync(Shop, [], Stop));
    }

    [Fact]
    public async Task Imports_are_listed_newest_first_and_found_by_key()
    {
        var store = await CreateAsync();
        var imports = new[] { 1.0, 3, 2 }.Select(minutes =>
            new ImportBatchRow { ImportId = $"i{minutes}", At = Sample.At(minutes), Source = "links.csv" }).ToList();
        await PutAsync(store, Shop, [.. imports]);
        Assert.Equal(
            ["i3", "i2", "i1"],
            (await AllAsync((next, max) => store.ListImportsAsync(Shop, next, max, Stop), 2)).Select(row => row.ImportId));
        Assert.Equal("i3", (await store.FindImportAsync(Shop, imports[1].RowKey, Stop))!.Row.ImportId);
        Assert.Null(await store.FindImportAsync("other", imports[1].RowKey, Stop));
    }

    [Fact]
    public async Task An_alert_its_members_and_its_deliveries_are_kept_apart_from_those_of_others()
    {
        var store = await CreateAsync();
        await PutAsync(
            store, Shop,
            new OpenAlertRow("a2", Sample.Noon, Sample.At(60), 1),
            Alert("a1"), Alert("a12"),
            new AlertMemberRow("a1", Sample.History(0, "1")), new AlertMemberRow("a1", Sample.History(0, "2")),
            new AlertMemberRow("a12", Sample.History(0, "3")),
            new DeliveryRow { AlertId = "a1", Channel = "smtp" }, new DeliveryRow { AlertId = "a12", Channel = "outbox" });

        Assert.Equal("a2", (await store.FindOpenAlertAsync(Shop, Stop))!.Row.AlertId);
        Assert.Null(await store.FindOpenAlertAsync("other", Stop));
        Assert.Equal("about a1", (await store.FindAlertAsync(Shop, "a1", Stop))!.Row.Subject);
        Assert.Null(await store.FindAlertAsync(Shop, "a2", Stop));
        Assert.Equal(["a1", "a12"], (await AllAsync((next, max) => store.ListAlertsAsync(Shop, next, max, Stop), 1))
            .Select(alert => alert.AlertId)
            .Order(StringComparer.Ordinal));
        Assert.Equal(
            ["1", "2"],
            (await AllAsync((next, max) => store.ListMembersAsync(Shop, "a1", next, max, Stop), 1)).Select(member => member.Change.LinkId));
        Assert.Equal(["smtp"], (await store.ListDeliveriesAsync(Shop, "a1", Stop)).Select(delivery => delivery.Row.Channel));
        Assert.Empty(await store.ListDeliveriesAsync(Shop, "a", Stop));
    }

    [Fact]
    public async Task Incidents_are_found_by_id_and_listed_in_portions()
    {
        var store = await CreateAsync();
        var all = Enumerable.Range(0, 12).Select(i => Incident(i)).ToList();
        await PutAsync(store, Shop, [.. all]);
        var found = await store.FindIncidentsAsync(Shop, [all[3].Incident.Id, Incident(99).Incident.Id, all[0].Incident.Id], Stop);
        Assert.Equal([0, 3], found.Select(incident => incident.Row.Members).Order());
        Assert.Equal(all[3].Incident, found.Single(incident => incident.Row.Members == 3).Row.Incident);
        Assert.Empty(await store.FindIncidentsAsync("other", [all[0].Incident.Id], Stop));
        Assert.Empty(await store.FindIncidentsAsync(Shop, [], Stop));
        Assert.Equal(
            all.Select(incident => incident.Incident.Id).Order(StringComparer.Ordinal),
            (await AllAsync((next, max) => store.ListIncidentsAsync(Shop, next, max, Stop), 5)).Select(incident => incident.Incident.Id));
    }

    [Fact]
    public async Task The_incidents_of_an_alert_are_listed_with_it_alone()
    {
        var store = await CreateAsync();
        await PutAsync(
            store, Shop,
            new IncidentNewsRow("a1", IsBack: false, Incident(1)), new IncidentNewsRow("a1", IsBack: true, Incident(1)),
            new IncidentNewsRow("a1", IsBack: false, Incident(2)), new IncidentNewsRow("a12", IsBack: false, Incident(3)));
        var news = await store.ListNewsAsync(Shop, "a1", Stop);
        Assert.Equal([(1, false), (1, true), (2, false)], news.Select(row => (row.Row.Notified.Members, row.Row.IsBack)).Order());
        Assert.Empty(await store.ListNewsAsync(Shop, "a", Stop));
        Assert.Empty(await store.ListNewsAsync("other", "a1", Stop));
    }

    [Fact]
    public async Task Coverage_is_a_row_a_day_and_listed_newest_first()
    {
        var store = await CreateAsync();
        foreach (var (day, links) in new[] { (0, 1), (2, 2), (1, 3), (1, 4) })
        {
            await PutAsync(store, Shop, new CoverageRow { At = Sample.Noon.AddDays(day).AddMinutes(links), Links = links });
        }

        await PutAsync(store, "other", new CoverageRow { At = Sample.Noon });
        Assert.Equal(
            [2, 4, 1],
            (await AllAsync((next, max) => store.ListCoverageAsync(Shop, next, max, Stop), 2)).Select(coverage => coverage.Links));
        Assert.Equal(2, Assert.Single((await store.ListCoverageAsync(Shop, null, 1, Stop)).Rows).Row.Links);
    }

    [Fact]
    public async Task Due_alerts_are_listed_earliest_first_until_the_time_asked_for()
    {
        var store = await CreateAsync();
        ScheduledAlert[] dues = [new(Sample.At(5), "shop", "a1"), new(
            Sample.At(-600), "other", "a2"), new(Sample.Noon, "shop", "a3"), new(Sample.Noon, "shop", "a4")];
        foreach (var due in dues) await store.PutDueAsync(due, Stop);
        await store.PutDueAsync(dues[0], Stop);
        Assert.Equal(["a2", "a3", "a4"], (await store.ListDueAsync(Sample.Noon, 10, Stop)).Select(due => due.AlertId));
        Assert.Equal(["a2", "a3"], (await store.ListDueAsync(Sample.At(9), 2, Stop)).Select(due => due.AlertId));
        Assert.Equal(dues[1], (await store.ListDueAsync(Sample.Noon, 1, Stop)).Single());
    }

    [Fact]
    public async Task A_due_pointer_is_removed_once_and_removing_it_again_is_nothing()
    {
        var store = await CreateAsync();
        var due = new ScheduledAlert(Sample.Noon, "shop", "a1");
        await store.DeleteDueAsync(due, Stop);
        await store.PutDueAsync(due, Stop);
        await store.PutDueAsync(due with { AlertId = "a2" }, Stop);
        await store.DeleteDueAsync(due, Stop);
        await store.DeleteDueAsync(due, Stop);
        Assert.Equal(["a2"], (await store.ListDueAsync(Sample.Noon, 10, Stop)).Select(left => left.AlertId));
    }

    [Fact]
    public async Task Failed_deliveries_are_listed_earliest_first_and_removed_one_by_one()
    {
        var store = await CreateAsync();
        FailedDelivery[] failures =
        [
            new(Sample.At(2), "s", "a1", "smtp"), new(Sample.At(1), "s", "a1", "slack"), new(Sample.At(2), "s", "a1", "slack")
        ];
        foreach (var failed in failures) await store.PutFailedAsync(failed, Stop);
        await store.PutFailedAsync(failures[0], Stop);
        await store.PutDueAsync(new ScheduledAlert(Sample.At(1), "s", "a1"), Stop);

        Assert.Equal([failures[1], failures[2], failures[0]], await store.ListFailedAsync(10, Stop));
        Assert.Equal(failures[1], Assert.Single(await store.ListFailedAsync(1, Stop)));
        await store.DeleteFailedAsync(failures[1], Stop);
        await store.DeleteFailedAsync(failures[1], Stop);
        Assert.Equal([failures[2], failures[0]], await store.ListFailedAsync(10, Stop));
        Assert.Single(await store.ListDueAsync(Sample.At(1), 10, Stop));
    }

    [Fact]
    public async Task Who_cancels_is_heard()
    {
        var store = await CreateAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.SaveSiteAsync(Sample.Site("shop"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListSitesAsync(cancelled.Token));
        Assert.Empty(await store.ListSitesAsync(Stop));
    }

    [Fact]
    public async Task A_disavow_file_is_kept_byte_for_byte_even_the_largest_that_does_not_compress()
    {
        var store = await CreateAsync();
        var disavow = new SiteDisavow(store, TimeProvider.System);
        var bytes = new byte[LinkWatch.Review.DisavowFile.MaxBytes];
        new Random(1).NextBytes(bytes);

        Assert.Null(await disavow.FindAsync(Shop, Stop));
        Assert.False(await disavow.KeepAsync(Shop, "a.txt", bytes, Stop));
        Assert.Equal(bytes, (await disavow.FindAsync(Shop, Stop))!.Bytes);
        Assert.True(await disavow.KeepAsync(Shop, "b.txt", bytes[..7], Stop));

        var kept = await disavow.FindAsync(Shop, Stop);
        Assert.Equal("b.txt", kept!.Name);
        Assert.Equal(bytes[..7], kept.Bytes);
        Assert.Single(await store.ListDisavowPiecesAsync(Shop, Stop));
        Assert.Null(await disavow.FindAsync("other", Stop));
    }

    private static IncidentRow Incident(int number) =>
        new()
        {
            Incident = LinkWatch.Confirming.Incident.OfHost($"blog-{number}.example", IncidentCause.Lost, Sample.Noon),
            Members = number
        };

    private static AlertRow Alert(string id) =>
        new() { AlertId = id, SealedAt = Sample.Noon, Subject = $"about {id}", Text = "text", Html = "<p>text</p>" };

    private static async Task PutAsync(ISiteStore store, string site, params SiteRow[] rows) =>
        Assert.NotNull(await store.CommitAsync(site, [.. rows.Select(RowWrite.Put)], Stop));

    private static async Task<List<TRow>> AllAsync<TRow>(Func<string?, int, Task<Portion<TRow>>> list, int max)
    {
        var met = new List<TRow>();
        string? next = null;
        do
        {
            var portion = await list(next, max);
            Assert.InRange(portion.Rows.Count, 0, max);
            met.AddRange(portion.Rows.Select(stored => stored.Row));
            next = portion.Next;
        }
        while (next is not null);

        return met;
    }

    private sealed class SiteLinks(ISiteStore store) : IPartition
    {
        public Task<Stored<LinkRow>?> FindAsync(string id) => store.FindLinkAsync(Shop, id, Stop);

        public Task<IReadOnlyList<string>?> CommitAsync(IReadOnlyList<RowWrite> writes) => store.CommitAsync(Shop, writes, Stop);
    }
}
