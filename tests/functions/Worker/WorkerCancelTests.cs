using LinkWatch.Tests.Functions.Worker.Protocol;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>An invocation that the host ends: it shuts down, or needs the instance elsewhere.</summary>
public sealed class WorkerCancelTests(PublishedFunctions published)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cancelled_slice_is_no_failure_and_its_message_is_done_when_it_comes_back()
    {
        await using var mailbox = new Mailbox();
        await using var stage = new WorkerStage(published, mailbox);
        await using var blog = await LinkingSite.StartAsync();
        var (held, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        blog.Hold = async _ =>
        {
            held.TrySetResult();
            await released.Task;
        };
        await using var run = await stage.StartAsync();
        await run.ImportAsync(blog.Url("/1"));
        await run.Host.TickAsync("ScheduleTimer");
        var queue = new global::Azure.Storage.Queues.QueueClient((await stage.SettingsAsync())["AzureWebJobsStorage"], "checks");
        var message = (await queue.PeekMessageAsync(Stop)).Value.MessageText;
        var invocation = WorkerHost.NewId();
        var cut = run.Host.InvokeAsync(
            run.Host.Named("CheckQueue"), new TypedData { String = message },
            [("DequeueCount", new TypedData { Json = "1" }), ("Id", new TypedData { String = "1" })], invocation);
        await held.Task.WaitAsync(Stop);

        run.Host.Cancel(invocation);
        var ended = await Assert.ThrowsAsync<FunctionFailedException>(() => cut);
        released.SetResult();
        await run.Queues.PumpAsync();

        Assert.True(ended.IsCancelled, ended.Message);
        Assert.Empty(run.Warnings);
        Assert.Equal(["live"], await run.StatusesAsync());
    }
}
