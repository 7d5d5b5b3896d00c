using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Bench.Checking;

/// <summary>
/// <c>bench serve-pages LIST [--hosts N]</c>: serves the files in LIST, the first as <c>/0.html</c>, and prints its addresses in one
/// line: a port for each host. It exits when its standard input ends.
/// </summary>
internal static class PageServer
{
    public static async Task<int> RunAsync(string list, int hosts)
    {
        var files = await File.ReadAllLinesAsync(list);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls([.. Enumerable.Repeat("http://127.0.0.1:0", hosts)]);
        await using var app = builder.Build();
        app.MapGet("/{page:int}.html", (int page, HttpContext context) =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.SendFileAsync(files[page], context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(string.Join(' ', app.Urls));
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
