using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Bench.Checking;

/// <summary>
/// <c>bench serve-pages LIST</c>: serves the files in LIST, the first as <c>/0.html</c>, and prints its address.
/// It exits when its standard input ends.
/// </summary>
internal static class PageServer
{
    public static async Task<int> RunAsync(string list)
    {
        var files = await File.ReadAllLinesAsync(list);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/{page:int}.html", (int page, HttpContext context) =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.SendFileAsync(files[page], context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
