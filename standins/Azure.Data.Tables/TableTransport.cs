using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>Sends calls to one endpoint.</summary>
internal sealed class TableTransport(Uri endpoint, HttpPipeline pipeline, string version)
{
    private static readonly string[] Scopes = ["https://storage.azure.com/.default"];

    public Uri Endpoint { get; } = endpoint;

    public static TableTransport Of(ConnectionString account, TableClientOptions options) =>
        Of(account.TableEndpoint, options, new SharedKeyLitePolicy(account.AccountName, account.AccountKey));

    public static TableTransport Of(Uri endpoint, TokenCredential credential, TableClientOptions options) =>
        Of(endpoint, options, new BearerTokenAuthenticationPolicy(credential, Scopes));

    /// <exception cref="RequestFailedException">The service refused.</exception>
    public async Task<Response> SendAsync(TableRequest request, CancellationToken cancellationToken)
    {
        using var message = MessageOf(request);
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        if (response.Status < 400 || (response.Status == 404 && request.IsMissingAllowed)) return response;
        throw new RequestFailedException(response);
    }

    /// <exception cref="TableTransactionFailedException">The service refused one of them: nothing was written.</exception>
    /// <exception cref="RequestFailedException">The service refused the whole.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SubmitAsync(IReadOnlyList<TableRequest> requests, CancellationToken cancellationToken)
    {
        if (requests.Count == 0) throw new InvalidOperationException("a transaction writes something");
        using var message = MessageOf(new TableRequest(RequestMethod.Post, "$batch"));
        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Headers.Add("Content-Type", Changeset.ContentType);
        message.Request.Content = RequestContent.Create(Changeset.Write(requests, UrlOf, version));
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        if (response.Status != 202) throw new RequestFailedException(response);
        var parts = Changeset.Read(response);
        var failed = parts.FirstOrDefault(part => part.Status >= 400);
        if (failed is not null) throw new TableTransactionFailedException(new RequestFailedException(failed, null, new TableErrorParser()));
        return Response.FromValue<IReadOnlyList<Response>>(parts, response);
    }

    private static TableTransport Of(Uri endpoint, TableClientOptions options, HttpPipelinePolicy authentication)
    {
        var policies = new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { new DatePolicy(), authentication },
            RequestFailedDetailsParser = new TableErrorParser(),
        };
        return new TableTransport(endpoint, HttpPipelineBuilder.Build(policies), options.Version);
    }

    private HttpMessage MessageOf(TableRequest request)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = request.Method;
        message.Request.Uri.Reset(UrlOf(request));
        message.Request.Headers.Add("x-ms-version", version);
        foreach (var header in request.Headers) message.Request.Headers.Add(header);
        if (request.Body is not null) message.Request.Content = RequestContent.Create(request.Body);
        return message;
    }

    private Uri UrlOf(TableRequest request) => new($"{Endpoint.AbsoluteUri.TrimEnd('/')}/{request.Path}");
}
