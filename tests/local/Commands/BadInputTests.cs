using System.Text;
using LinkWatch.Local.Commands;

namespace LinkWatch.Tests.Local.Commands;

public sealed class BadInputTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public static TheoryData<string> Impossible => new(
        "nonsense",
        "",
        "check",
        "check https://a.example/",
        "check a.example --target https://b.example/",
        "check javascript://x --target https://b.example/",
        "check https://a.example/ --target b.example",
        "check https://a.example/ --target https://b.example/ --interval 0",
        "check https://a.example/ --target https://b.example/ --interval fast",
        "check https://a.example/ --target https://b.example/ --parallel 0",
        "check https://a.example/ --target https://b.example/ --allow-address here",
        "check missing.csv",
        "serve --port 99999",
        "site set Shop! --domain shop.example",
        "site set shop",
        "site set shop --domain shop.example --cadence often",
        "site set shop --domain shop.example --time-zone Mars",
        "site set shop --domain shop.example --quiet late",
        "site set shop --domain shop.example --owner nobody",
        "site set shop --domain shop.example --channel pigeon",
        "import links.csv --site nobody",
        "export --site nobody");

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task Each_mistake_gets_one_line_and_exit_code_2(string typed)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "links.csv"), "https://a.example/\n", TestContext.Current.CancellationToken);
        var args = typed.Replace("links.csv", Path.Combine(folder, "links.csv")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (args is ["site" or "import" or "export", ..]) args = [.. args, "--data", Path.Combine(folder, "data")];

        var (code, output, error) = await RunAsync(args);

        Assert.Equal(2, code);
        Assert.Equal("", output);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("   at ", line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\u0001\u0002binary\0\0")]
    [InlineData("anchor,rel\nx,y\n")]
    [InlineData("source\njavascript:alert(1)\nexample.com/page\n")]
    public async Task A_file_of_which_nothing_can_be_used_imports_nothing(string content)
    {
        var data = Path.Combine(folder, "data");
        var file = Path.Combine(folder, "bad.csv");
        await File.WriteAllBytesAsync(file, Encoding.Latin1.GetBytes(content), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("site", "set", "shop", "--domain", "shop.example", "--data", data)).Code);

        Assert.Equal(2, (await RunAsync("import", file, "--site", "shop", "--data", data)).Code);

        var (code, output, _) = await RunAsync("export", "--site", "shop", "--json", "--data", data);
        Assert.Equal((0, ""), (code, output));
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_told()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);

        var (code, _, error) = await RunAsync("status", "--data", file);

        Assert.Equal(2, code);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var bytes = new MemoryStream();
        await using var output = new StreamWriter(bytes, new UTF8Encoding(false));
        await using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, new CommandIo(TextReader.Null, bytes, output, error, IsTerminal: false, IsColoured: false), _ => null);
        return (code, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
