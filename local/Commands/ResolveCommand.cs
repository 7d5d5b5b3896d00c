using System.CommandLine;
using LinkWatch.Reporting;

namespace LinkWatch.Local.Commands;

/// <summary><c>resolve</c>: resolves URLs as a page's links are resolved, line by line.</summary>
internal static class ResolveCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "resolve", """Reads JSON lines {"input","base"} and writes {"href","host"} or {"failure":true} for each.""");
        command.SetAction(async (_, cancellationToken) =>
        {
            while (await context.Io.In.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Length > 0) await context.Io.Out.WriteLineAsync(ResolveLines.Answer(line));
            }

            return CommandLine.Done;
        });
        return command;
    }
}
