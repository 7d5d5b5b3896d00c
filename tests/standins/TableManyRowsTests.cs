using System.Globalization;
using Azure.Data.Tables;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Standins;

/// <summary>Queries and transactions through the stand-in of Azure.Data.Tables, on Azurite.</summary>
public sealed class TableManyRowsTests(Azurite azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_goes_on_past_a_thousand_rows_and_keeps_their_order()
    {
        var table = await TableAsync();
        await FillAsync(table, 1_250);
        var pages = await table.QueryAsync<TableEntity>("PartitionKey eq 'p'", cancellationToken: Stop).AsPages().ToListAsync(Stop);
        Assert.Equal([1_000, 250], pages.Select(page => page.Values.Count));
        Assert.NotNull(pages[0].ContinuationToken);
        Assert.Null(pages[1].ContinuationToken);
        Assert.Equal(Enumerable.Range(0, 1_250).Select(Key), pages.SelectMany(page => page.Values).Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_query_can_be_taken_up_where_a_page_ended()
    {
        var table = await TableAsync();
        await FillAsync(table, 10);
        var query = table.QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 4, cancellationToken: Stop);
        var first = await query.AsPages().FirstAsync(Stop);
        Assert.Equal(4, first.Values.Count);
        var rest = await query.AsPages(first.ContinuationToken, 100).ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(4, 6).Select(Key), rest.SelectMany(page => page.Values).Select(row => row.RowKey));
    }

    [Fact]
    public async Task Filters_compare_every_type()
    {
        var table = await TableAsync();
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(7);
        var id = Guid.Parse("2f1b3c4d-0a0b-4c0d-8e0f-001122334455");
        await table.AddEntityAsync(new TableEntity("it's", "r") { ["At"] = at, ["Id"] = id, ["Long"] = 5L << 33, ["Int"] = 5, ["Yes"] = true, ["Double"] = 1.5 }, Stop);
        await MatchesAsync(table, 1, $"PartitionKey eq {"it's"} and RowKey ge {""}");
        await MatchesAsync(table, 1, $"At eq {at}");
        await MatchesAsync(table, 0, $"At lt {at}");
        await MatchesAsync(table, 1, $"At le {at.UtcDateTime} and Id eq {id}");
        await MatchesAsync(table, 1, $"Long eq {5L << 33} and Int lt {6} and Yes eq {true} and Double gt {1.25}");
        await MatchesAsync(table, 0, $"Long gt {5L << 33}");
    }

    [Fact]
    public async Task A_transaction_writes_every_kind_at_once()
    {
        var table = await TableAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p ä'", "update") { ["A"] = 1, ["B"] = 1 }, Stop)).Headers.ETag!.Value;
        await table.AddEntityAsync(new TableEntity("p ä'", "gone%"), Stop);
        var answers = await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("p ä'", "add!") { ["A"] = "<&>\r\n--ä😀" }),
                new(TableTransactionActionType.UpdateMerge, new TableEntity("p ä'", "update") { ["B"] = 2 }, old),
                new(TableTransactionActionType.UpsertReplace, new TableEntity("p ä'", "upsert") { ["A"] = 3L }),
                new(TableTransactionActionType.Delete, new TableEntity("p ä'", "gone%")),
            ],
            Stop);
        Assert.Equal([204, 204, 204, 204], answers.Value.Select(answer => answer.Status));
        var rows = (await table.QueryAsync<TableEntity>(cancellationToken: Stop).ToListAsync(Stop)).ToDictionary(row => row.RowKey);
        Assert.Equal(["add!", "update", "upsert"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("<&>\r\n--ä😀", rows["add!"].GetString("A"));
        Assert.Equal((1, 2), (rows["update"].GetInt32("A"), rows["update"].GetInt32("B")));
        Assert.Equal(rows["add!"].ETag, answers.Value[0].Headers.ETag);
        Assert.Equal(rows["update"].ETag, answers.Value[1].Headers.ETag);
        Assert.Equal(rows["upsert"].ETag, answers.Value[2].Headers.ETag);
    }

    [Fact]
    public async Task A_transaction_writes_a_hundred_rows_or_none()
    {
        var table = await TableAsync();
        await table.AddEntityAsync(new TableEntity("p", Key(42)), Stop);
        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => AddAsync(table, 0, 100));
        Assert.Equal((409, "EntityAlreadyExists", 42), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
        Assert.Single(await table.QueryAsync<TableEntity>(cancellationToken: Stop).ToListAsync(Stop));
        await AddAsync(table, 100, 100);
        Assert.Equal(101, (await table.QueryAsync<TableEntity>(cancellationToken: Stop).ToListAsync(Stop)).Count);
    }

    [Fact]
    public async Task A_transaction_names_the_row_whose_version_is_gone()
    {
        var table = await TableAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Stop)).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, cancellationToken: Stop);
        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("p", "new")),
                new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "r") { ["A"] = 3 }, old),
            ],
            Stop));
        Assert.Equal((412, 1), (refusal.Status, refusal.FailedTransactionActionIndex));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "new", cancellationToken: Stop)).HasValue);
    }

    [Fact]
    public async Task A_transaction_names_the_row_that_is_not_there()
    {
        var table = await TableAsync();
        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("p", "new")),
                new(TableTransactionActionType.Delete, new TableEntity("p", "none")),
            ],
            Stop));
        Assert.Equal((404, 1), (refusal.Status, refusal.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task An_empty_transaction_is_a_mistake() =>
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await (await TableAsync()).SubmitTransactionAsync([], Stop));

    private static string Key(int number) => number.ToString("D5", CultureInfo.InvariantCulture);

    private static async Task MatchesAsync(TableClient table, int rows, FormattableString filter) =>
        Assert.Equal(rows, (await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter), cancellationToken: Stop).ToListAsync(Stop)).Count);

    private static async Task FillAsync(TableClient table, int rows)
    {
        for (var from = 0; from < rows; from += 100) await AddAsync(table, from, Math.Min(100, rows - from));
    }

    private static Task AddAsync(TableClient table, int from, int count) => table.SubmitTransactionAsync(
        Enumerable.Range(from, count).Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", Key(number)) { ["N"] = number })), Stop);

    private async Task<TableClient> TableAsync()
    {
        var table = new TableServiceClient(await azurite.ConnectionStringAsync()).GetTableClient(azurite.NewName("many"));
        await table.CreateIfNotExistsAsync(Stop);
        return table;
    }
}
