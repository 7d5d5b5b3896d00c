using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

public sealed class BadInputTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Impossible => new(
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
        "site set Shop! --domain shop.example",
        "site set shop",
        "site set shop --domain shop.example --cadence often",
        "site set shop --domain shop.example --time-zone Mars",
        "site set shop --domain shop.example --quiet late",
        "site set shop --domain shop.example --owner nobody",
        "site set shop --domain shop.example --owner ö@shop.example",
        "site set shop --domain shop.example --channel pigeon",
        "simulate",
        "simulate --days 10 --links 10",
        "simulate --days 0 --links 10 --seed 1",
        "simulate --days 10 --links 1000000 --seed 1",
        "simulate --days ten --links 10 --seed 1",
        "simulate --days 10 --links 10 --seed x",
        "simulate --days 10 --links 10 --seed 1 --profile missing.json",
        "import links.csv --site nobody",
        "export --site nobody");

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task Each_mistake_gets_one_line_and_exit_code_2(string typed)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "links.csv"), "https://a.example/\n", TestContext.Current.CancellationToken);
        var args = typed.Replace("links.csv", Path.Combine(folder, "links.csv")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (args is ["site" or "import" or "export", ..]) args = [.. args, "--data", Path.Combine(folder, "data")];

        var (code, output, error) = await TypedCommand.RunAsync(args);

        Assert.Equal(2, code);
        Assert.Equal("", output);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("   at ", line);
    }

    [Theory]
    [InlineData("nonsense", "unknown argument 'nonsense'")]
    [InlineData("stauts", "unknown argument 'stauts'; did you mean 'status'? (see linkwatch --help)")]
    [InlineData("site lst", "did you mean 'list'?")]
    [InlineData("status --jsn", "did you mean '--json'?")]
    [InlineData("recheck", "name a page, --host or --status")]
    [InlineData("recheck --status gone", "--status: 'gone' is not one of live, nofollow, unindexed, lost, pending")]
    [InlineData("recheck javascript:alert(1)", "LINK: 'javascript:alert(1)' is no http(s) address")]
    [InlineData("status --nonsense", "unknown argument '--nonsense'")]
    [InlineData("serve --port http", "--port: 'http' is not a whole number from 0 to 65535")]
    [InlineData("serve --port -1", "--port: '-1' is not a whole number from 0 to 65535")]
    [InlineData("serve --port 99999", "--port: '99999' is not a whole number from 0 to 65535")]
    [InlineData("run --parallel many", "--parallel: 'many' is not a whole number from 1 to 1024")]
    [InlineData("run --interval soon", "--interval: 'soon' is not a number of seconds")]
    [InlineData("history --site shop --most few", "--most: 'few' is not a whole number")]
    [InlineData("status --data", "--data")]
    [InlineData("status --data=", "--data")]
    [InlineData("check https://a.example/ --target javascript:alert(1)", "--target")]
    [InlineData("check javascript:alert(1) --target https://b.example/", "javascript:alert(1)")]
    [InlineData("check a.example --target https://b.example/", "a.example")]
    public async Task A_mistake_is_reported_in_the_terms_of_the_command_line(string typed, string says)
    {
        var (code, output, error) = await TypedCommand.RunAsync(typed.Split(' '));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_name_is_reported() =>
        Assert.Equal((2, "", "linkwatch: --data: name a folder\n"), await TypedCommand.RunAsync("status", "--data", ""));

    [Theory]
    [InlineData("LINKWATCH_MAIL_FROM", "nobody")]
    [InlineData("LINKWATCH_PUBLIC_SUFFIX_LIST", "/nowhere/list.dat")]
    [InlineData("LINKWATCH_PUBLIC_URL", "links")]
    [InlineData("LINKWATCH_PUBLIC_URL", "https://example.com/links/")]
    [InlineData("LINKWATCH_SMTP_PORT", "0")]
    [InlineData("LINKWATCH_INTERVAL", "-1")]
    public async Task An_invalid_setting_is_reported(string name, string value)
    {
        var (code, output, error) = await TypedCommand.RunAsync(
            ["status", "--data", Path.Combine(folder, "data")], asked => asked == name ? value : null);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"linkwatch: {name}: '{value}' is ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "data")));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("serve")]
    [InlineData("status")]
    public async Task All_invalid_settings_are_reported_at_once_a_line_each(string command)
    {
        var (code, output, error) = await TypedCommand.RunAsync([command, "--data", Path.Combine(folder, "data")], asked => asked switch
        {
            "LINKWATCH_TICK" => "soon",
            "LINKWATCH_INTERVAL" => "-1",
            "LINKWATCH_SLACK_URL" => "slack",
            _ => null,
        });

        Assert.Equal((2, ""), (code, output));
        Assert.Equal(
            ["LINKWATCH_INTERVAL", "LINKWATCH_SLACK_URL", "LINKWATCH_TICK"],
            error.TrimEnd('\n').Split('\n').Select(line => line.Split(": ") is ["linkwatch", var name, ..] ? name : line));
        Assert.False(Directory.Exists(Path.Combine(folder, "data")));
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_reported()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);

        var (code, _, error) = await TypedCommand.RunAsync("status", "--data", file);

        Assert.Equal(2, code);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
