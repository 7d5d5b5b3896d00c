using System.CommandLine;
using System.CommandLine.Help;
using LinkWatch.Hosting.Settings;
using LinkWatch.Simulation;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary>
/// The <c>linkwatch</c> command. Exit codes: 0 done and all is well; 1 something is not live or not found; 2 bad usage or
/// input, reported in one line on standard error.
/// </summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int NotWell = 1;
    public const int BadUsage = 2;
    private const int Interrupted = 130;

    /// <param name="args">The arguments.</param>
    /// <param name="io">Input and output.</param>
    /// <param name="environment">The value of an environment variable, or null.</param>
    public static async Task<int> RunAsync(string[] args, CommandIo io, Func<string, string?> environment)
    {
        // A file name may begin with @: to the parser it would be a file of arguments.
        var parsed = Root(io, environment).Parse(Usual(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            return await InvokeAsync(parsed, io);
        }
        catch (SettingException e)
        {
            foreach (var problem in e.Problems) await io.Error.WriteLineAsync("linkwatch: " + Line(problem));
            return BadUsage;
        }
        catch (Exception e) when (e is UsageException or ProfileException or StorageException or ConcurrencyException)
        {
            await io.Error.WriteLineAsync("linkwatch: " + Line(e.Message));
            return BadUsage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await io.Error.WriteLineAsync("linkwatch: reading or writing failed: " + Line(e.Message));
            return BadUsage;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, CommandIo io)
    {
        // Help clears the errors, but of a command that there is not there is no help.
        if (parsed.Errors.Count > 0 || (parsed.Action is HelpWithExamples && parsed.UnmatchedTokens.Count > 0))
            throw new UsageException(ParseProblem.Of(parsed));

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = io.Out, Error = io.Error });
        }
        finally
        {
            await io.Out.FlushAsync();
        }
    }

    internal static RootCommand Root(CommandIo io, Func<string, string?> environment)
    {
        var root = new RootCommand("Watches your backlinks: which are there, which still count, and which were lost.");
        foreach (var command in CommandList.All) root.Add(command(new CommandContext(io, environment)));
        var help = root.Options.OfType<HelpOption>().Single();
        var page = (HelpAction)help.Action!;
        if (io.Width is { } width) page.MaxWidth = width;
        else if (!io.IsColoured) page.MaxWidth = Terminal.WidthOfAPipe;
        help.Action = new HelpWithExamples(page);
        return root;
    }

    /// <summary>Forms that many commands know.</summary>
    private static string[] Usual(string[] args) => args switch
    {
        [] => ["--help"],
        ["help", .. var command] => [.. command, "--help"],
        ["version" or "-V", .. var more] => ["--version", .. more],
        _ => args,
    };

    /// <summary>The command's name below the root, each word after a space.</summary>
    internal static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult;
            result.Command is not RootCommand;
            result = (System.CommandLine.Parsing.CommandResult)result.Parent!) names.Insert(0, result.Command.Name);
        return string.Concat(names.Select(name => " " + name));
    }

    private static string Line(string message) => message.ReplaceLineEndings(" ").Trim();
}
