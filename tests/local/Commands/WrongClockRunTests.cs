using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Local.Commands;

/// <summary><c>run</c> as typed, once a day, one day of it by a clock that is 400 days ahead.</summary>
public sealed class WrongClockRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_by_a_wrong_clock_is_seen_by_status_and_set_right_by_the_next()
    {
        using var folder = new TempFolder();
        var isGone = false;
        await using var web = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/robots.txt" ? 404 : 200;
            context.Response.ContentType = "text/html; charset=utf-8";
            var link = isGone ? "" : "<a href=\"/shop\">shop</a>";
            return context.Response.WriteAsync($"<title>Tea</title><p>{new string('t', 900)}</p>{link}", context.RequestAborted);
        });
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(20));
        Task<(int Code, string Output, string Error)> Type(params string[] args) =>
            TypedCommand.RunAsync([.. args, "--data", folder.Path], _ => null, time: time);
        Task<(int Code, string Output, string Error)> Run() => Type("run", "--allow-address", "127.0.0.1", "--interval", "0");

        var list = Path.Combine(folder.Path, "links.csv");
        await File.WriteAllTextAsync(list, $"source,target\n{web.Url("/p")},{web.Url("/shop")}\n", Cancel);
        await Type("site", "set", "shop", "--domain", "127.0.0.1", "--owner", "me@shop.example");
        Assert.Equal(0, (await Type("import", list, "--site", "shop", "--allow-address", "127.0.0.1")).Code);
        Assert.Contains("Checked 2 pages.", (await Run()).Output);

        time.AdjustTime(time.GetUtcNow() + TimeSpan.FromDays(400));
        Assert.Contains("Checked 2 pages.", (await Run()).Output);
        time.AdjustTime(time.GetUtcNow() - TimeSpan.FromDays(400));
        isGone = true;

        var status = await Type("status");
        Assert.Contains("hours ahead of this machine's clock", status.Output);
        Assert.DoesNotContain("100 %", status.Output);
        Assert.Contains("Checked 2 pages.", (await Run()).Output);
        Assert.DoesNotContain("ahead of this machine's clock", (await Type("status")).Output);

        var mails = Mails(folder.Path);
        for (var hour = 0; hour < 60; hour += 3)
        {
            time.Advance(TimeSpan.FromHours(3));
            await Run();
        }

        Assert.Equal(mails + 1, Mails(folder.Path));
        Assert.Contains("\"lost\":1", (await Type("status", "--json")).Output);
        Assert.DoesNotContain("clockAheadHours", (await Type("status", "--json")).Output);
    }

    private static int Mails(string folder) => Directory.GetFiles(Path.Combine(folder, "outbox"), "*.eml").Length;
}
