using System.IO.Compression;
using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Local.Commands;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

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
        await UnpackAsync(temp.Path);

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

    /// <summary>The file knows no target pages, no worth, no profiles and no lists by them: all of it came later.</summary>
    [Fact]
    public async Task The_daily_audit_adds_what_its_rows_lack_and_every_list_then_has_it()
    {
        using var temp = new TempFolder();
        await UnpackAsync(temp.Path);
        Assert.All(await LinesAsync("export", "--site", "shop", "--json", "--data", temp.Path), link =>
            Assert.False(link.TryGetProperty("worth", out _)));
        Assert.Empty(await LinesAsync("targets", "--site", "shop", "--json", "--data", temp.Path));

        var dayAfter = new FakeTimeProvider(new DateTimeOffset(2026, 11, 30, 17, 0, 0, TimeSpan.Zero));
        var run = await TypedCommand.RunAsync(
            ["run", "--data", temp.Path, "--interval", "0", "--allow-address", "192.0.2.0/24"], _ => null, time: dayAfter);

        Assert.Equal((0, ""), (run.Code, run.Error));
        var live = (await LinesAsync("export", "--site", "shop", "--json", "--data", temp.Path))
            .Single(link => link.GetProperty("status").GetString() == "live");
        Assert.InRange(live.GetProperty("worth").GetInt32(), 1, 100);
        var target = Assert.Single(await LinesAsync("targets", "--site", "shop", "--json", "--data", temp.Path));
        Assert.Equal(
            ("https://shop.example/tea", 1), (target.GetProperty("url").GetString(), target.GetProperty("followedLinks").GetInt32()));
        await using (var pipeline = await new CommandContext(CommandIo.OfProcess(), _ => null)
            .OpenAsync(new LocalSettings { DataFolder = temp.Path }, more: null, Cancel))
        {
            var profile = Assert.Single(await pipeline.Sites.ListProfilesAsync("shop", new DateOnly(2026, 11, 30), 2, Cancel));
            Assert.Equal((1, 1), (profile.Row.Links, profile.Row.ReferringDomains));
            var byWorth = await pipeline.Get<ISiteLinks>().ListAsync("shop", LinkFilter.None, LinkOrder.Worth, null, 10, Cancel);
            Assert.Equal([Status.Live, null], byWorth.Links.Select(link => link.Status));
        }

        foreach (var command in (string[])["review", "contracts", "letters", "profile"])
            Assert.Equal((0, ""), await CodeAsync(command, "--site", "shop", "--data", temp.Path));
        Assert.Equal((0, ""), await CodeAsync("report", "--site", "shop", "--month", "2026-11", "--data", temp.Path));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(int Code, string Error)> CodeAsync(params string[] args)
    {
        var (code, _, error) = await TypedCommand.RunAsync(args);
        return (code, error);
    }

    private static async Task UnpackAsync(string folder)
    {
        await using var packed = new GZipStream(File.OpenRead(Path.Combine(Repository.Root, Written)), CompressionMode.Decompress);
        await using var file = File.Create(Path.Combine(folder, SqliteFile.Name));
        await packed.CopyToAsync(file, Cancel);
    }

    private static async Task<IReadOnlyList<JsonElement>> LinesAsync(params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync(args);
        Assert.Equal((0, ""), (code, error));
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
