using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage.Queues;

/// <summary>A call of the service.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Below the endpoint, escaped, with its query.</param>
internal sealed record QueueRequest(RequestMethod Method, string Path)
{
    /// <summary>XML; null for none.</summary>
    public byte[]? Body { get; init; }

    public IEnumerable<HttpHeader> Headers { get; init; } = [];

    /// <summary>Whether 404 is an answer like others.</summary>
    public bool IsMissingAllowed { get; init; }
}

/// <summary>Sends calls to one endpoint.</summary>
internal sealed class QueueTransport(Uri endpoint, HttpPipeline pipeline, QueueClientOptions options)
{
    private static readonly string[] Scopes = ["https://storage.azure.com/.default"];

    public Uri Endpoint { get; } = endpoint;

    public QueueMessageEncoding Encoding => options.MessageEncoding;

    public static QueueTransport Of(ConnectionString account, QueueClientOptions options) =>
        Of(account.QueueEndpoint, options, new SharedKeyPolicy(account.AccountName, account.AccountKey));

    public static QueueTransport Of(Uri endpoint, TokenCredential credential, QueueClientOptions options) =>
        Of(endpoint, options, new BearerTokenAuthenticationPolicy(credential, Scopes));

    /// <exception cref="RequestFailedException">The service refused.</exception>
    public async Task<Response> SendAsync(QueueRequest request, CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage();
        message.Request.Method = request.Method;
        message.Request.Uri.Reset(new Uri($"{Endpoint.AbsoluteUri.TrimEnd('/')}/{request.Path}"));
        message.Request.Headers.Add("x-ms-version", options.VersionHeader);
        message.Request.Headers.Add("Accept", "application/xml");
        foreach (var header in request.Headers) message.Request.Headers.Add(header);
        if (request.Body is { } body)
        {
            message.Request.Headers.Add("Content-Type", "application/xml");
            message.Request.Content = RequestContent.Create(body);
        }

        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        if (response.Status < 400 || (response.Status == 404 && request.IsMissingAllowed)) return response;
        throw new RequestFailedException(response);
    }

    private static QueueTransport Of(Uri endpoint, QueueClientOptions options, HttpPipelinePolicy authentication)
    {
        var policies = new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { new DatePolicy(), authentication },
            RequestFailedDetailsParser = new QueueErrorParser(),
        };
        return new QueueTransport(endpoint, HttpPipelineBuilder.Build(policies), options);
    }
}
