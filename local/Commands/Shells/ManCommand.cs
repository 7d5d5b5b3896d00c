using System.CommandLine;

namespace LinkWatch.Local.Commands.Shells;

/// <summary><c>man</c>: the manual page of all commands.</summary>
internal static class ManCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("man", "Prints the manual page: linkwatch man | man -l -");
        command.SetAction(async (parsed, _) =>
        {
            await context.Io.Out.WriteAsync(ManPage.Of(parsed.RootCommandResult.Command));
            return CommandLine.Done;
        });
        return command;
    }
}
