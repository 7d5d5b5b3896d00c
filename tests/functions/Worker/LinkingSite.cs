using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>A site whose pages link to the shop, until they no longer do.</summary>
internal sealed class LinkingSite : IAsyncDisposable
{
    private const string Linking =
        "<html><head><title>Teas</title></head><body><p>We like <a href=\"https://shop.example/tea\">mountain tea</a>.</p></body></html>";
    private const string Bare = "<html><head><title>Teas</title></head><body><p>We like mountain tea.</p></body></html>";

    private LoopbackSite site = null!;

    public HashSet<string> Unlinked { get; } = [];

    /// <summary>What a page waits for.</summary>
    public Func<string, Task> Hold { get; set; } = _ => Task.CompletedTask;

    public IEnumerable<string> Asked => site.Asked.Where(path => path != "/robots.txt");

    public static async Task<LinkingSite> StartAsync()
    {
        var linking = new LinkingSite();
        linking.site = await LoopbackSite.StartAsync(linking.AnswerAsync);
        return linking;
    }

    public string Url(string path) => site.Url(path).Href;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/robots.txt")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await Hold(path);
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(Unlinked.Contains(path) ? Bare : Linking, context.RequestAborted);
    }
}
