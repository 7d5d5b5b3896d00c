using System.Text;
using LinkWatch.Local.Commands;

namespace LinkWatch.Tests.Support;

/// <summary>A command as typed, run inside the test: quicker than <see cref="LinkWatchProcess"/>.</summary>
internal static class TypedCommand
{
    public static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunAsync(args, _ => null);

    /// <param name="args">As typed.</param>
    /// <param name="environment">The value of an environment variable, or null.</param>
    /// <param name="width">The terminal's columns; null for no terminal.</param>
    /// <param name="time">What time it is; null for the real time.</param>
    /// <param name="answer">What is typed at the terminal; null if there is none.</param>
    /// <param name="input">Standard input as a file; null for nothing.</param>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string[] args, Func<string, string?> environment, int? width = null, TimeProvider? time = null, string? answer = null,
        byte[]? input = null)
    {
        using var bytes = new MemoryStream();
        await using var output = new StreamWriter(bytes, new UTF8Encoding(false));
        await using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(
            args,
            new CommandIo(new StringReader(answer ?? ""), bytes, output, error, IsTerminal: false, IsColoured: false)
            {
                InBytes = new MemoryStream(input ?? []),
                IsInteractive = answer is not null,
                Width = width,
                Time = time ?? TimeProvider.System,
            },
            environment);
        return (code, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
