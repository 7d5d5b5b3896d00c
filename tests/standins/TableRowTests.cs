using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Standins;

/// <summary>Single rows through the stand-in of Azure.Data.Tables, on Azurite.</summary>
public sealed class TableRowTests(Azurite azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> OddKeys => ["", " ", "a b", "it's", "''", "100%", "%27", "a!b*(c)", "ä€😀", "1+1=2&x", "semi;colon,comma", "~tilde@at$", "..", ".", "a:b\"c\"<d>"];

    [Theory]
    [MemberData(nameof(OddKeys))]
    public async Task A_row_is_found_by_whatever_key_it_has(string key)
    {
        var table = await TableAsync();
        await table.AddEntityAsync(new TableEntity("p" + key, "r" + key) { ["Text"] = key }, Stop);
        var found = await table.GetEntityIfExistsAsync<TableEntity>("p" + key, "r" + key, cancellationToken: Stop);
        Assert.Equal(("p" + key, "r" + key, key), (found.Value!.PartitionKey, found.Value.RowKey, found.Value.GetString("Text")));
        await table.UpdateEntityAsync(new TableEntity("p" + key, "r" + key) { ["Text"] = "new" }, found.Value.ETag, TableUpdateMode.Replace, Stop);
        var listed = await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"p" + key} and RowKey ge {"r"}"), cancellationToken: Stop).ToListAsync(Stop);
        Assert.Equal("new", Assert.Single(listed).GetString("Text"));
        await table.DeleteEntityAsync("p" + key, "r" + key, cancellationToken: Stop);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p" + key, "r" + key, cancellationToken: Stop)).HasValue);
    }

    [Fact]
    public async Task Every_type_comes_back_as_it_went()
    {
        var table = await TableAsync();
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1234567);
        var id = Guid.Parse("2f1b3c4d-0a0b-4c0d-8e0f-001122334455");
        byte[] bytes = [0, 1, 254, 255];
        var row = new TableEntity("p", "types")
        {
            ["Text"] = "<&>\"'\\ \u0001 ä😀\r\n",
            ["Empty"] = "",
            ["Yes"] = true,
            ["No"] = false,
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["Small"] = 5L,
            ["Double"] = 3.5,
            ["Whole"] = 3.0,
            ["NaN"] = double.NaN,
            ["Endless"] = double.NegativeInfinity,
            ["At"] = at,
            ["Id"] = id,
            ["Bytes"] = bytes,
            ["Nothing"] = null,
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, Stop);
        var found = (await table.GetEntityAsync<TableEntity>("p", "types", cancellationToken: Stop)).Value;
        Assert.Equal(("<&>\"'\\ \u0001 ä😀\r\n", ""), (found.GetString("Text"), found.GetString("Empty")));
        Assert.Equal((true, false), (found.GetBoolean("Yes"), found.GetBoolean("No")));
        Assert.Equal((int.MinValue, long.MaxValue, 5L), (found.GetInt32("Int"), found.GetInt64("Long"), found.GetInt64("Small")));
        Assert.Equal((3.5, 3.0, double.NaN, double.NegativeInfinity), (found.GetDouble("Double"), found.GetDouble("Whole"), found.GetDouble("NaN"), found.GetDouble("Endless")));
        Assert.Equal((at, at.UtcDateTime, id), (found.GetDateTimeOffset("At"), found.GetDateTime("At"), found.GetGuid("Id")));
        Assert.Equal(bytes, found.GetBinary("Bytes"));
        Assert.Equal(bytes, found.GetBinaryData("Bytes")!.ToArray());
        Assert.Null(found.GetString("Nothing"));
        Assert.NotNull(found.Timestamp);
        Assert.Throws<InvalidOperationException>(() => found.GetInt32("Text"));
        Assert.Throws<InvalidOperationException>(() => found["Int"] = "text");
    }

    [Fact]
    public async Task A_class_of_ones_own_is_a_row_too()
    {
        var table = await TableAsync();
        var at = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        await table.AddEntityAsync(new Visit { PartitionKey = "p", RowKey = "own", Count = 7, Big = 1L << 40, At = at, Share = 0.5, Note = "ä" }, Stop);
        var found = (await table.GetEntityAsync<Visit>("p", "own", cancellationToken: Stop)).Value;
        Assert.Equal((7, 1L << 40, at, 0.5, "ä", null), (found.Count, found.Big, found.At, found.Share, found.Note, found.Missing));
        Assert.NotEqual(default, found.ETag);
        Assert.NotNull(found.Timestamp);
    }

    [Fact]
    public async Task Only_selected_properties_come()
    {
        var table = await TableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Stop);
        var found = (await table.GetEntityAsync<TableEntity>("p", "r", ["B"], Stop)).Value;
        Assert.Equal((null, 2), (found.GetInt32("A"), found.GetInt32("B")));
    }

    [Fact]
    public async Task Merging_keeps_what_it_does_not_name_and_replacing_does_not()
    {
        var table = await TableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Stop);
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, cancellationToken: Stop);
        var merged = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Stop)).Value;
        Assert.Equal((1, 3), (merged.GetInt32("A"), merged.GetInt32("B")));
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 4 }, TableUpdateMode.Replace, Stop);
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Stop)).Value;
        Assert.Equal((null, 4), (replaced.GetInt32("A"), replaced.GetInt32("B")));
    }

    [Fact]
    public async Task A_row_is_inserted_once()
    {
        var table = await TableAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r"), Stop);
        Assert.Equal(204, added.Status);
        Assert.NotNull(added.Headers.ETag);
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Stop));
        Assert.Equal(409, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task A_version_that_is_gone_is_not_overwritten_or_deleted()
    {
        var table = await TableAsync();
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Stop)).Headers.ETag!.Value;
        var second = (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, first, TableUpdateMode.Replace, Stop)).Headers.ETag!.Value;
        Assert.NotEqual(first, second);
        Assert.Equal(second, (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Stop)).Value.ETag);
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, first, TableUpdateMode.Replace, Stop));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (refusal.Status, refusal.ErrorCode));
        Assert.Equal(412, (await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", first, Stop))).Status);
        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r", second, Stop)).Status);
    }

    [Fact]
    public async Task An_update_names_a_version_and_needs_a_row()
    {
        var table = await TableAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default, cancellationToken: Stop));
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, cancellationToken: Stop))).Status);
    }

    [Fact]
    public async Task What_is_not_there_is_no_row_and_its_deletion_no_error()
    {
        var table = await TableAsync();
        var missing = await table.GetEntityIfExistsAsync<TableEntity>("p", "none", cancellationToken: Stop);
        Assert.Equal((false, 404), (missing.HasValue, missing.GetRawResponse().Status));
        Assert.Throws<InvalidOperationException>(() => missing.Value);
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "none", cancellationToken: Stop))).Status);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "none", cancellationToken: Stop)).Status);
    }

    [Fact]
    public async Task A_table_is_made_once_and_can_be_dropped()
    {
        var table = await TableAsync();
        Assert.Equal(table.Name, (await table.CreateIfNotExistsAsync(Stop)).Value.Name);
        Assert.Equal(409, (await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync(Stop))).Status);
        Assert.Equal(204, (await table.DeleteAsync(Stop)).Status);
        Assert.Equal(404, (await table.DeleteAsync(Stop)).Status);
        Assert.Equal("TableNotFound", (await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Stop))).ErrorCode);
    }

    private async Task<TableClient> TableAsync()
    {
        var table = new TableServiceClient(await azurite.ConnectionStringAsync()).GetTableClient(azurite.NewName("rows"));
        await table.CreateIfNotExistsAsync(Stop);
        return table;
    }

    private sealed class Visit : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public int Count { get; set; }

        public long Big { get; set; }

        public DateTime? At { get; set; }

        public double Share { get; set; }

        public string? Note { get; set; }

        public string? Missing { get; set; }
    }
}
