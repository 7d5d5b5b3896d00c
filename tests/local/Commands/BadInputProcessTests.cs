using System.Net;
using System.Net.Sockets;
using System.Text;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

/// <summary>Mistakes made at the real program: exit code 2, one line on standard error, nothing else, nothing half done.</summary>
public sealed class BadInputProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Serve_on_a_port_in_use_says_so_and_leaves_nothing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var ended = await LinkWatchProcess.RunAsync("serve", "--port", port, "--data", Data);

        Assert.Contains($"port {port} is in use", ended.IsRefusal(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Theory]
    [InlineData("run", "file")]
    [InlineData("serve --port 0", "file/below")]
    [InlineData("demo", "file/below")]
    [InlineData("status", "/dev/full")]
    [InlineData("site set shop --domain shop.example", "/proc/linkwatch")]
    public async Task A_data_folder_that_cannot_be_created_is_reported(string command, string unusable)
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "as it was", Cancel);

        var line = (await LinkWatchProcess.RunAsync([.. command.Split(' '), "--data", Path.Combine(folder, unusable)])).IsRefusal();

        Assert.Contains(unusable, line, StringComparison.Ordinal);
        Assert.Contains("--data", line, StringComparison.Ordinal);
        Assert.Equal("as it was", await File.ReadAllTextAsync(file, Cancel));
    }

    [Fact]
    public async Task A_line_without_end_is_refused_soon_and_imports_nothing()
    {
        var file = Path.Combine(folder, "endless.csv");
        await WriteAsync(file, "source\nhttps://a.example/\n", megabytes: 64);
        await AddSiteAsync();

        var line = (await LinkWatchProcess.RunAsync("import", file, "--site", "shop", "--data", Data)).IsRefusal();

        Assert.Contains("row 3: longer than 1 MiB", line, StringComparison.Ordinal);
        await NothingIsImportedAsync();
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\u007fELF\0\0\0\u0001\u0002", "not text")]
    [InlineData("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "not text")]
    [InlineData("anchor,rel\nx,y\n", "call it “source”")]
    [InlineData("source\nexample.com/page\n", "write “https://example.com/page”")]
    [InlineData("source\njavascript:alert(1)\n", "only http and https")]
    [InlineData("source\njavascript:alert(1)\nexample.com/page\nmailto:a@example.com\n", "only http and https")]
    [InlineData("source,target\nhttps://a.example/,example.com\n", "example.com")]
    public async Task A_file_of_which_nothing_can_be_used_gets_one_line(string content, string says)
    {
        var file = Path.Combine(folder, "bad.csv");
        await File.WriteAllBytesAsync(file, Encoding.Latin1.GetBytes(content), Cancel);
        await AddSiteAsync();

        var imported = await LinkWatchProcess.RunAsync("import", file, "--site", "shop", "--data", Data);
        var looked = await LinkWatchProcess.RunAsync("check", file, "--target", "https://shop.example/");

        Assert.Contains(says, imported.IsRefusal(), StringComparison.Ordinal);
        Assert.Contains(says, looked.IsRefusal(), StringComparison.Ordinal);
        await NothingIsImportedAsync();
    }

    [Fact]
    public async Task Invalid_rows_are_reported_by_number_and_the_valid_ones_kept()
    {
        var file = Path.Combine(folder, "some.csv");
        await File.WriteAllTextAsync(file, "source\njavascript:alert(1)\nhttps://a.example/\nexample.com/page\n", Cancel);
        await AddSiteAsync();

        var (code, output, error) = await LinkWatchProcess.RunAsync("import", file, "--site", "shop", "--data", Data);

        Assert.Equal(1, code);
        Assert.Contains("Imported 1 new link ", output, StringComparison.Ordinal);
        Assert.Equal(["row 2", "row 4"], error.TrimEnd('\n').Split('\n').Select(line => line.Split(": ")[1]));
    }

    [Fact]
    public async Task An_unknown_command_is_reported()
    {
        var ended = await LinkWatchProcess.RunAsync("nonsense");

        Assert.Equal("linkwatch: unknown argument 'nonsense' (see linkwatch --help)", ended.IsRefusal());
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_reported()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");

        var line = (await LinkWatchProcess.RunIntoAsync("/dev/full", "status", "--data", Data)).IsRefusal();

        Assert.Contains("writing failed", line, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(string file, string start, int megabytes)
    {
        await using var stream = File.Create(file);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start), Cancel);
        var block = new byte[1024 * 1024];
        block.AsSpan().Fill((byte)'a');
        for (var i = 0; i < megabytes; i++) await stream.WriteAsync(block, Cancel);
    }

    private async Task AddSiteAsync() =>
        Assert.Equal(0, (await TypedCommand.RunAsync("site", "set", "shop", "--domain", "shop.example", "--data", Data)).Code);

    private async Task NothingIsImportedAsync()
    {
        var (code, output, error) = await TypedCommand.RunAsync("export", "--site", "shop", "--json", "--data", Data);
        Assert.Equal((0, "", ""), (code, output, error));
    }
}
