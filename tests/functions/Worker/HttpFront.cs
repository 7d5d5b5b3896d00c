using System.Net.Mime;
using System.Net.Sockets;
using System.Text;
using LinkWatch.Tests.Functions.Worker.Protocol;
using LinkWatch.Tests.Support;
using LinkWatch.Web;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>
/// HTTP as the host has it with a worker that names an <c>HttpUri</c>: the request goes there, and the invocation beside it over gRPC.
/// </summary>
internal static class HttpFront
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The worker names its address before it listens there.</summary>
    public static async Task WaitUntilListeningAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(address.Host, address.Port, limit.Token);
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            }
        }
    }

    public static async Task<(int Status, string Body)> AskAsync(
        this WorkerHost host, HttpMethod method, string address, string? body = null, string type = MediaTypeNames.Application.Json)
    {
        var reply = await host.SendAsync(method, address, body, type);
        return (reply.Status, reply.Body);
    }

    public static async Task<HttpReply> SendAsync(
        this WorkerHost host, HttpMethod method, string address, string? body = null, string type = MediaTypeNames.Application.Json,
        string? idempotencyKey = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var path = address.Split('?')[0];
        var (function, values) = host.Functions.Select(one => (one, Values: one.Match(method, path)))
            .Where(one => one.Values is not null)
            .OrderBy(one => one.one.Text("route") == WebRoutes.Rest)
            .First();
        var id = WorkerHost.NewId();
        var metadata = values!.Select(value => (value.Key, new TypedData { String = $"{value.Value}" }));
        var invoked = host.InvokeAsync(function, new TypedData { Http = new RpcHttp() }, metadata, id);

        using var web = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(method, new Uri(new Uri(host.Capabilities["HttpUri"]), address));
        request.Headers.Add("x-ms-invocation-id", id);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await web.SendAsync(request, cancel);
        var reply = await HttpReply.ReadAsync(answer, cancel);
        await invoked;
        return reply;
    }
}
