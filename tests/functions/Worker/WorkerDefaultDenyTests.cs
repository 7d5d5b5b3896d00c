using LinkWatch.Tests.Web;
using LinkWatch.Tests.Web.Dashboard;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>The published app behind the platform's HTTP.</summary>
public sealed class WorkerDefaultDenyTests(PublishedFunctions published) : DefaultDenyContract
{
    private readonly Mailbox mailbox = new();
    private WorkerStage stage = null!;
    private WorkerStage.Run run = null!;
    private FunctionsFront front = null!;

    private protected override Uri Url => front.Url;

    public override async ValueTask InitializeAsync()
    {
        stage = new WorkerStage(published, mailbox);
        run = await stage.StartAsync();
        front = await FunctionsFront.StartAsync();
        front.Host = run.Host;
        await using (var dashboard = await DashboardInProcess.StartAsync()) Dashboard = dashboard.Routes;
        var site = $"{{\"domains\":[\"{Domain}\"],\"owners\":[\"secret-owner@shop.example\"]}}";
        Assert.Equal(201, (await run.Host.AskAsync(HttpMethod.Put, "sites/shop", site)).Status);
        var link = $"{{\"source\":\"{Page}\",\"target\":\"https://{Domain}/\"}}";
        Assert.Equal(201, (await run.Host.AskAsync(HttpMethod.Post, "sites/shop/links", link)).Status);
    }

    public override async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        await run.DisposeAsync();
        await stage.DisposeAsync();
        await mailbox.DisposeAsync();
    }

    private protected override async Task<string> StateAsync() =>
        (await run.Host.AskAsync(HttpMethod.Get, "sites")).Body + (await run.Host.AskAsync(HttpMethod.Get, "sites/shop/links")).Body;
}
