using System.CommandLine;

namespace LinkWatch.Local.Commands.Shells;

/// <summary>
/// <c>completion</c>: a script that makes a shell complete what is typed. The command itself knows the answers (the directive
/// <c>[suggest]</c> of System.CommandLine), so the scripts know no commands and never fall behind.
/// </summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        # bash completion for linkwatch: add to ~/.bashrc
        #   source <(linkwatch completion bash)
        _linkwatch() {
            local line="${COMP_LINE:0:COMP_POINT}"
            line="linkwatch ${line#* }"
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(linkwatch "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _linkwatch linkwatch
        """;

    private const string Zsh =
        """
        #compdef linkwatch
        # zsh completion for linkwatch: add to ~/.zshrc, below compinit
        #   source <(linkwatch completion zsh)
        _linkwatch() {
            local line="linkwatch ${(j: :)words[2,CURRENT-1]} $PREFIX"
            local -a found
            found=("${(@f)$(linkwatch "[suggest:${#line}]" "$line" 2>/dev/null)}")
            found=(${(M)found:#$PREFIX*})
            if (( $#found )); then compadd -- $found; else _files; fi
        }
        compdef _linkwatch linkwatch
        """;

    private const string Fish =
        """
        # fish completion for linkwatch: save as ~/.config/fish/completions/linkwatch.fish
        function __linkwatch_complete
            set -l line (commandline -cp | string replace -r '^\S+' linkwatch)
            set -l word (commandline -ct)
            set -l found (linkwatch "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -- "$word*")
            if set -q found[1]
                printf '%s\n' $found
            else
                __fish_complete_path "$word"
            end
        end
        complete -c linkwatch -f -a '(__linkwatch_complete)'
        """;

    private const string Pwsh =
        """
        # PowerShell completion for linkwatch: add to $PROFILE
        #   linkwatch completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName linkwatch -ScriptBlock {
            param($word, $ast, $position)
            $line = ($ast.ToString().PadRight($position)) -replace '^\S+', 'linkwatch'
            linkwatch "[suggest:$($line.Length)]" $line 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    private static readonly Dictionary<string, string> Scripts =
        new(StringComparer.Ordinal) { ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish, ["pwsh"] = Pwsh };

    public static Command Create(CommandContext context)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Prints a script that makes your shell complete commands and options.") { shell };
        command.SetAction(async (parsed, _) =>
        {
            await context.Io.Out.WriteAsync(Scripts[parsed.GetRequiredValue(shell)].ReplaceLineEndings("\n") + "\n");
            return CommandLine.Done;
        });
        return command;
    }
}
