using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>What the worker sends to the host's log: each message is paid for, and may be read by more people than the request.</summary>
public sealed class WorkerLogTests(PublishedFunctions published)
{
    [Fact]
    public async Task A_request_is_not_logged_and_its_query_never()
    {
        await using var mailbox = new Mailbox();
        await using var stage = new WorkerStage(published, mailbox);
        await using var run = await stage.StartAsync();
        var before = run.Host.Logs.Count();
        string[] addresses =
            ["sites?code=confidential", "sites?bogus=confidential", "nothing?x=confidential", "unsubscribe?signature=confidential",
                UnsubscribeLink.For("shop", "confidential@shop.example"), "health?code=confidential"];

        foreach (var address in addresses) await run.Host.SendAsync(HttpMethod.Get, address);

        Assert.Empty(run.Host.Logs.Skip(before).Select(log => $"{log.Category}: {log.Message}"));
        Assert.DoesNotContain(run.Host.Logs, log => log.ToString().Contains("confidential", StringComparison.Ordinal));
    }
}
