using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace LinkWatch.Tests.Support;

/// <summary>A mail server that keeps to a script, for what <see cref="SmtpSink"/> cannot play.</summary>
public sealed class SmtpScript : IAsyncDisposable
{
    public const string Greeting = "(greeting)";

    /// <summary>The first line of a mail's data.</summary>
    public const string FirstLine = "(data)";

    public const string EndOfData = ".";

    private readonly RawSite listener;
    private readonly Func<string, string?> instead;
    private readonly TaskCompletionSource silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SmtpScript(Func<string, string?> instead)
    {
        this.instead = instead;
        listener = RawSite.Start(TalkAsync);
    }

    public int Port => listener.Port;

    public int Connections => listener.Connections;

    /// <summary>Every line outside of a mail's data.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    /// <summary>Ends when a client waits for an answer that does not come.</summary>
    public Task IsSilent => silent.Task;

    /// <summary>Ends when that client hung up.</summary>
    public Task IsLeft => left.Task;

    /// <param name="instead">
    /// What is answered to a command, <see cref="Greeting"/>, <see cref="FirstLine"/> or <see cref="EndOfData"/>: a reply,
    /// <see cref="SmtpSink.Drop"/>, <see cref="SmtpSink.Silence"/>, or null for what is usual.
    /// </param>
    public static SmtpScript Start(Func<string, string?> instead) => new(instead);

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task TalkAsync(NetworkStream stream, CancellationToken token)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        if (!await AnswerAsync(Greeting, "220 script.example ESMTP")) return;
        while (await reader.ReadLineAsync(token) is { } line)
        {
            Heard.Enqueue(line);
            var answered = line.Split(' ')[0] switch
            {
                "EHLO" => await AnswerAsync(line, "250-script.example\r\n250 AUTH PLAIN LOGIN"),
                "AUTH" => await AnswerAsync(line, "235 welcome"),
                "DATA" => await DataAsync(line),
                "QUIT" => await AnswerAsync(line, "221 bye") && false,
                _ => await AnswerAsync(line, "250 OK"),
            };
            if (!answered) return;
        }

        async Task<bool> DataAsync(string line)
        {
            if (!await AnswerAsync(line, "354 go on")) return false;
            if (instead(line) is not null) return true;
            await reader.ReadLineAsync(token);
            if (instead(FirstLine) == SmtpSink.Drop) return false;
            while (await reader.ReadLineAsync(token) is { } data && data != EndOfData) continue;
            return await AnswerAsync(EndOfData, "250 queued");
        }

        async Task<bool> AnswerAsync(string to, string usual)
        {
            var answer = instead(to) ?? usual;
            if (answer == SmtpSink.Drop) return false;
            if (answer != SmtpSink.Silence)
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(answer + "\r\n"), token);
                return true;
            }

            silent.TrySetResult();
            while (await reader.ReadLineAsync(token) is not null) continue;
            left.TrySetResult();
            return false;
        }
    }
}
