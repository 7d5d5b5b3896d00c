using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Local.Commands;

/// <summary>What README says of calling <c>run</c> from cron.</summary>
public sealed class CronTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1, 7)]
    [InlineData(24, 72)]
    public async Task A_removed_link_is_known_so_many_hours_after_the_first_reading_without_it(int everyHours, int knownAfter)
    {
        var isGone = false;
        await using var web = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/robots.txt" ? 404 : 200;
            context.Response.ContentType = "text/html; charset=utf-8";
            var others = string.Concat(Enumerable.Range(0, 9).Select(i => $"<p><a href=\"https://other{i}.example/\">{i}</a>"));
            var link = isGone ? "" : "<a href=\"https://shop.example/\">shop</a>";
            return context.Response.WriteAsync($"<title>Tea</title>{new string('t', 900)}{others}{link}", context.RequestAborted);
        });
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var list = Path.Combine(folder, "links.csv");
        await File.WriteAllTextAsync(
            list, $"source,target\n{web.Url("/p")},https://shop.example/\n", TestContext.Current.CancellationToken);
        await TypeAsync(time, "site", "set", "shop", "--domain", "shop.example", "--owner", "me@shop.example");
        await TypeAsync(time, "import", list, "--site", "shop", "--allow-address", "127.0.0.1");
        await RunAsync(time);
        isGone = true;

        DateTimeOffset? firstMissing = null;
        for (var call = 0; call < 120; call++)
        {
            time.Advance(TimeSpan.FromHours(everyHours));
            await RunAsync(time);
            if ((await TypeAsync(time, "pending")).Contains("live → lost", StringComparison.Ordinal)) firstMissing ??= time.GetUtcNow();
            if ((await TypeAsync(time, "status", "--json")).Contains("\"lost\":1", StringComparison.Ordinal)) break;
        }

        Assert.Equal(knownAfter, Math.Round((time.GetUtcNow() - firstMissing!.Value).TotalHours));
    }

    private Task<string> RunAsync(FakeTimeProvider time) => TypeAsync(time, "run", "--allow-address", "127.0.0.1", "--interval", "0");

    private async Task<string> TypeAsync(FakeTimeProvider time, params string[] args)
    {
        var (code, output, error) = await TypedCommand.RunAsync([.. args, "--data", Path.Combine(folder, "data")], _ => null, time: time);
        Assert.Equal((0, ""), (code, error));
        return output;
    }
}
