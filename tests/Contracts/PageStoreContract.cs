using LinkWatch.Confirming;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Contracts;

/// <summary>What every <see cref="IPageStore"/> does.</summary>
public abstract class PageStoreContract : CommitAllContract<PageRow>
{
    /// <summary>Another handle onto this test's own store, which begins empty and has at least two shards.</summary>
    protected abstract Task<IPageStore> CreateAsync();

    protected override async Task<IPartition> OpenPartitionAsync() => new Shard(await CreateAsync());

    protected override async Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(IReadOnlyList<IReadOnlyList<RowWrite>> commits) =>
        await (await CreateAsync()).CommitAllAsync(0, commits, Stop);

    protected override PageRow Row(string id, string text) => Sample.Page(id, title: text);

    protected override string TextOf(PageRow row) => row.Links[0].ExpectedRel[0];

    [Fact]
    public async Task An_untouched_shard_has_an_empty_agenda()
    {
        var agenda = await (await CreateAsync()).ReadAgendaAsync(0, Sample.Noon, 10, 10, Stop);
        Assert.Null(agenda.Cursor);
        Assert.Empty(agenda.Slices);
        Assert.Empty(agenda.Hosts);
        Assert.Empty(agenda.Rechecks);
    }

    [Fact]
    public async Task The_agenda_holds_the_cursor_every_slice_and_the_rechecks_that_are_due_oldest_first()
    {
        var store = await CreateAsync();
        var cursor = new CursorRow(
            new Dictionary<Cadence, CadenceCursor> { [Cadence.Daily] = new(Sample.Noon, 2.5), [Cadence.SixHourly] = new(Sample.At(1), 0) },
            Sample.At(2));
        await PutAsync(store, cursor, Sample.Slice("s2"), Sample.Slice("s1"));
        await PutAsync(store, Sample.Recheck(0, Sample.Id("3")), Sample.Recheck(-5, Sample.Id("9")), Sample.Recheck(-1000, Sample.Id("f")));
        await PutAsync(store, Sample.Recheck(1, Sample.Id("1")), Sample.Page(Sample.Id("1")), Sample.Change(-1, Sample.Id("1")));

        var agenda = await store.ReadAgendaAsync(0, Sample.Noon, 10, 10, Stop);
        Assert.Equal(cursor.Cadences, agenda.Cursor!.Row.Cadences);
        Assert.Equal(cursor.LastPlanned, agenda.Cursor.Row.LastPlanned);
        Assert.Equal(cursor.Cadences, (await store.FindCursorAsync(0, Stop))!.Row.Cadences);
        Assert.Null(await store.FindCursorAsync(1, Stop));
        Assert.Equal(["s1", "s2"], agenda.Slices.Select(slice => slice.Row.Id));
        Assert.Equal([Sample.At(-1000), Sample.At(-5), Sample.Noon], agenda.Rechecks.Select(recheck => recheck.Row.Due));
    }

    [Fact]
    public async Task The_agenda_leaves_the_latest_rechecks_if_more_are_due_than_asked_for()
    {
        var store = await CreateAsync();
        await PutAsync(
            store, Sample.Slice("s1"), Sample.Slice("s2"), Sample.Recheck(-1, Sample.Id("1")), Sample.Recheck(-3, Sample.Id("3")),
            Sample.Recheck(-2, Sample.Id("2")));
        var agenda = await store.ReadAgendaAsync(0, Sample.Noon, 2, 2, Stop);
        Assert.Equal([Sample.At(-3), Sample.At(-2)], agenda.Rechecks.Select(recheck => recheck.Row.Due));
        Assert.Equal(2, agenda.Slices.Count);
    }

    [Fact]
    public async Task The_agenda_of_an_outage_is_read_past_a_thousand_rows()
    {
        var store = await CreateAsync();
        for (var portion = 0; portion < 13; portion++)
        {
            var from = portion * 100;
            await PutAsync(store, [.. Enumerable.Range(from, 100)
                .Select(i => i < 60 ? (ShardRow)Sample.Slice($"s{i:d4}") : Sample.Recheck(i - 5000, Hashed(i)))]);
        }

        var agenda = await store.ReadAgendaAsync(0, Sample.Noon, 1_100, 1_100, Stop);
        Assert.Equal(60, agenda.Slices.Count);
        Assert.Equal(Enumerable.Range(60, 1_100).Select(i => Sample.At(i - 5000)), agenda.Rechecks.Select(recheck => recheck.Row.Due));
        Assert.Equal(1_240, (await store.ReadAgendaAsync(0, Sample.Noon, 5_000, 5_000, Stop)).Rechecks.Count);
    }

    [Fact]
    public async Task The_backlog_of_one_host_hides_no_other_and_a_busy_host_has_none()
    {
        var store = await CreateAsync();
        foreach (var portion in Enumerable.Range(0, 1_200).Select(i => Sample.Recheck(i - 5000, Hashed(i))).Chunk(100))
            await PutAsync(store, [.. portion]);
        var (other, busy) = (
            Sample.Recheck(-2, Sample.Id("2")) with { Host = "other.example" },
            Sample.Recheck(-1, Sample.Id("1")) with { Host = "busy.example" });
        await PutAsync(store, other, busy, Sample.Slice("s1") with { Hosts = ["busy.example"] });

        var agenda = await store.ReadAgendaAsync(0, Sample.Noon, 1_000, 3, Stop);

        Assert.Equal([Sample.At(-5000), Sample.At(-4999), Sample.At(-4998), other.Due], agenda.Rechecks.Select(recheck => recheck.Row.Due));
    }

    [Fact]
    public async Task What_the_agenda_holds_can_be_exchanged_by_its_versions()
    {
        var store = await CreateAsync();
        await PutAsync(store, Sample.Recheck(-1, Sample.Id("1")));
        var due = (await store.ReadAgendaAsync(0, Sample.Noon, 10, 10, Stop)).Rechecks.Single();
        Assert.NotNull(
            await store.CommitAsync(0, [RowWrite.Delete(due.Row.RowKey, due.Version), RowWrite.Insert(Sample.Slice("s1"))], Stop));
        var agenda = await store.ReadAgendaAsync(0, Sample.Noon, 10, 10, Stop);
        Assert.Empty(agenda.Rechecks);
        Assert.Equal("s1", agenda.Slices.Single().Row.Id);
    }

    [Theory]
    [InlineData("", null, "00 01 7f 80 801 ff")]
    [InlineData("", "80", "00 01 7f 80 801")]
    [InlineData("00", "80", "01 7f 80 801")]
    [InlineData("7f", "7f", "")]
    [InlineData("80", null, "ff")]
    [InlineData("80", "ff", "ff")]
    [InlineData("ff", null, "")]
    [InlineData("02", "7e", "")]
    [InlineData("8", "f", "ff")]
    public async Task Places_begin_after_one_prefix_and_end_with_all_of_another(string after, string? to, string expected)
    {
        var store = await CreateAsync();
        await PutAsync(store, [.. new[] { "801", "00", "ff", "7f", "80", "01" }.Select(place => Sample.Page(Sample.Id(place)))]);
        await PutAsync(store, Sample.Page(Sample.Id("40"), Cadence.Weekly), Sample.Page(Sample.Id("41"), Cadence.TwiceDaily));
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Sample.Id),
            IdsOf(await store.ReadPlacesAsync(0, Cadence.Daily, after, to, 100, Stop)));
    }

    [Fact]
    public async Task Ranges_side_by_side_meet_each_page_of_the_circle_once()
    {
        var store = await CreateAsync();
        var all = Enumerable.Range(0, 64).Select(i => Hashed(i)).Order(StringComparer.Ordinal).ToList();
        await PutAsync(store, [.. all.Select(id => Sample.Page(id))]);
        var met = new List<string>();
        string[] borders = ["", "0fffffff", "3a", "80000000", "9", "ffffffff"];
        for (var i = 1; i < borders.Length; i++)
            met.AddRange(IdsOf(await store.ReadPlacesAsync(0, Cadence.Daily, borders[i - 1], borders[i], 100, Stop)));
        Assert.Equal(all, met);
    }

    [Fact]
    public async Task More_places_than_asked_for_go_on_after_the_last_id()
    {
        var store = await CreateAsync();
        // Ids that differ in the last digit only: going on after one must not skip the next.
        var all = Enumerable.Range(0, 10).Select(i => $"{new string('5', 31)}{i}").ToList();
        await PutAsync(store, [.. all.Select(id => Sample.Page(id))]);
        var met = new List<string>();
        while (await store.ReadPlacesAsync(0, Cadence.Daily, met.LastOrDefault("4"), "5", 3, Stop) is { Count: > 0 } portion)
        {
            Assert.InRange(portion.Count, 1, 3);
            met.AddRange(IdsOf(portion));
        }

        Assert.Equal(all, met);
    }

    [Fact]
    public async Task Pages_are_found_by_key_and_the_missing_left_out()
    {
        var store = await CreateAsync();
        var (one, two, weekly) = (Sample.Page(Sample.Id("1")), Sample.Page(Sample.Id("2")), Sample.Page(Sample.Id("1"), Cadence.Weekly));
        await PutAsync(store, one, two, weekly);
        var found = await store.FindPagesAsync(0, [weekly.Key, new PageKey(0, Cadence.Daily, Sample.Id("9")), one.Key], Stop);
        Assert.Equal(
            new[] { one.RowKey, weekly.RowKey }.Order(StringComparer.Ordinal),
            found.Select(page => page.Row.RowKey).Order(StringComparer.Ordinal));
        Assert.Empty(await store.FindPagesAsync(0, [], Stop));
    }

    [Fact]
    public async Task A_hundred_pages_are_found_at_once()
    {
        var store = await CreateAsync();
        var pages = Enumerable.Range(0, 100).Select(i => Sample.Page(Hashed(i))).ToList();
        await PutAsync(store, [.. pages]);
        Assert.Equal(100, (await store.FindPagesAsync(0, [.. pages.Select(page => page.Key)], Stop)).Count);
    }

    [Theory]
    [InlineData("blog.example")]
    [InlineData("blog.example:8080")]
    [InlineData("[2001:db8::1]:8080")]
    [InlineData("o'brien.example")]
    [InlineData("a_b.example.")]
    [InlineData("xn--bcher-kva.example")]
    public async Task A_page_is_found_by_its_host_and_id_whatever_its_cadence(string authority)
    {
        var store = await CreateAsync();
        var shard = Ids.Shard(authority, store.Shards);
        var page = Sample.Page(Sample.Id("1"), Cadence.Daily, shard);
        Assert.NotNull(
            await store.CommitAsync(shard, [RowWrite.Insert(page), RowWrite.Insert(new HostPageRow(authority, page.Key))], Stop));
        Assert.Equal(page.Key, (await store.FindPageAsync(authority, Sample.Id("1"), Stop))!.Row.Key);
        Assert.Null(await store.FindPageAsync("other.example", Sample.Id("1"), Stop));
        Assert.Null(await store.FindPageAsync(authority, Sample.Id("2"), Stop));

        var moved = page with { Key = page.Key with { Cadence = Cadence.Weekly } };
        Assert.NotNull(await store.CommitAsync(
            shard, [RowWrite.Delete(page.RowKey), RowWrite.Insert(moved), RowWrite.Put(new HostPageRow(authority, moved.Key))], Stop));
        Assert.Equal(moved.Key, (await store.FindPageAsync(authority, Sample.Id("1"), Stop))!.Row.Key);
    }

    [Fact]
    public async Task Pages_are_found_by_their_addresses_whatever_their_cadence()
    {
        var store = await CreateAsync();
        var urls = Enumerable.Range(0, 4).Select(i => WebUrl.Parse($"https://blog.example/{i}")).ToList();
        var shard = Ids.Shard("blog.example", store.Shards);
        var daily = PageAt(urls[0], Cadence.Daily);
        var weekly = PageAt(urls[1], Cadence.Weekly);
        foreach (var page in new[] { daily, weekly })
        {
            Assert.NotNull(await store.CommitAsync(
                shard, [RowWrite.Insert(page), RowWrite.Put(new HostPageRow("blog.example", page.Key))], Stop));
        }

        // A page that its host's entry no longer names is not found; neither is an entry without a page.
        await store.CommitAsync(shard, [RowWrite.Insert(PageAt(urls[2], Cadence.Daily))], Stop);
        await store.CommitAsync(shard, [RowWrite.Put(new HostPageRow("blog.example", PageAt(urls[3], Cadence.Daily).Key))], Stop);

        var found = await store.FindPagesByUrlAsync(shard, [.. urls, urls[0], WebUrl.Parse("https://blog.example/0#part")], Stop);

        Assert.Equal(
            new[] { daily.Key, weekly.Key }.OrderBy(key => key.PageId, StringComparer.Ordinal),
            found.Select(page => page.Row.Key).OrderBy(key => key.PageId, StringComparer.Ordinal));
        Assert.Empty(await store.FindPagesByUrlAsync(shard, [], Stop));
        var stored = found.Single(page => page.Row.Key == daily.Key);
        Assert.NotNull(await store.CommitAsync(shard, [RowWrite.Replace(daily, stored.Version)], Stop));

        PageRow PageAt(WebUrl url, Cadence cadence) => Sample.Page(Ids.Page(url), cadence, shard) with { Url = url };
    }

    [Fact]
    public async Task A_slice_is_found_by_its_id()
    {
        var store = await CreateAsync();
        await PutAsync(store, Sample.Slice("s1", generation: 7));
        Assert.Equal(7, (await store.FindSliceAsync(0, "s1", Stop))!.Row.Generation);
        Assert.Null(await store.FindSliceAsync(0, "s", Stop));
    }

    [Fact]
    public async Task The_agenda_holds_the_hosts_in_trouble_and_not_their_pages()
    {
        var store = await CreateAsync();
        await PutAsync(
            store,
            new HostRow("blog.example", Sample.At(5)),
            new HostRow("[2001:db8::1]:8080", null),
            new HostPageRow("blog.example", new PageKey(0, Cadence.Daily, Sample.Id("1"))));
        var hosts = (await store.ReadAgendaAsync(0, Sample.Noon, 10, 10, Stop)).Hosts;
        Assert.Equal(["[2001:db8::1]:8080", "blog.example"], hosts.Select(host => host.Row.Authority).Order(StringComparer.Ordinal));
        Assert.Equal(Sample.At(5), hosts.Single(host => host.Row.Authority == "blog.example").Row.WaitUntil);
    }

    [Fact]
    public async Task Hosts_in_trouble_are_found_by_their_authority_and_the_others_left_out()
    {
        var store = await CreateAsync();
        var trouble = new HostTrouble
        {
            Since = Sample.Noon,
            Read = 7,
            Degraded = 5,
            BoostAfter = "",
            Counters = [new IncidentCounter("shop", IncidentCause.Lost, 5, 0)]
        };
        await PutAsync(
            store,
            new HostRow("blog.example", null) { Trouble = trouble },
            new HostRow("blog.example:8080", Sample.At(5)),
            new HostPageRow("news.example", new PageKey(0, Cadence.Daily, Sample.Id("1"))));
        var found = await store.FindHostsAsync(0, ["blog.example:8080", "news.example", "blog.example"], Stop);
        Assert.Equal(["blog.example", "blog.example:8080"], found.Select(host => host.Row.Authority).Order(StringComparer.Ordinal));
        Assert.Equal(trouble, found.Single(host => host.Row.WaitUntil is null).Row.Trouble);
        Assert.Empty(await store.FindHostsAsync(0, [], Stop));
        Assert.Empty(await store.FindHostsAsync(1, ["blog.example"], Stop));
    }

    [Fact]
    public async Task A_front_page_is_found_by_its_address_and_holds_its_last_answer()
    {
        var store = await CreateAsync();
        var url = WebUrl.Parse("https://blog.example/");
        var shard = Ids.Shard("blog.example", store.Shards);
        Assert.Null(await store.FindFrontPageAsync(url, Stop));
        foreach (var status in (int?[])[404, null])
        {
            var front = new FrontPage(url, status, "1c0e8a51", Sample.Noon, Sample.Noon);
            await store.CommitAsync(shard, [RowWrite.Put(new FrontPageRow(front))], Stop);
            Assert.Equal(front, (await store.FindFrontPageAsync(url, Stop))!.Row.FrontPage);
        }

        Assert.Null(await store.FindFrontPageAsync(WebUrl.Parse("http://blog.example/"), Stop));
    }

    [Fact]
    public async Task The_pages_of_a_host_are_listed_in_portions_and_no_others()
    {
        var store = await CreateAsync();
        var all = Enumerable.Range(0, 23).Select(i => new PageKey(0, Cadences.All[i % Cadences.All.Count], Hashed(i))).ToList();
        await PutAsync(store, [.. all.Select(page => new HostPageRow("blog.example", page))]);
        await PutAsync(
            store,
            new HostPageRow("blog.example:8080", all[0]),
            new HostPageRow("news.example", all[1]),
            new HostRow("blog.example", Sample.Noon));
        var met = new List<PageKey>();
        string? next = null;
        do
        {
            var portion = await store.ListHostPagesAsync(0, "blog.example", next, 5, Stop);
            Assert.InRange(portion.Rows.Count, 0, 5);
            met.AddRange(portion.Rows.Select(page => page.Row.Page));
            next = portion.Next;
        }
        while (next is not null);

        Assert.Equal(all.OrderBy(page => page.PageId, StringComparer.Ordinal), met);
    }

    [Fact]
    public async Task Changes_are_found_by_key_and_the_missing_left_out()
    {
        var store = await CreateAsync();
        ChangeRow[] changes = [Sample.Change(1, Sample.Id("1")), Sample.Change(2, Sample.Id("1")), Sample.Change(2, Sample.Id("2"))];
        await PutAsync(store, changes);
        var found = await store.FindChangesAsync(0, [changes[2].RowKey, Sample.Change(3, Sample.Id("1")).RowKey, changes[0].RowKey], Stop);
        Assert.Equal([changes[0].RowKey, changes[2].RowKey], found.Select(change => change.Row.RowKey).Order(StringComparer.Ordinal));
        Assert.Empty(await store.FindChangesAsync(0, [], Stop));
    }

    [Fact]
    public async Task The_outbox_is_read_oldest_first()
    {
        var store = await CreateAsync();
        await PutAsync(store, Sample.Change(3, Sample.Id("1")), Sample.Change(-90, Sample.Id("9")), Sample.Change(2, Sample.Id("5")));
        var outbox = await store.ReadOutboxAsync(0, 2, Stop);
        Assert.Equal([Sample.At(-90), Sample.At(2)], outbox.Select(change => change.Row.PlannedAt));
        Assert.Equal(3, (await store.ReadOutboxAsync(0, 100, Stop)).Count);
    }

    [Fact]
    public async Task All_pages_of_a_shard_are_listed_in_portions()
    {
        var store = await CreateAsync();
        var all = Enumerable.Range(0, 25).Select(i => Sample.Page(Hashed(i), Cadences.All[i % Cadences.All.Count])).ToList();
        await PutAsync(store, [.. all]);
        await PutAsync(store, Sample.Slice("s1"), Sample.Recheck(0, Sample.Id("1")), new HostPageRow("blog.example", all[0].Key));
        var met = new List<string>();
        string? next = null;
        do
        {
            var portion = await store.ListPagesAsync(0, next, 5, Stop);
            Assert.InRange(portion.Rows.Count, 0, 5);
            met.AddRange(portion.Rows.Select(page => page.Row.RowKey));
            next = portion.Next;
        }
        while (next is not null);

        Assert.Equal(all.Select(page => page.RowKey).Order(StringComparer.Ordinal), met);
    }

    [Fact]
    public async Task Shards_know_nothing_of_each_other()
    {
        var store = await CreateAsync();
        await PutAsync(
            store, Sample.Page(Sample.Id("1")), Sample.Slice("s1"), Sample.Recheck(-1, Sample.Id("1")), Sample.Change(0, Sample.Id("1")));
        var agenda = await store.ReadAgendaAsync(1, Sample.At(100), 10, 10, Stop);
        Assert.Empty(agenda.Slices);
        Assert.Empty(agenda.Rechecks);
        Assert.Empty(await store.ReadPlacesAsync(1, Cadence.Daily, "", null, 10, Stop));
        Assert.Empty(await store.ReadOutboxAsync(1, 10, Stop));
        Assert.Empty((await store.ListPagesAsync(1, null, 10, Stop)).Rows);
        Assert.NotNull(await store.CommitAsync(1, [RowWrite.Insert(Sample.Page(Sample.Id("1")))], Stop));
    }

    [Fact]
    public async Task Who_cancels_is_heard()
    {
        var store = await CreateAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            store.CommitAsync(0, [RowWrite.Put(Sample.Slice("s1"))], cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.FindSliceAsync(0, "s1", cancelled.Token));
        Assert.Null(await store.FindSliceAsync(0, "s1", Stop));
    }

    private static string Hashed(int i) => Ids.Hash($"page {i}");

    private static IEnumerable<string> IdsOf(IReadOnlyList<Stored<PageRow>> pages) => pages.Select(page => page.Row.Key.PageId);

    private static async Task PutAsync(IPageStore store, params ShardRow[] rows) =>
        Assert.NotNull(await store.CommitAsync(0, [.. rows.Select(RowWrite.Put)], Stop));

    private sealed class Shard(IPageStore store) : IPartition
    {
        public async Task<Stored<PageRow>?> FindAsync(string id) =>
            (await store.FindPagesAsync(0, [new PageKey(0, Cadence.Daily, id)], Stop)).SingleOrDefault();

        public Task<IReadOnlyList<string>?> CommitAsync(IReadOnlyList<RowWrite> writes) => store.CommitAsync(0, writes, Stop);
    }
}
