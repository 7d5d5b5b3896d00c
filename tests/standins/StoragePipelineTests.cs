using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Standins;

/// <summary>What both stand-ins take from Azure.Core's pipeline, against a service that answers as told.</summary>
public sealed class StoragePipelineTests(Azurite azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task A_busy_service_is_asked_again_with_a_new_date(int status)
    {
        var dates = new ConcurrentQueue<(string Date, string Signature)>();
        await using var service = await LoopbackSite.StartAsync(async context =>
        {
            dates.Enqueue((context.Request.Headers["x-ms-date"]!, context.Request.Headers.Authorization!));
            context.Response.StatusCode = dates.Count == 1 ? status : 204;
            if (dates.Count == 1) context.Response.Headers.RetryAfter = "2";
            await context.Response.CompleteAsync();
        });
        await new TableServiceClient(StringFor(service)).GetTableClient("t").UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: Stop);
        Assert.Equal(2, dates.Count);
        Assert.Equal(2, dates.Distinct().Count());
        Assert.All(dates, sent => Assert.StartsWith("SharedKeyLite name:", sent.Signature, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_that_is_no_XML_or_JSON_is_an_error_with_its_status()
    {
        await using var service = await LoopbackSite.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("go away");
        });
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => new TableServiceClient(StringFor(service)).GetTableClient("t").CreateIfNotExistsAsync(Stop))).Status);
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => new QueueServiceClient(StringFor(service)).GetQueueClient("q").GetPropertiesAsync(Stop))).Status);
    }

    [Fact]
    public async Task An_empty_page_is_not_the_last_where_it_names_the_next()
    {
        await using var service = await LoopbackSite.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            if (context.Request.Query["NextPartitionKey"] == "1!4!cA--" && context.Request.Query["NextRowKey"] == "1!4!cg--") return context.Response.WriteAsync("{\"value\":[{\"PartitionKey\":\"p\",\"RowKey\":\"r\"}]}");
            context.Response.Headers["x-ms-continuation-NextPartitionKey"] = "1!4!cA--";
            context.Response.Headers["x-ms-continuation-NextRowKey"] = "1!4!cg--";
            return context.Response.WriteAsync("{\"value\":[]}");
        });
        var pages = await new TableServiceClient(StringFor(service)).GetTableClient("t").QueryAsync<TableEntity>("PartitionKey eq 'a&b'", cancellationToken: Stop).AsPages().ToListAsync(Stop);
        Assert.Equal([0, 1], pages.Select(page => page.Values.Count));
        Assert.All(service.Asked, path => Assert.Contains("$filter=PartitionKey%20eq%20%27a%26b%27", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_identity_sends_its_token_over_https()
    {
        var headers = new ConcurrentQueue<string>();
        using var certificate = LoopbackCertificate.For("127.0.0.1");
        await using var service = await LoopbackSite.StartAsync(
            context =>
            {
                headers.Enqueue(context.Request.Headers.Authorization!);
                context.Response.StatusCode = 204;
                return Task.CompletedTask;
            },
            certificate);
        using var handler = new SocketsHttpHandler();
#pragma warning disable CA5359 // The certificate is the test's own.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        var transport = new HttpClientTransport(handler);
        var identity = new Identity();
        await new TableServiceClient(new Uri(service.Url().Href), identity, new TableClientOptions { Transport = transport }).GetTableClient("t").UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: Stop);
        await new QueueServiceClient(new Uri(service.Url().Href), identity, new QueueClientOptions { Transport = transport }).GetQueueClient("q").CreateAsync(cancellationToken: Stop);
        Assert.Equal(["Bearer a-token", "Bearer a-token"], headers);
        Assert.All(identity.Asked, scope => Assert.Equal("https://storage.azure.com/.default", scope));
    }

    [Fact]
    public async Task An_identity_sends_its_token_over_nothing_else()
    {
        await using var service = await LoopbackSite.StartAsync("never");
        var table = new TableServiceClient(new Uri(service.Url().Href), new Identity()).GetTableClient("t");
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.CreateIfNotExistsAsync(Stop));
        var queue = new QueueServiceClient(new Uri(service.Url().Href), new Identity()).GetQueueClient("q");
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.CreateAsync(cancellationToken: Stop));
        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task A_policy_of_the_options_sees_every_call()
    {
        var connection = await azurite.ConnectionStringAsync();
        var seen = new Seeing();
        var tables = new TableClientOptions();
        tables.AddPolicy(seen, HttpPipelinePosition.PerRetry);
        var table = new TableServiceClient(connection, tables).GetTableClient(azurite.NewName("seen"));
        await table.CreateIfNotExistsAsync(Stop);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "1")), new(TableTransactionActionType.Add, new TableEntity("p", "2"))], Stop);
        var queues = new QueueClientOptions();
        queues.AddPolicy(seen, HttpPipelinePosition.PerRetry);
        await new QueueServiceClient(connection, queues).GetQueueClient(azurite.NewName("seen")).CreateIfNotExistsAsync(cancellationToken: Stop);
        Assert.Equal(["POST Tables", "POST $batch", "PUT seen"], seen.Calls.Select(call => call.TrimEnd("0123456789".ToCharArray())));
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "http://127.0.0.1:10001/devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=name;AccountKey=a2V5;EndpointSuffix=core.windows.net", "https://name.table.core.windows.net/", "https://name.queue.core.windows.net/")]
    [InlineData(" accountname=name; AccountKey=a2V5 ;", "https://name.table.core.windows.net/", "https://name.queue.core.windows.net/")]
    [InlineData("AccountName=name;AccountKey=a2V5;EndpointSuffix=core.chinacloudapi.cn;TableEndpoint=https://t.example/x", "https://t.example/x", "https://name.queue.core.chinacloudapi.cn/")]
    public void A_connection_string_names_both_services(string text, string tables, string queues)
    {
        Assert.Equal(tables, new TableServiceClient(text).Uri.AbsoluteUri);
        Assert.Equal(queues, new QueueServiceClient(text).Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=name")]
    [InlineData("AccountName=name;AccountKey=%%%")]
    public void A_connection_string_that_lacks_something_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => new TableServiceClient(text));
        Assert.Throws<FormatException>(() => new QueueServiceClient(text));
    }

    private static string StringFor(LoopbackSite service) => $"AccountName=name;AccountKey=a2V5;TableEndpoint={service.Url().Href}name;QueueEndpoint={service.Url().Href}name";

    private sealed class Identity : TokenCredential
    {
        public ConcurrentQueue<string> Asked { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            foreach (var scope in requestContext.Scopes) Asked.Enqueue(scope);
            return new AccessToken("a-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    private sealed class Seeing : HttpPipelineSynchronousPolicy
    {
        public ConcurrentQueue<string> Calls { get; } = [];

        public override void OnSendingRequest(HttpMessage message) =>
            Calls.Enqueue($"{message.Request.Method} {message.Request.Uri.ToUri().Segments[^1]}");
    }
}
