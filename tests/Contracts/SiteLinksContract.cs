using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Contracts;

/// <summary>What <see cref="ISiteLinks"/> does on every store.</summary>
public abstract class SiteLinksContract
{
    private const string Shop = "shop";

    private static readonly string[] Tags = ["guest", "Guest", "partner", "naïve & co"];

    private static readonly string[][] Rels = [[], ["noopener"], ["nofollow"], ["UGC", "nofollow"], ["sponsored"]];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Another handle onto this test's own store, which begins empty.</summary>
    protected abstract Task<ISiteStore> CreateAsync();

    /// <summary>The smaller, the fewer calls: an emulator is slow.</summary>
    protected virtual int Rounds => 12;

    [Fact]
    public async Task Whatever_is_imported_edited_changed_and_removed_lists_and_counts_are_those_of_the_links()
    {
        var store = await CreateAsync();
        var links = new SiteLinks(store, FakeTime.Create());
        var random = new Random(20260301);
        for (var round = 0; round < Rounds; round++)
        {
            var stored = (await AllAsync(store)).ToDictionary(link => link.Row.LinkId);
            var edits = Enumerable.Range(0, 25).Select(_ => random.Next(60)).Distinct()
                .Select(number => EditOf(random, stored.GetValueOrDefault(IdOf(number)), number, round)).OfType<LinkEdit>().ToList();
            foreach (var commit in LinkEdit.Chunk(edits, edit => edit, store.MaxPerCommit))
            {
                Assert.NotNull(await store.CommitAsync(Shop, LinkEdit.Commit(commit), Stop));

                // Moved twice: the versions are no longer there.
                Assert.Null(await store.CommitAsync(Shop, LinkEdit.Commit(commit), Stop));
            }

            if (round % 2 == 1) await links.CountAsync(Shop, Stop);
            await HoldsAsync(links, [.. (await AllAsync(store)).Select(link => link.Row)], random);
        }
    }

    [Theory]
    [InlineData(LinkOrder.Change)]
    [InlineData(LinkOrder.Address)]
    [InlineData(LinkOrder.Status)]
    [InlineData(LinkOrder.Worth)]
    public async Task Every_link_is_on_one_page_of_a_list(LinkOrder order)
    {
        var store = await CreateAsync();
        await AddAsync(store, [.. Enumerable.Range(0, 23).Select(number => LinkOf(new Random(number), number))]);

        var pages = await PagesAsync(new SiteLinks(store, FakeTime.Create()), LinkFilter.None, order, take: 5);

        Assert.Equal([5, 5, 5, 5, 3], pages.Select(page => page.Count));
        Assert.Equal(23, pages.SelectMany(page => page).Select(link => link.LinkId).Distinct().Count());
    }

    [Fact]
    public async Task A_page_goes_on_after_the_last_link_even_if_that_is_gone()
    {
        var store = await CreateAsync();
        await AddAsync(store, [.. Enumerable.Range(0, 6).Select(number => LinkOf(new Random(number), number))]);
        var links = new SiteLinks(store, FakeTime.Create());
        var all = (await links.ListAsync(Shop, LinkFilter.None, LinkOrder.Address, null, 6, Stop)).Links;

        var first = await links.ListAsync(Shop, LinkFilter.None, LinkOrder.Address, null, 2, Stop);
        var gone = (await store.FindLinkAsync(Shop, first.Links[1].LinkId, Stop))!;
        Assert.NotNull(await store.CommitAsync(Shop, LinkEdit.Commit([LinkEdit.Of(gone, after: null)]), Stop));
        var rest = await links.ListAsync(Shop, LinkFilter.None, LinkOrder.Address, first.Next, 9, Stop);

        Assert.Equal(all.Skip(2).Select(link => link.LinkId), rest.Links.Select(link => link.LinkId));
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task A_text_that_few_links_have_is_found_some_pages_on()
    {
        var store = await CreateAsync();
        var number = 0;
        await AddAsync(store, [.. Enumerable.Range(0, 600).Select(i => LinkOf(new Random(1), number++) with { Status = null })]);

        var links = new SiteLinks(store, FakeTime.Create());
        var pages = await PagesAsync(links, new LinkFilter { Text = "PAGE-0599" }, LinkOrder.Address, take: 10);

        Assert.True(pages.Count > 1);
        Assert.Equal(IdOf(599), Assert.Single(pages.SelectMany(page => page)).LinkId);
    }

    [Theory]
    [InlineData(LinkOrder.Change, "a!0")]
    [InlineData(LinkOrder.Status, "c!0")]
    [InlineData(LinkOrder.Status, "s7!0")]
    [InlineData(LinkOrder.Address, "")]
    [InlineData(LinkOrder.Worth, "a!0")]
    public async Task The_next_of_another_order_is_refused(LinkOrder order, string next)
    {
        var links = new SiteLinks(await CreateAsync(), FakeTime.Create());
        await Assert.ThrowsAsync<ArgumentException>(() => links.ListAsync(Shop, LinkFilter.None, order, next, 10, Stop));
    }

    [Fact]
    public async Task Days_say_what_came_and_what_was_lost_in_the_time_zone_of_the_site()
    {
        var store = await CreateAsync();
        await store.SaveSiteAsync(Sample.Site(Shop) with { TimeZone = "Pacific/Auckland" }, Stop);
        var clock = new FakeTimeProvider(Sample.Noon);
        var links = new SiteLinks(store, clock);
        var live = LinkOf(new Random(1), 1) with { Status = Status.Live, AddedAt = Sample.Noon, ChangedAt = Sample.Noon };
        await AddAsync(store, live, live with { LinkId = IdOf(2) });
        await links.CountAsync(Shop, Stop);
        var before = (await store.FindLinkAsync(Shop, live.LinkId, Stop))!;
        var lost = LinkEdit.Of(before, live with { Status = Status.Lost, ChangedAt = Sample.Noon.AddDays(2) });
        Assert.NotNull(await store.CommitAsync(Shop, LinkEdit.Commit([lost]), Stop));
        clock.Advance(TimeSpan.FromDays(2));
        await links.CountAsync(Shop, Stop);
        await links.CountAsync(Shop, Stop);

        var days = await links.DaysAsync(Shop, new DateOnly(2026, 2, 20), new DateOnly(2026, 3, 5), Stop);

        // Noon is an hour past midnight there.
        Assert.Equal(
            [(2, 2, 0, 2, 0), (3, 2, 0, 0, 0), (4, 1, 1, 0, 1), (5, 1, 1, 0, 0)],
            days.Select(day => (day.Day.Day, day.Live, day.Lost, day.NewOnDay, day.LostOnDay)));
        Assert.Equal([(4, 1)], (await links.DaysAsync(Shop, days[2].Day, days[2].Day, Stop)).Select(day => (day.Day.Day, day.Lost)));
    }

    [Fact]
    public async Task Links_of_any_number_of_days_are_counted()
    {
        var store = await CreateAsync();
        await store.SaveSiteAsync(Sample.Site(Shop), Stop);
        var rows = Enumerable.Range(0, 300).Select(i => LinkOf(new Random(i), i) with { AddedAt = Sample.Noon.AddDays(i) });
        await AddAsync(store, [.. rows]);
        await new SiteLinks(store, new FakeTimeProvider(Sample.Noon.AddDays(299))).CountAsync(Shop, Stop);

        Assert.Empty((await store.ListCountsAsync(Shop, 1, Stop)).Deltas);
        var first = DateOnly.FromDateTime(Sample.Noon.Date);
        var days = await new SiteLinks(store, FakeTime.Create()).DaysAsync(Shop, first, first.AddDays(299), Stop);
        Assert.Equal(300, days.Count);
        Assert.All(days, day => Assert.Equal(1, day.NewOnDay));
        Assert.Equal(300, days[^1].Links);
    }

    [Fact]
    public async Task A_link_whose_entries_are_missing_can_be_changed_and_removed()
    {
        var store = await CreateAsync();
        var row = LinkOf(new Random(1), 1);
        Assert.NotNull(await store.CommitAsync(Shop, [RowWrite.Insert(row)], Stop));
        var changed = LinkEdit.Of((await store.FindLinkAsync(Shop, row.LinkId, Stop))!, row with { ChangedAt = Sample.At(90) });
        Assert.NotNull(await store.CommitAsync(Shop, LinkEdit.Commit([changed]), Stop));
        var links = new SiteLinks(store, FakeTime.Create());
        Assert.Single((await links.ListAsync(Shop, LinkFilter.None, LinkOrder.Change, null, 9, Stop)).Links);

        var gone = LinkEdit.Of((await store.FindLinkAsync(Shop, row.LinkId, Stop))!, after: null);
        await store.CommitAsync(Shop, [RowWrite.Delete(LinkEdit.EntriesOf(changed.After).First())], Stop);
        Assert.Equal([CommitOutcome.Written], await store.CommitAllAsync(Shop, [LinkEdit.Commit([gone])], Stop));
        Assert.Empty((await links.ListAsync(Shop, LinkFilter.None, LinkOrder.Change, null, 9, Stop)).Links);
    }

    private static async Task HoldsAsync(SiteLinks links, IReadOnlyList<LinkRow> rows, Random random)
    {
        var counts = await links.CountsAsync(Shop, Stop);
        Assert.Equal(rows.Count, counts.Links);
        Assert.Equal(counts.Links, LinkFacets.Statuses.Sum(counts.Of));
        foreach (var facet in rows.SelectMany(LinkFacets.Of).Distinct().Where(facet => facet.IsCounted))
            Assert.Equal(rows.Count(row => LinkFacets.Of(row).Contains(facet)), counts.Of(facet));
        foreach (var kind in new[] { FacetKind.Tag, FacetKind.Reason, FacetKind.Rel })
        {
            Assert.Equal(
                rows.SelectMany(LinkFacets.Of).Where(facet => facet.Kind == kind).Select(facet => facet.Value).Distinct().Order(),
                counts.Values(kind).Keys.Order());
        }

        foreach (var order in Enum.GetValues<LinkOrder>())
        {
            var filter = FilterOf(random);
            var expected = Sorted(rows.Where(filter.Fits), order).Select(row => row.LinkId);
            var listed = (await PagesAsync(links, filter, order, take: 1 + random.Next(40))).SelectMany(page => page);
            Assert.Equal(expected, listed.Select(row => row.LinkId));
        }
    }

    private static IEnumerable<LinkRow> Sorted(IEnumerable<LinkRow> rows, LinkOrder order)
    {
        static string ByChange(LinkRow row) => Keys.PlaceByChange(row.ChangedAt ?? row.AddedAt, row.LinkId);
        return order switch
        {
            LinkOrder.Address => rows.OrderBy(row => row.Link.Source.Host + row.Link.Source.Path, StringComparer.Ordinal)
                .ThenBy(row => row.LinkId, StringComparer.Ordinal),
            LinkOrder.Status => rows.OrderBy(row => row.Listed()).ThenBy(ByChange, StringComparer.Ordinal),
            LinkOrder.Worth => rows.OrderByDescending(row => row.Worth?.Points ?? -1).ThenBy(row => row.LinkId, StringComparer.Ordinal),
            _ => rows.OrderBy(ByChange, StringComparer.Ordinal),
        };
    }

    private static LinkFilter FilterOf(Random random) => new()
    {
        Status = random.Next(3) == 0 ? StatusSet.Of(LinkFacets.Statuses.Where(_ => random.Next(2) == 0)) : default,
        Reason = random.Next(5) == 0 ? Any(random, [Reason.PageGone, Reason.RelUgc, Reason.Blocked]) : null,
        Rel = random.Next(5) == 0 ? Any(random, [.. LinkFacets.Rels]) : null,
        Placement = random.Next(5) == 0 ? Any(random, [Placement.Content, Placement.Footer]) : null,
        Host = random.Next(5) == 0 ? "blog1.example" : null,
        Target = random.Next(4) == 0 ? WebUrl.Parse($"http://shop.example/{random.Next(3)}/") : null,
        Added = random.Next(8) == 0 ? new DaySpan(First: null, new DateOnly(2026, 3, 1), "UTC") : null,
        Anchor = random.Next(8) == 0 ? Any(random, ["", "the shop"]) : null,
        Tag = random.Next(4) == 0 ? Any(random, Tags) : null,
        Acquired = random.Next(5) == 0 ? Acquired.Paid : null,
        IsUnverifiable = random.Next(8) == 0,
        Text = random.Next(5) == 0 ? "pAgE-000" : null,
    };

    private static LinkEdit? EditOf(Random random, Stored<LinkRow>? before, int number, int round) => random.Next(4) switch
    {
        0 when before is not null => LinkEdit.Of(before, after: null),
        1 when before is not null => LinkEdit.Of(before, before.Row with { Link = LinkOf(random, number).Link }),
        _ => LinkEdit.Of(before, LinkOf(random, number) with { ChangedAt = before is null ? null : Sample.At(round * 60) }),
    };

    private static LinkRow LinkOf(Random random, int number) => new()
    {
        LinkId = IdOf(number),
        Link = new Backlink
        {
            Source = WebUrl.Parse($"https://blog{number % 4}.example/page-{number:d4}"),
            Target = new LinkTarget(WebUrl.Parse($"https://{(number % 2 == 0 ? "www." : "")}shop.example/{number % 3}?utm_source=x")),
            Tags = [.. Tags.Where(_ => random.Next(3) == 0)],
            Acquired = random.Next(3) == 0 ? Any(random, Enum.GetValues<Acquired>()) : null,
        },
        Page = new PageKey(0, Cadence.Daily, Ids.Hash($"page {number}")),
        ReferringDomain = $"blog{number % 4}.example",
        AddedAt = Sample.At(number % 7),
        Status = random.Next(4) == 0 ? null : Any(random, [Status.Live, Status.Nofollow, Status.Unindexed, Status.Lost]),
        Reasons = [.. new[] { Reason.PageGone, Reason.RelUgc }.Where(_ => random.Next(2) == 0)],
        Unverifiable = random.Next(5) == 0 ? [Reason.Blocked] : [],
        Detail = random.Next(3) == 0
            ? null
            : new LinkDetail("https://shop.example/", Any(random, ["", "the shop"]), Any(random, [Placement.Content, Placement.Footer]), Any(random, Rels)),
        Worth = random.Next(4) == 0 ? null : new LinkWorth(random.Next(101), new WorthFacts()),
    };

    private static T Any<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];

    private static string IdOf(int number) => Ids.Hash($"link {number}");

    private static async Task AddAsync(ISiteStore store, params IReadOnlyList<LinkRow> rows)
    {
        foreach (var commit in LinkEdit.Chunk(rows.Select(row => LinkEdit.Of(null, row)), edit => edit, store.MaxPerCommit))
            Assert.NotNull(await store.CommitAsync(Shop, LinkEdit.Commit(commit), Stop));
    }

    private static async Task<IReadOnlyList<Stored<LinkRow>>> AllAsync(ISiteStore store) =>
        (await store.ListLinksAsync(Shop, null, 1000, Stop)).Rows;

    private static async Task<List<IReadOnlyList<LinkRow>>> PagesAsync(SiteLinks links, LinkFilter filter, LinkOrder order, int take)
    {
        var pages = new List<IReadOnlyList<LinkRow>>();
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var page = await links.ListAsync(Shop, filter, order, after, take, Stop);
            Assert.InRange(page.Links.Count, 0, take);
            pages.Add(page.Links);
            next = page.Next;
        }

        return pages;
    }
}
