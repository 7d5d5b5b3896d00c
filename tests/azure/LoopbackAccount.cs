using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LinkWatch.Azure;
using LinkWatch.Azure.Queues;
using LinkWatch.Azure.Tables;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Azure;

/// <summary>Our ports on a storage account that a test plays itself, for what Azurite never does. Retries are not delayed.</summary>
internal static class LoopbackAccount
{
    public static string ConnectionString(WebUrl service) =>
        $"AccountName=name;AccountKey=a2V5;TableEndpoint={service.Href}name;QueueEndpoint={service.Href}name";

    public static AzureStorageOptions Options(WebUrl service) => new() { ConnectionString = ConnectionString(service), Clients = Hasten };

    public static TableRows Rows(WebUrl service, Action<ClientOptions>? clients = null) =>
        new(new TableServiceClient(ConnectionString(service), Touched(new TableClientOptions(), clients)).GetTableClient("rows"));

    public static StorageQueue Queue(WebUrl service, Action<ClientOptions>? clients = null) => new(
        new QueueServiceClient(ConnectionString(service), Touched(new QueueClientOptions(), clients)).GetQueueClient("checks"), "checks");

    /// <summary>Answers with an error as the table or queue service writes it.</summary>
    public static Task RefuseAsync(this HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
        if (IsQueue(context))
        {
            context.Response.ContentType = "application/xml";
            return context.Response.WriteAsync(
                $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>No.\nReally.</Message></Error>");
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            $$$$"""{"odata.error":{"code":"{{{{code}}}}","message":{"lang":"en-US","value":"No.\nReally."}}}""");
    }

    /// <summary>Answers that the row or message was written.</summary>
    public static Task AcceptAsync(this HttpContext context)
    {
        if (!IsQueue(context))
        {
            context.Response.StatusCode = 204;
            context.Response.Headers.ETag = "W/\"1\"";
            return Task.CompletedTask;
        }

        context.Response.StatusCode = 201;
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(
            """
            <?xml version="1.0" encoding="utf-8"?><QueueMessagesList><QueueMessage><MessageId>1</MessageId>
            <InsertionTime>Mon, 05 Jan 2026 00:00:00 GMT</InsertionTime><ExpirationTime>Fri, 31 Dec 9999 23:59:59 GMT</ExpirationTime>
            <PopReceipt>1</PopReceipt><TimeNextVisible>Mon, 05 Jan 2026 00:00:00 GMT</TimeNextVisible></QueueMessage></QueueMessagesList>
            """);
    }

    private static bool IsQueue(HttpContext context) => context.Request.Path.StartsWithSegments("/name/checks");

    private static T Touched<T>(T options, Action<ClientOptions>? clients) where T : ClientOptions
    {
        Hasten(options);
        clients?.Invoke(options);
        return options;
    }

    private static void Hasten(ClientOptions options) => (options.Retry.Delay, options.Retry.MaxDelay) = (TimeSpan.Zero, TimeSpan.Zero);
}
