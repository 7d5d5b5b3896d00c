using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace LinkWatch.Tests.Support;

/// <summary>
/// A mail server on a free port of 127.0.0.1 (RFC 5321, with AUTH LOGIN) that delivers nowhere: what arrived is in
/// <see cref="Mails"/>, bytes as sent. Each of its answers can be replaced.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    public const string Greeting = "(greeting)";
    public const string EndOfData = ".";

    /// <summary>In place of an answer: the connection ends.</summary>
    public const string Drop = "(drop)";

    /// <summary>In place of an answer: nothing, and the connection stays.</summary>
    public const string Silence = "(silence)";

    private readonly RawSite listener;
    private readonly Func<string, string?> instead;
    private readonly TaskCompletionSource silent = new();
    private readonly TaskCompletionSource left = new();
    private bool isRefusingMail;

    private SmtpSink(Func<string, string?> instead)
    {
        this.instead = instead;
        listener = RawSite.Start(TalkAsync);
    }

    public int Port => listener.Port;

    public ConcurrentQueue<Mail> Mails { get; } = [];

    /// <summary>Every line that a client sent outside of a mail.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    /// <summary>Ends when a client waits for an answer that does not come.</summary>
    public Task IsSilent => silent.Task;

    /// <summary>Ends when that client hung up.</summary>
    public Task IsLeft => left.Task;

    /// <param name="instead">What is answered to a command line, <see cref="Greeting"/> or <see cref="EndOfData"/>; null for what is usual.</param>
    public static SmtpSink Start(Func<string, string?>? instead = null) => new(instead ?? (_ => null));

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task TalkAsync(NetworkStream stream, CancellationToken token)
    {
        var client = new Client(stream, new BufferedStream(stream), token);
        if (!await AnswerAsync(client, Greeting, "220 sink.example ESMTP")) return;
        var (from, to) = ("", new List<string>());
        while (await client.ReadLineAsync() is { } bytes)
        {
            var line = Encoding.Latin1.GetString(bytes);
            Heard.Enqueue(line);
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    if (!await AnswerAsync(client, line, "250-sink.example\r\n250-AUTH LOGIN\r\n250 SIZE 10000000")) return;
                    break;
                case "MAIL":
                    (from, to) = (line[(line.IndexOf('<') + 1)..line.IndexOf('>')], []);
                    if (!await AnswerAsync(client, line, isRefusingMail ? "530 authentication required" : "250 OK")) return;
                    break;
                case "RCPT":
                    if (instead(line) is null) to.Add(line[(line.IndexOf('<') + 1)..line.IndexOf('>')]);
                    if (!await AnswerAsync(client, line, "250 OK")) return;
                    break;
                case "DATA":
                    if (!await AnswerAsync(client, line, "354 go on")) return;
                    if (instead(line) is not null) break;
                    var data = await ReadDataAsync(client);
                    if (instead(EndOfData) is null) Mails.Enqueue(new Mail(from, to, data));
                    if (!await AnswerAsync(client, EndOfData, "250 queued")) return;
                    break;
                case "AUTH":
                    if (!await LoginAsync(client, line)) return;
                    break;
                case "QUIT":
                    await AnswerAsync(client, line, "221 bye");
                    return;
                default:
                    if (!await AnswerAsync(client, line, "500 what?")) return;
                    break;
            }
        }
    }

    /// <summary>LOGIN asks for the user unless the client gave it, then for the password.</summary>
    private async Task<bool> LoginAsync(Client client, string line)
    {
        if (line.Split(' ').Length < 3)
        {
            await client.SendAsync("334 VXNlcm5hbWU6");
            Heard.Enqueue(Encoding.Latin1.GetString((await client.ReadLineAsync())!));
        }

        await client.SendAsync("334 UGFzc3dvcmQ6");
        Heard.Enqueue(Encoding.Latin1.GetString((await client.ReadLineAsync())!));
        isRefusingMail = instead("AUTH") is not null;
        return await AnswerAsync(client, "AUTH", "235 welcome");
    }

    private async Task<bool> AnswerAsync(Client client, string to, string usual)
    {
        var answer = instead(to) ?? usual;
        if (answer == Drop) return false;
        if (answer == Silence)
        {
            silent.TrySetResult();
            while (await client.ReadLineAsync() is not null) continue;
            left.TrySetResult();
            return false;
        }

        await client.SendAsync(answer);
        return true;
    }

    /// <summary>Up to the line that is a dot; a dot that was doubled is one again (RFC 5321, 4.5.2).</summary>
    private static async Task<byte[]> ReadDataAsync(Client client)
    {
        using var data = new MemoryStream();
        while (await client.ReadLineAsync() is { } line && line is not [(byte)'.'])
        {
            data.Write(line is [(byte)'.', ..] ? line.AsSpan(1) : line);
            data.Write("\r\n"u8);
        }

        return data.ToArray();
    }

    /// <summary>A mail as it arrived.</summary>
    public sealed record Mail(string From, IReadOnlyList<string> To, byte[] Data);

    private sealed record Client(NetworkStream Out, Stream In, CancellationToken Token)
    {
        public ValueTask SendAsync(string line) => Out.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), Token);

        /// <summary>Up to CR LF, without it: a bare LF or CR stays in the line. Null at the end.</summary>
        public async Task<byte[]?> ReadLineAsync()
        {
            using var line = new MemoryStream();
            var one = new byte[1];
            var last = 0;
            while (await In.ReadAsync(one, Token) == 1)
            {
                line.Write(one);
                if (last == '\r' && one[0] == '\n') return line.ToArray()[..^2];
                last = one[0];
            }

            return null;
        }
    }
}
