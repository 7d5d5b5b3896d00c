using System.CommandLine;
using LinkWatch.Local.Commands;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

public sealed class HelpTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("", "linkwatch site set shop --domain shop.example")]
    [InlineData("help", "linkwatch site set shop --domain shop.example")]
    [InlineData("help import", "linkwatch import links.csv --site shop --dry-run")]
    [InlineData("import --help", "linkwatch import links.csv --site shop --dry-run")]
    [InlineData("help site set", "--quiet 22:00-07:00")]
    public async Task Help_shows_what_can_be_typed(string typed, string example)
    {
        var (code, output, error) = await TypedCommand.RunAsync(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
        Assert.Contains(example, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_of_every_command_fits_a_narrow_terminal_and_says_what_each_option_and_argument_is()
    {
        foreach (var command in Paths(CommandLine.Root(CommandIo.OfProcess(), _ => null)).ToList())
        {
            var (code, output, error) = await TypedCommand.RunAsync([.. command, "--help"]);

            Assert.Equal((0, ""), (code, error));
            Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 80, line));
            Assert.DoesNotContain("docs/", output, StringComparison.Ordinal);
            Assert.DoesNotContain("[default:", output, StringComparison.Ordinal);
        }

        static IEnumerable<string[]> Paths(Command command) =>
            command.Subcommands.SelectMany(sub => Paths(sub).Select(path => (string[])[sub.Name, .. path])).Prepend([]);
    }

    [Fact]
    public async Task The_version_can_be_asked_for_in_each_usual_way()
    {
        var version = await TypedCommand.RunAsync("--version");

        Assert.Equal(0, version.Code);
        Assert.Equal(version, await TypedCommand.RunAsync("-V"));
        Assert.Equal(version, await TypedCommand.RunAsync("version"));
    }

    [Fact]
    public async Task A_channel_that_does_not_exist_gets_all_that_do_and_how_to_set_them()
    {
        var (code, output, error) = await TypedCommand.RunAsync(
            "site", "set", "shop", "--domain", "shop.example", "--channel", "email", "--data", Path.Combine(folder, "data"));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("there is no 'email'; use one of outbox, smtp (after setting LINKWATCH_SMTP_HOST), sendgrid (after", error);
    }

    [Fact]
    public async Task Of_an_address_given_as_a_domain_the_host_is_taken_and_that_is_said()
    {
        var (code, output, _) = await TypedCommand.RunAsync(
            "site", "set", "shop", "--domain", "https://www.shop.example/tea", "--data", Path.Combine(folder, "data"));

        Assert.Equal(0, code);
        Assert.Contains("Added site shop (www.shop.example)", output, StringComparison.Ordinal);
        Assert.Contains("Of https://www.shop.example/tea only the host counts", output, StringComparison.Ordinal);
    }
}
