using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>
/// The platform's side of HTTP, on loopback and with TLS: it routes by the triggers, demands the function key where they say so, and passes
/// the rest on. It stays when the worker goes and another comes.
/// </summary>
internal sealed class FunctionsFront : IAsyncDisposable
{
    private const string Key = "function-key";

    /// <summary>Of a connection and not of a message (RFC 9110, 7.6.1), or set anew.</summary>
    private static readonly string[] NotPassed = ["Connection", "Host", "Transfer-Encoding", "Keep-Alive", "Upgrade"];

    private LoopbackSite site = null!;

    public Uri Url => new($"https://127.0.0.1:{site.Port}");

    /// <summary>The worker that answers now.</summary>
    public WorkerHost? Host { get; set; }

    public static async Task<FunctionsFront> StartAsync()
    {
        var front = new FunctionsFront();
        front.site = await LoopbackSite.StartAsync(front.AnswerAsync, LoopbackCertificate.For("127.0.0.1"));
        return front;
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var (host, path) = (Host!, http.Request.Path.Value!);
        if (path.Length == 0 || host.Find(HttpMethod.Parse(http.Request.Method), path[1..]) is not { } call)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (call.Function.Text("authLevel") != "Anonymous" && http.Request.Headers["x-functions-key"] != Key)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var request = Request(http, host);
        await host.PassAsync(call, request, answer => CopyAsync(answer, http));
    }

    private static HttpRequestMessage Request(HttpContext http, WorkerHost host)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new HttpRequestMessage(HttpMethod.Parse(http.Request.Method), host.At(target.TrimStart('/')));
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            request.Content = new StreamContent(http.Request.Body);
        foreach (var (name, values) in http.Request.Headers.Where(header => IsPassed(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", http.Request.Host.Value);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", http.Request.Scheme);
        return request;
    }

    private static async Task CopyAsync(HttpResponseMessage answer, HttpContext http)
    {
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => IsPassed(header.Key)))
            http.Response.Headers[name] = values.ToArray();
        if (!HttpMethods.IsHead(http.Request.Method)) await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static bool IsPassed(string name) => !name.StartsWith(':') && !NotPassed.Contains(name, StringComparer.OrdinalIgnoreCase);
}
