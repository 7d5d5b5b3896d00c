using System.Formats.Tar;
using System.IO.Compression;
using LinkWatch.Local.Sqlite;
using LinkWatch.Tests.Support;
using Microsoft.Data.Sqlite;

namespace LinkWatch.Tests.Local.Commands;

public sealed class BackupTests : IDisposable
{
    private readonly TempFolder temp = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => In("data");

    private string Backup => In("backup.tgz");

    private string Restored => In("restored");

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task What_is_backed_up_while_serve_runs_is_restored_elsewhere_and_no_alert_is_sent_again()
    {
        await using var web = await LoopbackSite.StartAsync("<html><body><a href=\"https://shop.example/\">shop</a></body></html>");
        await File.WriteAllLinesAsync(In("links.csv"), ["source", web.Url("/1").Href, web.Url("/2").Href], Cancel);
        await RunAsync("site", "set", "shop", "--domain", "shop.example", "--owner", "a@shop.example", "--data", Data);
        await RunAsync("import", In("links.csv"), "--site", "shop", "--data", Data, "--allow-address", "127.0.0.0/8");
        await RunAsync("run", "--data", Data, "--interval", "0", "--allow-address", "127.0.0.0/8");
        Assert.Single(Directory.GetFiles(Path.Combine(Data, "outbox"), "*.eml"));
        Assert.Equal(0, (await TypedCommand.RunAsync("keys", "make", "--site", "shop", "--data", Data)).Code);

        using (await ServeAsync(Data)) await RunAsync("backup", Backup, "--data", Data);
        await RunAsync("restore", Backup, "--data", Restored);

        foreach (var command in (string[])[
            "export --site shop --json", "history --site shop --json", "status --json", "site list --json", "keys list --site shop --json"])
        {
            string[] typed = [.. command.Split(' '), "--data"];
            Assert.Equal(await RunAsync([.. typed, Data]), await RunAsync([.. typed, Restored]));
        }

        await RunAsync("run", "--data", Restored, "--all", "--interval", "0", "--allow-address", "127.0.0.0/8");
        Assert.False(Directory.Exists(Path.Combine(Restored, "outbox")) && Directory.GetFiles(Path.Combine(Restored, "outbox")).Length > 0);
        foreach (var key in new[] { "unsubscribe.keys", "api.key" })
        {
            var restored = Path.Combine(Restored, key);
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Data, key), Cancel), await File.ReadAllTextAsync(restored, Cancel));
            AssertIsPrivate(restored);
        }

        AssertIsPrivate(Backup);
        Assert.Equal(["backup.tgz", "links.csv"], Directory.GetFiles(temp.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_backup_has_what_was_committed_together_or_none_of_it()
    {
        using var file = await SqliteFile.OpenAsync(Data, 4, Cancel);
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await file.WriteAsync(session => InsertPair(session, i), Cancel);
                started.TrySetResult();
            }
        }, Cancel);
        await started.Task;

        for (var i = 0; i < 5; i++)
        {
            await RunAsync("backup", Backup, "--force", "--data", Data);
            await RunAsync("restore", Backup, "--data", Restored + i);
            Assert.Equal(
                Scalar(Restored + i, "SELECT count(*) FROM rows WHERE partition = 'a'"),
                Scalar(Restored + i, "SELECT count(*) FROM rows WHERE partition = 'b'"));
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task A_message_that_was_being_worked_on_waits_again_in_the_restored_folder()
    {
        using (var file = await SqliteFile.OpenAsync(Data, 4, Cancel))
        {
            var queue = new SqliteQueues(file, TimeProvider.System).Checks;
            await queue.SendAsync("check", TimeSpan.Zero, Cancel);
            Assert.Single(await queue.ReceiveAsync(1, TimeSpan.FromHours(1), Cancel));
            await RunAsync("backup", Backup, "--data", Data);
        }

        await RunAsync("restore", Backup, "--data", Restored);

        using var restored = await SqliteFile.OpenAsync(Restored, 4, Cancel);
        Assert.Single(await new SqliteQueues(restored, TimeProvider.System).Checks.ReceiveAsync(1, TimeSpan.FromHours(1), Cancel));
    }

    [Fact]
    public async Task An_existing_file_is_replaced_only_if_asked_for()
    {
        await RunAsync("site", "set", "shop", "--domain", "shop.example", "--data", Data);
        await File.WriteAllTextAsync(Backup, "precious", Cancel);

        var refused = await RefusalAsync("backup", Backup, "--data", Data);

        Assert.Contains("exists: name another file, or replace it with --force", refused, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(Backup, Cancel));
        await RunAsync("backup", Backup, "--force", "--data", Data);
        await RunAsync("restore", Backup, "--data", Restored);
    }

    [Fact]
    public async Task A_folder_without_data_is_not_backed_up_and_not_made()
    {
        Assert.Contains("there is no such file", await RefusalAsync("backup", Backup, "--data", Data), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temp.Path));
    }

    [Fact]
    public async Task A_folder_in_use_is_not_overwritten()
    {
        await RunAsync("site", "set", "shop", "--domain", "shop.example", "--data", Data);
        await RunAsync("backup", Backup, "--data", Data);

        Assert.Contains("is not empty", await RefusalAsync("restore", Backup, "--data", Data), StringComparison.Ordinal);
        Assert.Contains("shop", await RunAsync("site", "list", "--data", Data), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("changed")]
    [InlineData("other")]
    [InlineData("empty")]
    [InlineData("foreign archive")]
    [InlineData("newer")]
    [InlineData("older")]
    [InlineData("missing")]
    public async Task A_file_that_cannot_be_used_is_refused_in_one_line_and_leaves_nothing_behind(string fault)
    {
        await RunAsync("site", "set", "shop", "--domain", "shop.example", "--data", Data);
        if (fault is "newer" or "older") Version(fault == "newer" ? SqliteSchema.Version + 1 : SqliteSchema.Version - 1);
        await RunAsync("backup", Backup, "--data", Data);
        await SpoilAsync(fault);

        var line = await RefusalAsync("restore", Backup, "--data", Restored);

        Assert.Contains(
            fault switch
            {
                "newer" => "made by a newer LinkWatch",
                "older" => "made by an older LinkWatch",
                "missing" => "there is no file",
                "foreign archive" => "it has 'letter.txt' in it",
                _ => "no backup of LinkWatch",
            },
            line,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(Restored));
    }

    [Fact]
    public async Task A_storage_account_has_no_file_to_back_up()
    {
        var (code, output, error) = await TypedCommand.RunAsync(
            ["backup", Backup], name => name == "LINKWATCH_STORAGE" ? "UseDevelopmentStorage=true" : null);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("LINKWATCH_STORAGE is set", error, StringComparison.Ordinal);
    }

    private static bool InsertPair(SqliteSession session, int number)
    {
        foreach (var partition in new[] { "a", "b" })
        {
            session.Execute(
                "INSERT INTO rows (partition, key, version, body) VALUES ($1, $2, 1, '{}')", partition, $"{number}");
        }

        return true;
    }

    private static void AssertIsPrivate(string path)
    {
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    private static async Task<string> RunAsync(params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync(args);
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    private static async Task<string> RefusalAsync(params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync(args);
        Assert.Equal((2, ""), (code, output));
        return Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    private static Task<ServeProcess> ServeAsync(string data) => ServeProcess.StartAsync(
        data, new Dictionary<string, string> { ["LINKWATCH_PUBLIC_URL"] = "https://links.example" }, "--allow-address", "127.0.0.0/8");

    private static SqliteConnection Connect(string folder)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, SqliteFile.Name), Pooling = false };
        var connection = new SqliteConnection(source.ToString());
        connection.Open();
        return connection;
    }

    private static object? Scalar(string folder, string sql)
    {
        using var connection = Connect(folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Version(int version) => Scalar(Data, $"PRAGMA user_version = {version}");

    private async Task SpoilAsync(string fault)
    {
        var bytes = await File.ReadAllBytesAsync(Backup, Cancel);
        switch (fault)
        {
            case "cut off":
                await File.WriteAllBytesAsync(Backup, bytes[..^(bytes.Length / 3)], Cancel);
                break;
            case "changed":
                bytes[bytes.Length / 2] ^= 0x10;
                await File.WriteAllBytesAsync(Backup, bytes, Cancel);
                break;
            case "other":
                await File.WriteAllTextAsync(Backup, "Dear owner, this is no backup.", Cancel);
                break;
            case "empty":
                await File.WriteAllBytesAsync(Backup, [], Cancel);
                break;
            case "foreign archive":
                await using (var packed = new GZipStream(File.Create(Backup), CompressionLevel.Fastest))
                await using (var tar = new TarWriter(packed))
                    await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "letter.txt"), Cancel);
                break;
            case "missing":
                File.Delete(Backup);
                break;
        }
    }

    private string In(string name) => Path.Combine(temp.Path, name);
}
