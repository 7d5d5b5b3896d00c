using System.CommandLine;
using LinkWatch.Reporting;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Local.Commands;

/// <summary><c>inspect</c>: judges saved pages offline, line by line.</summary>
internal static class InspectCommand
{
    /// <summary>Lines read ahead of the first unfinished one.</summary>
    private const int Window = 64;

    public static Command Create(CommandContext context)
    {
        var command = new Command("inspect", "Judges saved pages: reads JSON lines, writes a verdict line for each.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services =
                new ServiceCollection().AddLogging().AddVisiting(context.Settings(parsed).Pipeline.Fetch).BuildServiceProvider();
            var inspect = services.GetRequiredService<InspectLines>();
            var answers = OrderedLanes.RunAsync(
                LinesAsync(context.Io.In, cancellationToken), _ => null, (line, stop) =>
                    Task.Run(() => inspect.Answer(line), stop), Environment.ProcessorCount, Window, cancellationToken);
            await foreach (var answer in answers) await context.Io.Out.WriteLineAsync(answer);
            return CommandLine.Done;
        });
        return command;
    }

    private static async IAsyncEnumerable<string> LinesAsync(
        TextReader input, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0) yield return line;
        }
    }
}
