using System.CommandLine;
using LinkWatch.Local.Sqlite;

namespace LinkWatch.Local.Commands;

/// <summary>
/// The <c>linkwatch</c> command. Exit codes: 0 done and all is well, 1 something is not live or not found, 2 bad usage or
/// input, told in one line on standard error.
/// </summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int NotWell = 1;
    public const int BadUsage = 2;
    private const int Interrupted = 130;

    /// <param name="args">As typed.</param>
    /// <param name="io">Where to read and write.</param>
    /// <param name="environment">The value of an environment variable, or null.</param>
    public static async Task<int> RunAsync(string[] args, CommandIo io, Func<string, string?> environment)
    {
        var parsed = Root(io, environment).Parse(args);
        try
        {
            if (parsed.Errors.Count > 0) throw new UsageException($"{Line(parsed.Errors[0].Message)} (see linkwatch{PathOf(parsed)} --help)");
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = io.Out, Error = io.Error };
            return await parsed.InvokeAsync(configuration);
        }
        catch (Exception e) when (e is UsageException or DataFolderException)
        {
            await io.Error.WriteLineAsync("linkwatch: " + Line(e.Message));
            return BadUsage;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        finally
        {
            await io.Out.FlushAsync();
        }
    }

    private static RootCommand Root(CommandIo io, Func<string, string?> environment)
    {
        var root = new RootCommand("Watches backlinks: says which are there and still count, and tells when one is lost.");
        foreach (var command in CommandList.All) root.Add(command(new CommandContext(io, environment)));
        return root;
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result.Command is not RootCommand; result = (System.CommandLine.Parsing.CommandResult)result.Parent!) names.Insert(0, result.Command.Name);
        return string.Concat(names.Select(name => " " + name));
    }

    private static string Line(string message) => message.ReplaceLineEndings(" ").Trim();
}
