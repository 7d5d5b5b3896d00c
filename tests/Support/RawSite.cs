using System.Net;
using System.Net.Sockets;
using System.Text;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Support;

/// <summary>
/// A listener on 127.0.0.1 that talks in raw bytes: for what a web server would never send. Counts the connections that reached it.
/// </summary>
public sealed class RawSite : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> talk;
    private readonly Task serving;
    private int connections;

    private RawSite(Func<NetworkStream, CancellationToken, Task> talk, IPAddress? address = null)
    {
        this.talk = talk;
        listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = ServeAsync();
    }

    public int Port { get; }

    public int Connections => Volatile.Read(ref connections);

    /// <summary>Each connection is handed to <paramref name="talk"/> and closed when it returns.</summary>
    public static RawSite Start(Func<NetworkStream, CancellationToken, Task> talk) => new(talk);

    /// <summary>
    /// A listener that nobody should reach: what matters is <see cref="Connections"/>. On <paramref name="address"/> of 127.0.0.0/8.
    /// </summary>
    public static RawSite Forbidden(string address = "127.0.0.2") => new((_, _) => Task.CompletedTask, IPAddress.Parse(address));

    /// <summary>Reads one request, sends <paramref name="answer"/> and closes.</summary>
    public static RawSite Saying(byte[] answer) => new(async (stream, token) =>
    {
        await ReadHeadAsync(stream, token);
        await stream.WriteAsync(answer, token);
    });

    /// <summary>The same with text; each line of the head must end in CR LF.</summary>
    public static RawSite Saying(string answer) => Saying(Encoding.Latin1.GetBytes(answer));

    /// <summary>The request's head, up to its empty line.</summary>
    public static async Task<string> ReadHeadAsync(Stream stream, CancellationToken token)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <summary>Ends the connection with RST; closing it would send FIN.</summary>
    public static void Reset(NetworkStream stream)
    {
        stream.Socket.LingerState = new LingerOption(true, 0);
        stream.Socket.Close();
    }

    public WebUrl Url(string path = "/", string host = "127.0.0.1", string scheme = "http") =>
        WebUrl.Parse($"{scheme}://{host}:{Port}{path}");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                talks.Add(TalkAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await talk(client.GetStream(), stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The fetcher closed the connection, as it should for a harmful answer.
            }
        }
    }
}
