using Azure.Data.Tables;
using Azure.Storage.Queues;
using LinkWatch.Azure.Queues;
using LinkWatch.Azure.Tables;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Azure;

/// <summary>Whatever the account, or something in its place, answers, whoever runs LinkWatch reads one line that says what to do.</summary>
public sealed class RefusalTests(Azurite azurite)
{
    private static readonly TextWrite[] Writes =
        [new(RowWriteKind.Put, "key", "{}", null), new(RowWriteKind.Delete, "other", null, null)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, "the service answered 400")]
    [InlineData(401, "access denied (401); check the account key, or the roles of the identity: a new role takes minutes to apply")]
    [InlineData(403, "access denied (403); check the account key, or the roles of the identity: a new role takes minutes to apply")]
    [InlineData(404, "a table or queue is missing (404); it may have been deleted while LinkWatch was running")]
    [InlineData(501, "the service answered 501")]
    public async Task An_error_page_of_a_web_server_is_named_by_its_status(int status, string explanation)
    {
        await using var service = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>\n<title>nginx</title>\n</html>");
        });
        var (rows, queue) = (LoopbackAccount.Rows(service.Url()), LoopbackAccount.Queue(service.Url()));
        foreach (var call in Calls(rows, queue)) Assert.Equal(Line(service, explanation), await RefusalAsync(call));
    }

    [Theory]
    [InlineData(403, "AuthorizationPermissionMismatch", "access denied (403 AuthorizationPermissionMismatch); ")]
    [InlineData(404, "TableNotFound", "a table or queue is missing (404")]
    public async Task An_error_of_the_service_is_named_by_its_code(int status, string code, string explanation)
    {
        await using var service = await LoopbackSite.StartAsync(context => context.RefuseAsync(status, code));
        var (rows, queue) = (LoopbackAccount.Rows(service.Url()), LoopbackAccount.Queue(service.Url()));
        foreach (var call in Calls(rows, queue))
            Assert.StartsWith(Line(service, explanation), await RefusalAsync(call), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><p>Please log in to this network</html>")]
    [InlineData("{\"value\":")]
    [InlineData("OK")]
    public async Task A_login_page_in_place_of_the_service_is_recognised(string page)
    {
        await using var service = await LoopbackSite.StartAsync(page);
        var (rows, queue) = (LoopbackAccount.Rows(service.Url()), LoopbackAccount.Queue(service.Url()));
        foreach (var call in Calls(rows, queue).Where(call => call.Name != "count"))
        {
            Assert.StartsWith(
                Line(service, "the answer is not one of a storage service; check the address, and whether a proxy or login page answers"),
                await RefusalAsync(call),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wrong_key_is_one_line_at_every_call()
    {
        var text = (await azurite.ConnectionStringAsync()).Replace("AccountKey=Eby8", "AccountKey=AAAA", StringComparison.Ordinal);
        var rows = new TableRows(new TableServiceClient(text).GetTableClient("rows"));
        var queue = new StorageQueue(new QueueServiceClient(text).GetQueueClient("checks"), "checks");
        foreach (var call in Calls(rows, queue))
        {
            var line = await RefusalAsync(call);
            Assert.Contains(": access denied (403", line, StringComparison.Ordinal);
            Assert.DoesNotContain("AAAA", line, StringComparison.Ordinal);
        }
    }

    private static string Line(LoopbackSite service, string explanation) =>
        $"storage {service.Url().Href.TrimEnd('/')}: {explanation}";

    private static async Task<string> RefusalAsync(Call call)
    {
        var thrown = await Record.ExceptionAsync(call.Make);
        Assert.True(thrown is StorageException, $"{call.Name}: {thrown?.ToString() ?? "no exception"}");
        Assert.DoesNotContain('\n', thrown!.Message);
        return thrown.Message;
    }

    private static Call[] Calls(TableRows rows, StorageQueue queue) =>
    [
        new("find", () => rows.FindAsync("p", ["key"], Stop)),
        new("find keys", () => rows.FindKeysAsync("p", ["key"], Stop)),
        new("list", () => rows.ListAsync("p", "", "~", 1, Stop)),
        new("put", () => rows.CommitAsync("p", Writes[..1], Stop)),
        new("delete", () => rows.CommitAsync("p", Writes[1..], Stop)),
        new("transaction", () => rows.CommitAsync("p", Writes, Stop)),
        new("clear", () => rows.ClearAsync("p", Stop)),
        new("send", () => queue.SendAsync("text", TimeSpan.Zero, Stop)),
        new("receive", () => queue.ReceiveAsync(1, TimeSpan.FromSeconds(1), Stop)),
        new("count", () => queue.CountAsync(Stop)),
    ];

    private sealed record Call(string Name, Func<Task> Make);
}
