using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LinkWatch.Tests.Functions.Worker.Protocol;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>
/// The queues' side of the host, by the app's host.json: so many messages at once, deleted after a good end, given back after a bad one,
/// and after the last attempt put on the poison queue.
/// </summary>
internal sealed class QueueFeed(WorkerHost host, QueueServiceClient queues, JsonElement rules)
{
    private readonly int batchSize = rules.GetProperty("batchSize").GetInt32();
    private readonly int maxDequeueCount = rules.GetProperty("maxDequeueCount").GetInt32();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static QueueFeed For(WorkerHost host, string folder, string connection) => new(
        host,
        new QueueServiceClient(connection, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None }),
        JsonDocument.Parse(
            File.ReadAllText(Path.Combine(folder, "host.json"))).RootElement.GetProperty("extensions").GetProperty("queues"));

    /// <summary>What functions failed of, in order.</summary>
    public ConcurrentQueue<string> Failures { get; } = [];

    /// <summary>Feeds what is visible until nothing is; returns how many messages ended well.</summary>
    public async Task<int> PumpAsync()
    {
        var (done, before) = (0, -1);
        while (done != before)
        {
            before = done;
            foreach (var function in host.Functions.Where(function => function.Type == "queueTrigger")) done += await PumpAsync(function);
        }

        return done;
    }

    private async Task<int> PumpAsync(HostedFunction function)
    {
        var queue = queues.GetQueueClient(function.Text("queueName"));
        var done = 0;
        while ((await queue.ReceiveMessagesAsync(batchSize, TimeSpan.FromMinutes(10), Cancel)).Value is { Length: > 0 } messages)
        {
            done += (await Task.WhenAll(messages.Select(message => RunAsync(function, queue, message)))).Count(isDone => isDone);
        }

        return done;
    }

    private async Task<bool> RunAsync(HostedFunction function, QueueClient queue, QueueMessage message)
    {
        try
        {
            var metadata = new[]
            {
                ("DequeueCount", new TypedData { Json = $"{message.DequeueCount}" }), ("Id", new TypedData { String = message.MessageId })
            };
            await host.InvokeAsync(function, new TypedData { String = message.MessageText }, metadata, WorkerHost.NewId());
        }
        catch (Exception e) when (e is FunctionFailedException or WorkerGoneException)
        {
            Failures.Enqueue(e.Message);
            await TakeBackAsync(queue, message);
            if (e is WorkerGoneException) throw;
            return false;
        }

        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancel);
        return true;
    }

    /// <summary>At once: no test waits out host.json's <c>visibilityTimeout</c>.</summary>
    private async Task TakeBackAsync(QueueClient queue, QueueMessage message)
    {
        if (message.DequeueCount < maxDequeueCount)
        {
            await queue.UpdateMessageAsync(
                message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Cancel);
            return;
        }

        var poison = queues.GetQueueClient(queue.Name + "-poison");
        await poison.CreateIfNotExistsAsync(cancellationToken: Cancel);
        await poison.SendMessageAsync(message.MessageText, Cancel);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancel);
    }
}
