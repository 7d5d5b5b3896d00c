using System.Text.Json;
using Azure.Data.Tables;
using LinkWatch.Functions;
using LinkWatch.Metering;
using LinkWatch.Storage;
using LinkWatch.Tests.Azure;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkWatch.Tests.Functions;

/// <summary>What <c>/health</c> says of an account that is not as it should be.</summary>
public sealed class StorageHealthTests(Azurite azurite)
{
    private static readonly string[] Tables = ["pages", "sites", "replacements", "due", "poison"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_that_lacks_any_table_is_not_healthy()
    {
        var connection = await azurite.ConnectionStringAsync();
        foreach (var missing in (string[][])[Tables, .. Tables.Select(table => new[] { table })])
        {
            var name = azurite.NewName("missing");
            await using var app = await FunctionApp.StartAsync(connection, name, FakeTime.Create(), smtpPort: 1);
            foreach (var table in missing) await new TableServiceClient(connection).DeleteTableAsync(name + table, Cancel);

            var (status, body) = await app.AskAsync(request => app.Trigger<Health>().ShowAsync(request, Cancel));

            Assert.True(status == 503, $"without {string.Join(", ", missing)}: {body}");
            Assert.Equal(
                "storage doesn't answer; see the log",
                JsonDocument.Parse(body).RootElement.GetProperty("parts").GetProperty("storage").GetProperty("error").GetString());
        }
    }

    [Fact]
    public async Task An_account_that_hangs_is_not_waited_for()
    {
        var asked = new TaskCompletionSource();
        await using var account = await LoopbackSite.StartAsync(async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing);
        });
        var rows = LoopbackAccount.Rows(account.Url());
        var stores = new Stores(
            new PageStore(rows, 1), new SiteStore(rows, rows), new SharedReplacementStore(rows), new PoisonStore(rows),
            new SignInStore(rows), new RequestStore(rows), _ => throw new InvalidOperationException("health reads no queue here"));
        var time = FakeTime.Create();
        var health = new StorageHealth(
            stores, queues: null!, new ClockWatch(time, NullLogger<ClockWatch>.Instance), time, NullLogger<StorageHealth>.Instance);

        var report = health.ReportAsync(Cancel);
        await asked.Task.WaitAsync(Cancel);
        time.Advance(StorageHealth.MaxWait);

        Assert.False((await report).Healthy);
    }
}
