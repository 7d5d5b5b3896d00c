using LinkWatch.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>The description of the API. It is the same everywhere, so it needs no function key.</summary>
public sealed class OpenApi
{
    [Function(nameof(OpenApi))]
    public IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = WebRoutes.Document)] HttpRequest request) =>
        OpenApiDocument.Show();
}
