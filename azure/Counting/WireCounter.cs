using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace LinkWatch.Azure.Counting;

/// <summary>
/// Counts what storage bills: every request that is sent, retries included, by service and operation. Only clients that are passed to
/// <see cref="Watch"/> are counted (<see cref="AzureStorageOptions.Clients"/>).
/// </summary>
public sealed class WireCounter
{
    public const string Tables = "tables";
    public const string Queues = "queues";
    public const string Blobs = "blobs";

    private readonly Lock gate = new();
    private SortedDictionary<(string Service, string Operation), WireCount> counts = [];

    /// <summary>Counts the requests of clients made with these options.</summary>
    public void Watch(ClientOptions client) =>
        client.AddPolicy(new Policy(this, ServiceOf(client)), HttpPipelinePosition.PerRetry);

    /// <summary>The counts since the last call, by service and operation.</summary>
    public IReadOnlyList<WireCount> Take()
    {
        lock (gate)
        {
            var taken = counts.Values.ToList();
            counts = [];
            return taken;
        }
    }

    /// <summary>How many requests a service got since the last <see cref="Take"/>.</summary>
    public long Requests(string service)
    {
        lock (gate) return counts.Values.Where(count => count.Service == service).Sum(count => count.Requests);
    }

    private void Note(string service, HttpMessage message)
    {
        var operation = service switch
        {
            Tables => TableOperation(message.Request),
            Blobs => message.Request.Method == RequestMethod.Head ? "look" : "read",
            _ => QueueOperation(message.Request),
        };
        var sent = message.Request.Content is { } content && content.TryComputeLength(out var length) ? length : 0;
        var received = message.HasResponse ? message.Response.Headers.ContentLength ?? LengthOf(message.Response.ContentStream) : 0;
        lock (gate)
        {
            var before = counts.GetValueOrDefault((service, operation)) ?? new WireCount(service, operation, 0, 0, 0);
            counts[(service, operation)] =
                before with { Requests = before.Requests + 1, Sent = before.Sent + sent, Received = before.Received + received };
        }
    }

    /// <summary>0 of a body that is still arriving, and doesn't say how long it is.</summary>
    private static long LengthOf(Stream? body) => body is { CanSeek: true } ? body.Length : 0;

    private static string ServiceOf(ClientOptions client) => client switch
    {
        TableClientOptions => Tables,
        BlobClientOptions => Blobs,
        _ => Queues,
    };

    private static string TableOperation(Request request)
    {
        var path = request.Uri.ToUri().AbsolutePath;
        if (path.EndsWith("/$batch", StringComparison.Ordinal)) return "transaction";
        if (path.EndsWith("/Tables", StringComparison.Ordinal)) return "create";
        return request.Method.Method switch
        {
            "GET" => path.Contains("PartitionKey=", StringComparison.Ordinal) ? "read" : "query",
            "POST" => "insert",
            "PUT" => "replace",
            "DELETE" => "delete",
            _ => "merge",
        };
    }

    private static string QueueOperation(Request request)
    {
        var uri = request.Uri.ToUri();
        if (!uri.AbsolutePath.Contains("/messages", StringComparison.Ordinal))
            return request.Method == RequestMethod.Get ? "count" : "create";
        return request.Method.Method switch
        {
            "GET" => uri.Query.Contains("peekonly", StringComparison.Ordinal) ? "peek" : "receive",
            "POST" => "send",
            "PUT" => "update",
            _ => "delete",
        };
    }

    private sealed class Policy(WireCounter counter, string service) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            try
            {
                ProcessNext(message, pipeline);
            }
            finally
            {
                counter.Note(service, message);
            }
        }

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            try
            {
                await ProcessNextAsync(message, pipeline);
            }
            finally
            {
                counter.Note(service, message);
            }
        }
    }
}

/// <param name="Service"><c>tables</c>, <c>queues</c> or <c>blobs</c>.</param>
/// <param name="Operation">Such as <c>transaction</c>, which counts once however many rows it writes.</param>
/// <param name="Requests">How many.</param>
/// <param name="Sent">Bytes in the request bodies.</param>
/// <param name="Received">Bytes in the response bodies.</param>
public sealed record WireCount(string Service, string Operation, long Requests, long Sent, long Received);
