using System.Text.RegularExpressions;
using LinkWatch.Tests.Web.Dashboard.Walking;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>The dashboard of the published app, behind the platform's HTTP.</summary>
internal sealed class WorkerDashboard : IWalkedHost
{
    private const string Operator = "operator@linkwatch.example";

    private readonly Mailbox mailbox = new();
    private FunctionsFront front = null!;
    private WorkerStage stage = null!;
    private WorkerStage.Run run = null!;

    public Uri Url => front.Url;

    public static async Task<WorkerDashboard> StartAsync(PublishedFunctions published)
    {
        var host = new WorkerDashboard { front = await FunctionsFront.StartAsync() };
        host.stage = new WorkerStage(published, host.mailbox)
        {
            More = new() { ["LINKWATCH_PUBLIC_URL"] = host.Url.AbsoluteUri, ["LINKWATCH_OPERATORS"] = Operator },
        };
        await host.RunAsync(TimeSpan.Zero);
        return host;
    }

    public async Task SignInAsync(IPage page)
    {
        await page.GotoAsync(new Uri(Url, "/dashboard").AbsoluteUri);
        await page.GetByLabel("Mail address").FillAsync(Operator);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();

        // It is sent after the answer: how long that takes is not to say who is known.
        while (mailbox.Texts.Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        await page.GotoAsync(Regex.Match(mailbox.Texts[0], @"https://\S+/sign-in\?token=\S+", RegexOptions.NonBacktracking).Value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public Task CheckAsync() => run.CycleAsync();

    public async Task CheckLaterAsync(TimeSpan ahead)
    {
        await run.DisposeAsync();
        await RunAsync(ahead);
        await run.CycleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        await run.DisposeAsync();
        await stage.DisposeAsync();
        await mailbox.DisposeAsync();
    }

    private async Task RunAsync(TimeSpan ahead)
    {
        run = await stage.StartAsync(ahead);
        front.Host = run.Host;
    }
}
