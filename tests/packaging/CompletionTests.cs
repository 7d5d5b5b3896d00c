using LinkWatch.Local.Settings;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Packaging;

/// <summary>The scripts in the shells that they are for.</summary>
public sealed class CompletionTests
{
    private const string Bash =
        """
        source <(linkwatch completion bash)
        COMP_LINE="$1"; COMP_POINT=${#1}; COMP_WORDS=($1); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
        _linkwatch
        printf '%s\n' "${COMPREPLY[@]}"
        """;

    // Outside an editor, zsh has no completion to ask: what the script adds is printed instead.
    private const string Zsh =
        """
        compdef() { : }
        source <(linkwatch completion zsh)
        compadd() { shift; print -rl -- $@ }
        _files() { print files }
        words=(${=1}); CURRENT=$#words; PREFIX=$words[-1]
        _linkwatch
        """;

    private const string Fish = "linkwatch completion fish | source; complete -C $argv[1]";

    private static string Pwsh(string typed) =>
        "linkwatch completion pwsh | Out-String | Invoke-Expression; "
            + $"(TabExpansion2 '{typed}' {typed.Length}).CompletionMatches.CompletionText";

    [Theory]
    [InlineData("linkwatch im", "import")]
    [InlineData("linkwatch site l", "list")]
    [InlineData("linkwatch import links.csv --sit", "--site")]
    [InlineData("/opt/bin/linkwatch test", "test-alert")]
    public async Task Bash_completes_commands_and_options(string typed, string completed) =>
        Assert.Equal((0, completed + "\n", ""), await Shell.RunAsync("bash", "-c", Bash, "bash", typed));

    [Theory]
    [InlineData("linkwatch im", "import")]
    [InlineData("linkwatch site l", "list")]
    [InlineData("linkwatch import links.csv --sit", "--site")]
    [InlineData("linkwatch import links.c", "files")]
    public async Task Zsh_completes_commands_options_and_files(string typed, string completed) =>
        Assert.Equal((0, completed + "\n", ""), await Shell.RunAsync("zsh", "-f", "-c", Zsh, "zsh", typed));

    [Theory]
    [InlineData("linkwatch im", "import")]
    [InlineData("linkwatch site l", "list")]
    [InlineData("linkwatch import links.csv --sit", "--site")]
    [InlineData("linkwatch import global.j", "global.json")]
    public async Task Fish_completes_commands_options_and_files(string typed, string completed) =>
        Assert.Equal((0, completed + "\n", ""), await Shell.RunAsync("fish", "--no-config", "-c", Fish, typed));

    [Theory]
    [InlineData("linkwatch im", "import")]
    [InlineData("linkwatch site l", "list")]
    [InlineData("linkwatch import links.csv --sit", "--site")]
    public async Task PowerShell_completes_commands_and_options(string typed, string completed) =>
        Assert.Equal((0, completed + "\n", ""), await Shell.RunAsync("pwsh", "-NoProfile", "-Command", Pwsh(typed)));

    [Fact]
    public async Task A_shell_that_has_no_script_is_refused()
    {
        var (code, output, error) = await TypedCommand.RunAsync("completion", "tcsh");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("pwsh", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manual_page_has_every_command_and_setting_and_no_faults()
    {
        using var temp = new TempFolder();
        var (_, help, _) = await TypedCommand.RunAsync("--help");
        var (code, page, _) = await TypedCommand.RunAsync("man");
        var file = Path.Combine(temp.Path, "linkwatch.1");
        await File.WriteAllTextAsync(file, page, TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        var commands = help[help.IndexOf("Commands:", StringComparison.Ordinal)..help.IndexOf("Examples:", StringComparison.Ordinal)]
            .Split('\n').Skip(1).Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ')
            .Select(line => line.Trim().Split(' ')[0]).ToList();
        Assert.Contains("restore", commands);
        Assert.All(commands, name =>
            Assert.Contains($"\n.SS linkwatch {name}".Replace("-", "\\-", StringComparison.Ordinal), page, StringComparison.Ordinal));
        Assert.All(LocalSetting.All, setting => Assert.Contains($".B {setting.Name}\n", page, StringComparison.Ordinal));

        // A date would be another one with each build.
        var lint = await Shell.RunAsync("mandoc", "-T", "lint", "-W", "warning", file);
        Assert.Contains("missing date", Assert.Single(lint.Output.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }
}
