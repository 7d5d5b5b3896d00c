using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

public sealed class RoundTripTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_export_that_is_imported_again_changes_nothing()
    {
        var data = Path.Combine(folder, "data");
        var links = await WriteAsync("links.csv", """
            source,target,match,tags,rel,anchor,cost,contact,acquired
            https://a.example/x,https://shop.example/tea,page,"spring, guest post",nofollow,tea,10,x@a.example,paid
            https://b.example/y,,,,,,,,
            """);
        await RunAsync("site", "set", "shop", "--domain", "shop.example", "--data", data);
        await RunAsync("import", links, "--site", "shop", "--data", data);

        var exported = await WriteAsync("exported.csv", await RunAsync("export", "--site", "shop", "--data", data));

        Assert.Contains(
            "0 new links into site shop; 0 changed, 2 unchanged",
            await RunAsync("import", exported, "--site", "shop", "--data", data),
            StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync(args);
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
