using System.Net.Mime;
using System.Net.Sockets;
using System.Text;
using LinkWatch.Tests.Functions.Worker.Protocol;
using LinkWatch.Tests.Support;
using LinkWatch.Web;
using Microsoft.AspNetCore.Routing;

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
        var call = host.Find(method, address.Split('?')[0])!;
        using var request = new HttpRequestMessage(method, host.At(address));
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        HttpReply? reply = null;
        await host.PassAsync(
            call, request, async answer => reply = await HttpReply.ReadAsync(answer, TestContext.Current.CancellationToken));
        return reply!;
    }

    /// <summary>The function that takes such a request, as the host chooses it; null if none does.</summary>
    /// <param name="host">The host.</param>
    /// <param name="method">The request's.</param>
    /// <param name="path">Without its first slash.</param>
    public static RoutedCall? Find(this WorkerHost host, HttpMethod method, string path) => host.Functions
        .Select(function => (Function: function, Values: function.Match(method, path)))
        .Where(one => one.Values is not null)
        .OrderBy(one => one.Function.Text("route") == WebRoutes.Rest)
        .Select(one => new RoutedCall(one.Function, one.Values!))
        .FirstOrDefault();

    /// <summary>Where the worker takes this address.</summary>
    public static Uri At(this WorkerHost host, string address) => new(
        $"{host.Capabilities["HttpUri"].TrimEnd('/')}/{address}",
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    /// <summary>Invokes the function with this request; the answer is there until <paramref name="take"/> has ended.</summary>
    public static async Task PassAsync(
        this WorkerHost host, RoutedCall call, HttpRequestMessage request, Func<HttpResponseMessage, Task> take)
    {
        var id = WorkerHost.NewId();
        var metadata = call.Values.Select(value => (value.Key, new TypedData { String = $"{value.Value}" }));
        var invoked = host.InvokeAsync(call.Function, new TypedData { Http = new RpcHttp() }, metadata, id);
        request.Headers.Add("x-ms-invocation-id", id);
        using var answer = await host.Web.SendAsync(request, TestContext.Current.CancellationToken);
        await take(answer);
        await invoked;
    }
}

/// <summary>A function, and what the address says in its route.</summary>
internal sealed record RoutedCall(HostedFunction Function, RouteValueDictionary Values);
