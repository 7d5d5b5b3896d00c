using System.Security.Cryptography;
using Azure.Data.Tables;
using LinkWatch.Azure.Tables;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure.Tables;

/// <summary>What only tables have: limits, packed bodies, a missing table.</summary>
public sealed class TableRowsTests(Azurite azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(RowBody.MaxText)]
    [InlineData(RowBody.MaxText + 1)]
    [InlineData(300_000)]
    [InlineData(RowBody.MaxPacked)]
    public async Task A_body_comes_back_whole_however_little_it_packs(int length)
    {
        var rows = await RowsAsync();
        var body = Noise(length);
        Assert.NotNull(await rows.CommitAsync("p", [new TextWrite(RowWriteKind.Insert, "k", body, null)], Stop));
        Assert.Equal(body, (await rows.FindAsync("p", ["k"], Stop)).Single().Body);
        Assert.Equal(body, (await rows.ListAsync("p", "", "~", 10, Stop)).Single().Body);
    }

    [Fact]
    public async Task A_row_that_no_longer_needs_packing_leaves_no_piece_behind()
    {
        var rows = await RowsAsync();
        Assert.NotNull(await rows.CommitAsync("p", [new TextWrite(RowWriteKind.Put, "k", Noise(200_000), null)], Stop));
        Assert.NotNull(await rows.CommitAsync("p", [new TextWrite(RowWriteKind.Put, "k", "short", null)], Stop));
        Assert.Equal("short", (await rows.FindAsync("p", ["k"], Stop)).Single().Body);
        Assert.NotNull(await rows.CommitAsync("p", [new TextWrite(RowWriteKind.Put, "k", Noise(100_000), null)], Stop));
        Assert.Equal(100_000, (await rows.FindAsync("p", ["k"], Stop)).Single().Body.Length);
    }

    [Fact]
    public async Task A_hundred_rows_of_the_longest_text_fit_into_one_transaction()
    {
        var rows = await RowsAsync();
        // A quote and a letter that take most in JSON.
        var body = string.Concat(Enumerable.Repeat("\"é", RowBody.MaxText / 2));
        Assert.NotNull(await rows.CommitAsync(
            "p",
            [.. Enumerable.Range(0, RowWrite.MaxPerCommit).Select(i => new TextWrite(RowWriteKind.Insert, $"k{i:d3}", body, null))],
            Stop));
        Assert.Equal(100, (await rows.ListAsync("p", "", "~", 1000, Stop)).Count(row => row.Body == body));
    }

    [Fact]
    public async Task A_transaction_of_more_than_four_megabytes_is_not_taken_for_a_conflict_and_writes_nothing()
    {
        var rows = await RowsAsync();
        var body = Noise(RowBody.MaxPacked);
        TextWrite[] writes = [.. Enumerable.Range(0, 5).Select(i => new TextWrite(RowWriteKind.Insert, $"k{i}", body, null))];
        await Assert.ThrowsAsync<CommitTooLargeException>(() => rows.CommitAsync("p", writes, Stop));
        Assert.Empty(await rows.ListAsync("p", "", "~", 10, Stop));
        Assert.NotNull(await rows.CommitAsync("p", writes[..4], Stop));
        Assert.Equal(4, (await rows.ListAsync("p", "", "~", 10, Stop)).Count);
    }

    [Fact]
    public void A_body_beyond_all_packing_is_refused_by_name()
    {
        var refusal = Assert.Throws<CommitTooLargeException>(() => RowBody.Write("p", "page!1", Noise(2 * 1024 * 1024)));
        Assert.Contains("page!1: a row of 2097152 characters", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_goes_on_past_what_the_service_gives_at_once_and_stops_where_asked()
    {
        var rows = await RowsAsync();
        foreach (var portion in Enumerable.Range(0, 2_300).Chunk(RowWrite.MaxPerCommit))
        {
            await rows.CommitAsync("p", [.. portion.Select(i => new TextWrite(RowWriteKind.Insert, $"k{i:d5}", $"{i}", null))], Stop);
        }

        Assert.Equal(
            Enumerable.Range(0, 2_300), (await rows.ListAsync("p", "", "~", int.MaxValue, Stop)).Select(row => int.Parse(row.Body)));
        Assert.Equal(Enumerable.Range(0, 1_500), (await rows.ListAsync("p", "", "~", 1_500, Stop)).Select(row => int.Parse(row.Body)));
        Assert.Equal(
            Enumerable.Range(100, 1_100), (await rows.ListAsync("p", "k00100", "k01200", 5_000, Stop)).Select(row => int.Parse(row.Body)));
        await rows.ClearAsync("p", Stop);
        Assert.Empty(await rows.ListAsync("p", "", "~", 10, Stop));
    }

    [Fact]
    public async Task A_missing_table_is_an_error_and_neither_a_conflict_nor_a_missing_row()
    {
        var rows = new TableRows(new TableServiceClient(await azurite.ConnectionStringAsync()).GetTableClient(azurite.NewName("missing")));
        TextWrite[] writes =
            [new(RowWriteKind.Put, "a", "x", null), new(RowWriteKind.Insert, "b", "x", null), new(RowWriteKind.Delete, "c", null, null)];
        foreach (var write in writes) await Assert.ThrowsAsync<StorageException>(() => rows.CommitAsync("p", [write], Stop));
        await Assert.ThrowsAsync<StorageException>(() => rows.CommitAsync("p", writes, Stop));
        await Assert.ThrowsAsync<StorageException>(() => rows.FindAsync("p", ["a"], Stop));
        await Assert.ThrowsAsync<StorageException>(() => rows.FindKeysAsync("p", ["a", "b"], Stop));
        await Assert.ThrowsAsync<StorageException>(() => rows.ListAsync("p", "", "~", 10, Stop));
        await Assert.ThrowsAsync<StorageException>(() => rows.ClearAsync("p", Stop));
    }

    [Fact]
    public async Task Deleting_a_row_that_does_not_exist_is_no_error()
    {
        var rows = await RowsAsync();
        TextWrite[] delete = [new(RowWriteKind.Delete, "k", null, null)];
        Assert.Null(await rows.CommitAsync("p", delete, Stop));
        var inserted = await rows.CommitAsync("p", [new TextWrite(RowWriteKind.Insert, "k", "x", null)], Stop);
        Assert.Equal([""], (await rows.CommitAsync("p", delete, Stop))!);
        Assert.Null(await rows.CommitAsync("p", delete, Stop));
        Assert.Null(await rows.CommitAsync("p", [delete[0] with { Version = inserted![0] }], Stop));
    }

    [Fact]
    public async Task Two_hosts_can_clear_a_partition_at_once()
    {
        var rows = await RowsAsync();
        await rows.ClearAsync("p", Stop);
        foreach (var portion in Enumerable.Range(0, 500).Chunk(RowWrite.MaxPerCommit))
            await rows.CommitAsync("p", [.. portion.Select(i => new TextWrite(RowWriteKind.Insert, $"k{i:d5}", "x", null))], Stop);
        await Task.WhenAll(rows.ClearAsync("p", Stop), rows.ClearAsync("p", Stop));
        Assert.Empty(await rows.ListAsync("p", "", "~", 10, Stop));
    }

    private async Task<TableRows> RowsAsync()
    {
        var table = new TableServiceClient(await azurite.ConnectionStringAsync()).GetTableClient(azurite.NewName("rows"));
        await table.CreateIfNotExistsAsync(Stop);
        return new TableRows(table);
    }

    /// <summary>Text that packs to three quarters at best, the same every time.</summary>
    private static string Noise(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i * 32 < length; i++)
            SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, Math.Min(32, length - (i * 32))).CopyTo(bytes.AsSpan(i * 32));
        return Convert.ToBase64String(bytes)[..length];
    }
}
