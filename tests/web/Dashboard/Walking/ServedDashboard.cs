using LinkWatch.Tests.Functions.Worker;
using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard.Walking;

/// <summary>The real <c>serve</c>.</summary>
internal sealed class ServedDashboard(string folder, ServeProcess first) : IWalkedHost
{
    private static readonly string[] Fetching = ["--allow-address", "127.0.0.1", "--interval", "0"];

    private ServeProcess serve = first;

    public Uri Url => serve.Url;

    public static async Task<ServedDashboard> StartAsync(string folder) => new(folder, await ServeAsync(folder, TimeSpan.Zero));

    public async Task SignInAsync(IPage page) => await page.GotoAsync(serve.SignIn.AbsoluteUri);

    /// <summary>It ticks by itself, once a second.</summary>
    public Task CheckAsync() => Task.CompletedTask;

    public async Task CheckLaterAsync(TimeSpan ahead)
    {
        serve.Dispose();
        var ended = await LinkWatchProcess.RunAsync(ShiftedTime.Ahead(ahead).ToDictionary(), ["run", "--data", folder, .. Fetching]);
        Assert.True(ended.Code == 0, ended.Error);
        serve = await ServeAsync(folder, ahead);
    }

    public ValueTask DisposeAsync()
    {
        serve.Dispose();
        return default;
    }

    private static Task<ServeProcess> ServeAsync(string folder, TimeSpan ahead) => ServeProcess.StartAsync(
        folder, new(ShiftedTime.Ahead(ahead)) { ["LINKWATCH_TICK"] = "1" }, Fetching);
}
