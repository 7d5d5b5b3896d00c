using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>What is wrong with what was typed, in the words of the help: the parser's own name types and break lines.</summary>
internal static class ParseProblem
{
    public static string Of(ParseResult parsed)
    {
        var problem = parsed.UnmatchedTokens.Count > 0 ? Unknown(parsed.UnmatchedTokens[0], parsed) : Of(parsed.Errors[0], parsed);
        return $"{problem} (see linkwatch{CommandLine.PathOf(parsed)} --help)";
    }

    private static string Of(ParseError error, ParseResult parsed) => error.SymbolResult switch
    {
        OptionResult { IdentifierTokenCount: > 0 } option => Of(option),
        ArgumentResult { Parent: OptionResult option } => Of(option),
        ArgumentResult { Tokens: [var wrong, ..] } argument when Choices(argument.Argument) is { } choices =>
            $"{argument.Argument.Name}: '{wrong.Value}' is not one of {choices}",
        _ => Missing(parsed) ?? error.Message,
    };

    private static string Of(OptionResult result)
    {
        var option = result.Option;
        var values = string.Join(", ", result.Tokens.Select(token => $"'{token.Value}'"));
        if (result.Tokens.Count == 0) return $"{option.Name}: {option.HelpName} is missing after it";
        return result.Tokens.Count > option.Arity.MaximumNumberOfValues
            ? $"{option.Name} takes one {option.HelpName}, and got {values}"
            : $"{option.Name}: {values} is not one of {Choices(option)}";
    }

    /// <summary>All that the command needs and did not get; null if it is nothing.</summary>
    private static string? Missing(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        string[] missing =
        [
            .. command.Arguments
                .Where(argument => argument.Arity.MinimumNumberOfValues > (parsed.GetResult(argument)?.Tokens.Count ?? 0))
                .Select(argument => argument.Name),
            .. command.Options.Where(option => option.Required && parsed.GetResult(option) is not { IdentifierTokenCount: > 0 })
                .Select(option => $"{option.Name} {option.HelpName}"),
        ];
        if (missing is [.. var some, var last])
            return $"{command.Name} needs {string.Join(", ", some)}{(some.Length > 0 ? " and " : "")}{last}";
        return command.Subcommands.Count == 0
            ? null
            : $"{command.Name} needs one of {string.Join(", ", command.Subcommands.Select(subcommand => subcommand.Name))}";
    }

    private static string Unknown(string token, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = token.StartsWith('-') ? command.Options.Select(option => option.Name) : command.Subcommands.Select(sub => sub.Name);
        var name = token.Split('=')[0];
        if (names.Contains(name)) return $"{name} goes behind the command: linkwatch{CommandLine.PathOf(parsed)} {name} …";
        var meant = Spelling.Nearest(name, names);
        return $"unknown argument '{token}'" + (meant is null ? "" : $"; did you mean '{meant}'?");
    }

    private static string? Choices(Symbol symbol) =>
        symbol.GetCompletions(CompletionContext.Empty).Select(choice => choice.Label).ToList() is { Count: > 0 } choices
            ? string.Join(", ", choices)
            : null;
}
