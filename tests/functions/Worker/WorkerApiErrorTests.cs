using LinkWatch.Tests.Support;
using LinkWatch.Tests.Web;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>The HTTP API of the published app, through the host's proxy.</summary>
public sealed class WorkerApiErrorTests(PublishedFunctions published) : ApiErrorContract
{
    private readonly Mailbox mailbox = new();
    private WorkerStage stage = null!;
    private WorkerStage.Run run = null!;

    public override async ValueTask DisposeAsync()
    {
        await run.DisposeAsync();
        await stage.DisposeAsync();
        await mailbox.DisposeAsync();
    }

    protected override async ValueTask StartAsync()
    {
        stage = new WorkerStage(published, mailbox);
        run = await stage.StartAsync();
    }

    protected override Task EndStorageAsync() => stage.EndStorageAsync();

    private protected override Task<HttpReply> SendAsync(Call call) =>
        run.Host.SendAsync(new HttpMethod(call.Method), call.Address, call.Body, call.Type, call.IdempotencyKey);
}
