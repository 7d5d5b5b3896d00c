using System.IO.Compression;
using System.Text.Json;
using LinkWatch.Local.Sqlite;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Sqlite;

/// <summary>From a release to the next.</summary>
public sealed class UpdateTests
{
    // Written by version 0.1.0 and brought to version 6 by hand: two links, one live, one being confirmed as nofollow, whose report was
    // delivered. Whoever raises SqliteSchema.Version either migrates this file or, before 1.0, refuses it, says so in CHANGELOG.md, and
    // adds a file of the new form.
    private const string Written = "tests/local/Sqlite/version6.db.gz";

    [Fact]
    public async Task A_data_folder_of_the_last_release_is_read_as_it_is_and_goes_on()
    {
        using var temp = new TempFolder();
        await using (var packed = new GZipStream(File.OpenRead(Path.Combine(Repository.Root, Written)), CompressionMode.Decompress))
        await using (var file = File.Create(Path.Combine(temp.Path, SqliteFile.Name)))
            await packed.CopyToAsync(file, TestContext.Current.CancellationToken);

        var links = await LinesAsync("export", "--site", "shop", "--json", "--data", temp.Path);
        var history = await LinesAsync("history", "--site", "shop", "--json", "--data", temp.Path);
        var pending = Assert.Single(await LinesAsync("pending", "--json", "--data", temp.Path));
        var run = await TypedCommand.RunAsync("run", "--data", temp.Path, "--interval", "0", "--allow-address", "192.0.2.0/24");

        Assert.Equal(["live", "pending"], links.Select(link => link.GetProperty("status").GetString()).Order());
        Assert.Contains(links, link => link.TryGetProperty("tags", out var tags) && tags[0].GetString() == "spring");
        Assert.Equal(2, history.Count);
        Assert.Equal("nofollow", pending.GetProperty("to").GetString());
        Assert.Equal((0, ""), (run.Code, run.Error));
        var outbox = Path.Combine(temp.Path, "outbox");
        Assert.False(Directory.Exists(outbox) && Directory.GetFiles(outbox).Length > 0);
    }

    private static async Task<IReadOnlyList<JsonElement>> LinesAsync(params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync(args);
        Assert.Equal((0, ""), (code, error));
        return [.. output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
