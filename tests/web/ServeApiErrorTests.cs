using System.Net.Http.Headers;
using System.Text;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Web;

/// <summary>The HTTP API of the real <c>serve</c>, on an emulator that can go away.</summary>
public sealed class ServeApiErrorTests : ApiErrorContract
{
    private readonly TempFolder folder = new();
    private readonly Azurite azurite = new();
    private readonly HttpClient web = OwnServer.Client();
    private ServeProcess serve = null!;

    public override async ValueTask DisposeAsync()
    {
        serve.Dispose();
        web.Dispose();
        await azurite.DisposeAsync();
        folder.Dispose();
    }

    protected override async ValueTask StartAsync() => serve = await ServeProcess.StartAsync(
        folder.Path,
        new Dictionary<string, string>
        {
            ["LINKWATCH_API_KEY"] = "secret",
            ["LINKWATCH_PUBLIC_URL"] = UnsubscribeLink.PublicUrl,
            ["LINKWATCH_UNSUBSCRIBE_KEYS"] = UnsubscribeLink.Keys,
        },
        "--storage", await azurite.ConnectionStringAsync());

    protected override async Task EndStorageAsync() => await azurite.DisposeAsync();

    private protected override async Task<HttpReply> SendAsync(Call call)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(serve.Url, call.Address));
        request.Headers.Add("x-functions-key", "secret");
        if (call.IdempotencyKey is not null) request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
        if (call.Body is not null) request.Content = new StringContent(call.Body, Encoding.UTF8, new MediaTypeHeaderValue(call.Type));
        using var answer = await web.SendAsync(request, TestContext.Current.CancellationToken);
        return await HttpReply.ReadAsync(answer, TestContext.Current.CancellationToken);
    }
}
