using System.Text;

namespace LinkWatch.Local.Commands;

/// <summary>A command's input and output.</summary>
/// <param name="In">Standard input.</param>
/// <param name="OutBytes">Standard output: results only.</param>
/// <param name="Out">The same as text; flush it before writing bytes.</param>
/// <param name="Error">Standard error: one line if something is wrong, and progress on a terminal.</param>
/// <param name="IsTerminal">Whether <paramref name="Error"/> is a terminal; progress is shown only there.</param>
/// <param name="IsColoured">Whether <paramref name="Out"/> is a terminal; colours are used only there.</param>
public sealed record CommandIo(TextReader In, Stream OutBytes, TextWriter Out, TextWriter Error, bool IsTerminal, bool IsColoured)
{
    /// <summary>Standard input as bytes, for files; use this or <see cref="In"/>.</summary>
    public Stream InBytes { get; init; } = Stream.Null;

    /// <summary>Whether somebody at a terminal can answer a question.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>What time it is.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Columns to lay tables out for; null for what the terminal has, or a fixed number if there is none.</summary>
    public int? Width { get; init; }

    public static CommandIo OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = Console.OpenStandardOutput();
        var input = Console.OpenStandardInput();
        return new CommandIo(
            new StreamReader(input, utf8),
            output,
            new StreamWriter(output, utf8, bufferSize: 1 << 16) { AutoFlush = !Console.IsOutputRedirected },
            new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true },
            !Console.IsErrorRedirected,
            !Console.IsOutputRedirected)
        {
            InBytes = input,
            IsInteractive = !Console.IsInputRedirected && !Console.IsErrorRedirected,
        };
    }
}
