using System.IO.Compression;
using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;
using Microsoft.Data.Sqlite;

namespace LinkWatch.Tests.Local.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private readonly DataFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_number_of_shards_is_set_when_the_file_is_created()
    {
        Assert.Equal(3, (await folder.OpenAsync(shards: 3)).Shards);
        Assert.Equal(3, (await folder.OpenAsync(shards: 8)).Shards);
    }

    [Fact]
    public async Task A_missing_folder_is_created()
    {
        using var file = await SqliteFile.OpenAsync(Path.Combine(folder.Path, "new", "data"), 4, Stop);
        Assert.True(File.Exists(Path.Combine(folder.Path, "new", "data", SqliteFile.Name)));
    }

    [Fact]
    public async Task A_folder_of_running_processes_that_cannot_be_written_says_in_one_line_what_to_do()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "running"), "not a folder", Stop);

        var refused = await LinkWatchProcess.RunAsync("status", "--data", folder.Path);

        Assert.Contains("running: cannot be written; give this user write access", refused.IsRefusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whatever_keeps_it_from_being_written_is_explained(bool isForbidden)
    {
        Exception fault = isForbidden ? new UnauthorizedAccessException("denied") : new IOException("full");

        var given = Assert.Throws<DataFolderException>(() => ProcessLock.Use<bool>(folder.Path, () => throw fault));

        Assert.Same(fault, given.InnerException);
    }

    [Fact]
    public async Task What_was_written_is_there_after_closing_and_opening()
    {
        using (var first = await SqliteFile.OpenAsync(folder.Path, 4, Stop))
        {
            await new SqliteStores(first).Sites.SaveSiteAsync(Sample.Site("shop"), Stop);
            await new SqliteQueues(first, FakeTime.Create()).Checks.SendAsync("check", TimeSpan.Zero, Stop);
        }

        var again = await folder.OpenAsync();
        Assert.NotNull(await new SqliteStores(again).Sites.FindSiteAsync("shop", Stop));
        Assert.Equal(1, await new SqliteQueues(again, FakeTime.Create()).Checks.CountAsync(Stop));
    }

    [Fact]
    public async Task Versions_do_not_repeat_after_closing_and_opening()
    {
        var versions = new List<string>();
        for (var life = 0; life < 3; life++)
        {
            using var file = await SqliteFile.OpenAsync(folder.Path, 4, Stop);
            var store = new SqliteStores(file).Pages;
            await store.CommitAsync(0, [RowWrite.Insert(Sample.Slice("s1"))], Stop);
            versions.Add((await store.FindSliceAsync(0, "s1", Stop))!.Version);
            await store.CommitAsync(0, [RowWrite.Delete(Keys.Slice("s1"))], Stop);
        }

        Assert.Equal(3, versions.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Many_can_create_the_file_at_once()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SqliteFile.OpenAsync(folder.Path, 4, Stop)));
        foreach (var file in files)
        {
            Assert.Equal(4, file.Shards);
            file.Dispose();
        }
    }

    [Fact]
    public async Task A_file_that_a_newer_version_wrote_is_refused()
    {
        (await folder.OpenAsync()).Dispose();
        Run($"PRAGMA user_version = {SqliteSchema.Version + 1}");
        var refusal = await Assert.ThrowsAsync<DataFolderException>(() => folder.OpenAsync());
        Assert.Contains("written by a newer LinkWatch", refusal.Message, StringComparison.Ordinal);
        AssertIsOneLineThatNames(folder.File, refusal);
    }

    [Fact]
    public async Task A_file_that_an_older_version_wrote_is_refused_and_left_alone()
    {
        WriteOldFile();
        var refusal = await Assert.ThrowsAsync<DataFolderException>(() => folder.OpenAsync());
        Assert.Contains("written by an older LinkWatch", refusal.Message, StringComparison.Ordinal);
        AssertIsOneLineThatNames(folder.File, refusal);
        Assert.Equal(2L, Scalar("PRAGMA user_version"));
    }

    [Fact]
    public void The_engine_reads_what_an_older_engine_wrote()
    {
        WriteOldFile();
        Assert.Equal("ok", Scalar("PRAGMA integrity_check"));
        Assert.Equal(2L, Scalar("SELECT count(*) FROM rows WHERE partition = 'site!shop' AND key >= 'link!' AND key < 'link~'"));
        Run("UPDATE store SET stamp = stamp + 1");
    }

    [Fact]
    public async Task A_value_of_another_type_than_its_column_is_refused()
    {
        (await folder.OpenAsync()).Dispose();
        Assert.Throws<SqliteException>(() => Run("INSERT INTO rows (partition, key, version, body) VALUES ('p', 'k', 'first', '{}')"));
    }

    [Fact]
    public async Task The_database_of_another_program_is_refused_and_left_alone()
    {
        Run("CREATE TABLE recipes (name TEXT)");
        AssertIsOneLineThatNames(folder.File, await Assert.ThrowsAsync<DataFolderException>(() => folder.OpenAsync()));
        Run("INSERT INTO recipes VALUES ('soup')");
        Assert.Throws<SqliteException>(() => Run("SELECT * FROM rows"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var letter = string.Concat(Enumerable.Repeat("Dear owner, this is no database. ", 200));
        await File.WriteAllTextAsync(folder.File, letter, Stop);
        var refusal = await Assert.ThrowsAsync<DataFolderException>(() => folder.OpenAsync());
        AssertIsOneLineThatNames(folder.File, refusal);
        Assert.Contains("not a LinkWatch database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(letter, await File.ReadAllTextAsync(folder.File, Stop));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_reported()
    {
        var taken = Path.Combine(folder.Path, "taken");
        await File.WriteAllTextAsync(taken, "a file", Stop);
        AssertIsOneLineThatNames(taken, await Assert.ThrowsAsync<DataFolderException>(() => SqliteFile.OpenAsync(taken, 4, Stop)));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_reported()
    {
        Directory.CreateDirectory(folder.File);
        AssertIsOneLineThatNames(folder.File, await Assert.ThrowsAsync<DataFolderException>(() => folder.OpenAsync()));
    }

    [Fact]
    public async Task A_damaged_file_is_reported()
    {
        const int FirstPage = 4096;
        using (var file = await SqliteFile.OpenAsync(folder.Path, 4, Stop))
        {
            await new SqliteStores(file).Sites.SaveSiteAsync(Sample.Site("shop"), Stop);
        }

        var bytes = await File.ReadAllBytesAsync(folder.File, Stop);
        Array.Fill(bytes, (byte)0xA5, FirstPage, bytes.Length - FirstPage);
        await File.WriteAllBytesAsync(folder.File, bytes, Stop);
        var refusal = await Assert.ThrowsAsync<DataFolderException>(async () =>
            await new SqliteStores(await folder.OpenAsync()).Sites.ListSitesAsync(Stop));
        AssertIsOneLineThatNames(folder.File, refusal);
    }

    [Fact]
    public async Task A_file_locked_too_long_is_reported_and_works_again_afterwards()
    {
        using var file = await SqliteFile.OpenAsync(folder.Path, 4, lockAttempts: 1, Stop);
        var store = new SqliteStores(file).Pages;
        using (Lock())
        {
            var refusal = await Assert.ThrowsAsync<DataFolderException>(() =>
                store.CommitAsync(0, [RowWrite.Put(Sample.Slice("s1"))], Stop));
            AssertIsOneLineThatNames(folder.File, refusal);
            Assert.Contains("locked", refusal.Message, StringComparison.Ordinal);
            Assert.Null(await store.FindSliceAsync(0, "s1", Stop));
        }

        Assert.NotNull(await store.CommitAsync(0, [RowWrite.Put(Sample.Slice("s1"))], Stop));
    }

    [Fact]
    public async Task A_lock_is_waited_for()
    {
        var store = new SqliteStores(await folder.OpenAsync()).Pages;
        Task<IReadOnlyList<string>?> commit;
        using (Lock())
        {
            commit = Task.Run(() => store.CommitAsync(0, [RowWrite.Put(Sample.Slice("s1"))], Stop), Stop);
            await Task.WhenAny(commit, Task.Delay(TimeSpan.FromMilliseconds(1500), TimeProvider.System, Stop));
            Assert.False(commit.IsCompleted);
        }

        Assert.NotNull(await commit);
    }

    [Fact]
    public async Task Waiting_for_a_lock_can_be_cancelled()
    {
        var store = new SqliteStores(await folder.OpenAsync()).Pages;
        using var locked = Lock();
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            store.CommitAsync(0, [RowWrite.Put(Sample.Slice("s1"))], cancelled.Token));
    }

    [Fact]
    public async Task A_write_that_fails_midway_leaves_nothing_behind_and_the_file_usable()
    {
        var store = new SqliteStores(await folder.OpenAsync()).Pages;
        RowWrite[] writes = [RowWrite.Insert(Sample.Slice("s1")), new((RowWriteKind)99, "x", null, null)];
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.CommitAsync(0, writes, Stop));
        Assert.Null(await store.FindSliceAsync(0, "s1", Stop));
        Assert.NotNull(await store.CommitAsync(0, [RowWrite.Insert(Sample.Slice("s1"))], Stop));
    }

    [Fact]
    public async Task A_full_disk_takes_the_write_back_and_leaves_the_file_usable()
    {
        var file = await folder.OpenAsync();
        var store = new SqliteStores(file).Pages;
        Task FillAsync() => file.WriteAsync(
            session =>
            {
                session.Execute("UPDATE store SET stamp = stamp + 1000");
                session.Number("PRAGMA max_page_count = 1");
                return session.Execute("INSERT INTO rows (partition, key, version, body) VALUES ('p', 'k', 1, hex(zeroblob(1000000)))") > 0;
            },
            Stop);
        var refusal = await Assert.ThrowsAsync<DataFolderException>(FillAsync);
        Assert.Contains("the disk is full", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0L, Scalar("SELECT stamp FROM store"));
        Assert.NotNull(await store.CommitAsync(0, [RowWrite.Insert(Sample.Slice("s1"))], Stop));
    }

    [Fact]
    public async Task A_row_of_the_other_side_is_refused()
    {
        var file = await folder.OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() =>
            new SqliteStores(file).Pages.CommitAsync(0, [RowWrite.Put(Sample.Link("1"))], Stop));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            new SqliteStores(file).Sites.CommitAsync("shop", [RowWrite.Put(Sample.Slice("1"))], Stop));
    }

    [Fact]
    public async Task A_shard_beyond_the_last_is_refused()
    {
        var store = new SqliteStores(await folder.OpenAsync(shards: 2)).Pages;
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.FindSliceAsync(2, "s1", Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.CommitAsync(-1, [], Stop));
    }

    public void Dispose() => folder.Dispose();

    private static void AssertIsOneLineThatNames(string path, DataFolderException refusal)
    {
        Assert.StartsWith(path + ": ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.File, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private SqliteConnection Lock()
    {
        var connection = Connect();
        Run(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    private void Run(string sql)
    {
        using var connection = Connect();
        Run(connection, sql);
    }

    private object? Scalar(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>A file of schema version 2 with one site and two links, as SQLite 3.35.5 wrote it.</summary>
    private void WriteOldFile()
    {
        using var packed = File.OpenRead(Path.Combine(Repository.Root, "tests/local/Sqlite/version2.db.gz"));
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var file = File.Create(folder.File);
        unpacked.CopyTo(file);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task A_range_across_the_entries_of_lists_is_refused()
    {
        using var temp = new TempFolder();
        using var file = await SqliteFile.OpenAsync(temp.Path, 1, Stop);
        var rows = new SqliteRows(file);
        foreach (var (from, end) in new[] { ("a", "z"), (Keys.ListPrefix + "x", "z") })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => rows.ListKeysAsync("site!a", from, end, 1, Stop));
        }

        Assert.Empty(await rows.ListKeysAsync("site!a", Keys.ListPrefix, Keys.EndOf(Keys.ListPrefix), 1, Stop));
    }
}
