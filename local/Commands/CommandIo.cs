using System.Text;

namespace LinkWatch.Local.Commands;

/// <summary>What a command reads from and writes to.</summary>
/// <param name="In">Standard input.</param>
/// <param name="OutBytes">Standard output: results only.</param>
/// <param name="Out">The same, as text; flush it before writing bytes.</param>
/// <param name="Error">Standard error: one line when something is wrong, progress on a terminal.</param>
/// <param name="IsTerminal">Whether a person watches <paramref name="Error"/>: only then is progress shown.</param>
/// <param name="IsColoured">Whether a person watches <paramref name="Out"/>: only then is it coloured.</param>
public sealed record CommandIo(TextReader In, Stream OutBytes, TextWriter Out, TextWriter Error, bool IsTerminal, bool IsColoured)
{
    /// <summary>What time it is.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Columns to lay tables out for; null for what the terminal has, or a fixed number if there is none.</summary>
    public int? Width { get; init; }

    public static CommandIo OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = Console.OpenStandardOutput();
        return new CommandIo(
            new StreamReader(Console.OpenStandardInput(), utf8),
            output,
            new StreamWriter(output, utf8, bufferSize: 1 << 16) { AutoFlush = !Console.IsOutputRedirected },
            new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true },
            !Console.IsErrorRedirected,
            !Console.IsOutputRedirected);
    }
}
