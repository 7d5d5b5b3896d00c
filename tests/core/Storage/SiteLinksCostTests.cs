using LinkWatch.Bench.Listing;
using LinkWatch.Links;
using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;
using LinkWatch.Tests.Local.Sqlite;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Storage;

/// <summary>What owners look at costs the same reads whatever the size of the site; <c>bench list-ratio</c> measures the time.</summary>
public sealed class SiteLinksCostTests
{
    private const int Take = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_of_a_list_costs_no_more_reads_of_a_large_site_than_of_a_small_one()
    {
        using var folder = new DataFolder();
        var rows = new CountingRows(new SqliteRows(await folder.OpenAsync()));
        var store = new SiteStore(rows, rows);
        await ListedSite.WriteAsync(store, "few", 300, Stop);
        await ListedSite.WriteAsync(store, "many", 6000, Stop);
        foreach (var filter in Filters)
        {
            foreach (var order in Enum.GetValues<LinkOrder>())
            {
                var (few, many) = (await CountAsync("few", filter, order), await CountAsync("many", filter, order));
                Assert.True(
                    many.Calls <= few.Calls + 4 && many.Rows <= few.Rows + (5 * 250),
                    $"{filter} {order}: {few} of the small site, {many} of the large one");
                Assert.True(many.Rows <= 2000, $"{filter} {order}: {many}");
            }
        }

        async Task<(int Calls, int Rows)> CountAsync(string site, LinkFilter filter, LinkOrder order)
        {
            rows.Reset();
            await new SiteLinks(store, FakeTime.Create()).ListAsync(site, filter, order, null, Take, Stop);
            return (rows.Calls, rows.Read);
        }
    }

    [Fact]
    public async Task Counts_are_one_read_once_they_are_added_up()
    {
        using var folder = new DataFolder();
        var rows = new CountingRows(new SqliteRows(await folder.OpenAsync()));
        var store = new SiteStore(rows, rows);
        await ListedSite.WriteAsync(store, "shop", 500, Stop);

        rows.Reset();
        var counts = await new SiteLinks(store, FakeTime.Create()).CountsAsync("shop", Stop);

        Assert.Equal((1, 1, 500, 25), (rows.Calls, rows.Read, counts.Links, counts.Of(ListedStatus.Lost)));
    }

    private static IEnumerable<LinkFilter> Filters =>
    [
        LinkFilter.None,
        new() { Status = ListedStatus.Lost },
        new() { Reason = Reason.PageGone },
        new() { Rel = "nofollow" },
        new() { Placement = Placement.Footer },
        new() { Host = "blog7.example" },
        new() { Tag = "tag3" },
        new() { Acquired = Acquired.Paid },
        new() { Tag = "tag3", Placement = Placement.Footer, Status = ListedStatus.Live },
        new() { Target = WebUrl.Parse("https://shop.example/products/7") },
        new() { Target = WebUrl.Parse("https://shop.example/products/7"), Status = ListedStatus.Live },
        new() { Anchor = "no such anchor" },
        new() { Text = "no such text" },
    ];

    private sealed class CountingRows(IRowTable rows) : IRowTable
    {
        public int Calls { get; private set; }

        public int Read { get; private set; }

        public void Reset() => (Calls, Read) = (0, 0);

        public Task<IReadOnlyList<RowText>> FindAsync(
            string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            CountAsync(rows.FindAsync(partition, keys, cancellationToken));

        public Task<IReadOnlyList<string>> FindKeysAsync(
            string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            CountAsync(rows.FindKeysAsync(partition, keys, cancellationToken));

        public Task<IReadOnlyList<RowText>> ListAsync(
            string partition, string from, string end, int max, CancellationToken cancellationToken) =>
            CountAsync(rows.ListAsync(partition, from, end, max, cancellationToken));

        public Task<IReadOnlyList<string>> ListKeysAsync(
            string partition, string from, string end, int max, CancellationToken cancellationToken) =>
            CountAsync(rows.ListKeysAsync(partition, from, end, max, cancellationToken));

        public Task<IReadOnlyList<string>?> CommitAsync(
            string partition, IReadOnlyList<TextWrite> writes, CancellationToken cancellationToken) =>
            rows.CommitAsync(partition, writes, cancellationToken);

        public Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
            string partition, IEnumerable<IReadOnlyList<TextWrite>> commits, CancellationToken cancellationToken) =>
            rows.CommitAllAsync(partition, commits, cancellationToken);

        public Task ClearAsync(string partition, CancellationToken cancellationToken) => rows.ClearAsync(partition, cancellationToken);

        private async Task<IReadOnlyList<T>> CountAsync<T>(Task<IReadOnlyList<T>> read)
        {
            var found = await read;
            (Calls, Read) = (Calls + 1, Read + found.Count);
            return found;
        }
    }
}
